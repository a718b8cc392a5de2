//===- Outputs.h - Where reports go -----------------------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_CLI_OUTPUTS_H
#define COROSCOPE_DRIVER_CLI_OUTPUTS_H

#include "compare/Across.h"
#include "compare/Compare.h"
#include "frame/Report.h"
#include "page/SourceTexts.h"

#include "llvm/Support/Error.h"

#include <string>
#include <vector>

namespace CLI {
class App;
} // namespace CLI

namespace coroscope {

/// The options of commands that write reports.
struct OutputOptions {
  std::vector<std::string> Formats; ///< One for each output, as far as given.
  std::vector<std::string> Paths;   ///< "-" is stdout.
  bool ListsSystem = false;
  bool WithSource = false; ///< Whether pages show lines of the sources.
  std::string Root; ///< What paths start from. Empty: found by its marks.
  bool OfComparison = false;
  /// Whether stderr has said why units failed: text that goes to the same place
  /// does not say it again.
  bool FailuresTold = false;

  /// The options for reports on one run.
  void addTo(CLI::App &Command);
  /// The options for comparisons.
  void addComparisonTo(CLI::App &Command);
  /// The option for commands that have not analyzed the sources themselves.
  void addRootTo(CLI::App &Command);

  /// What pages may read of the sources.
  SourceTexts sources() const;
};

struct Destination {
  std::string Format;
  std::string Path;
};

/// Pairs the formats with the outputs, in the order in which they were given.
/// Fails if two go to one place, or if the name of a file asks for a format
/// that there is not.
llvm::Expected<std::vector<Destination>>
destinations(const OutputOptions &Options);

/// Whether all could be written; the user has been told what could not.
bool writeReports(const Report &Report,
                  const std::vector<Destination> &Destinations,
                  const OutputOptions &Options);

/// The same for two compilers side by side, as text or JSON.
bool writeAcross(const AcrossComparison &Made,
                 const std::vector<Destination> &Destinations);

/// The same for a comparison.
bool writeComparison(const Comparison &Made,
                     const std::vector<Destination> &Destinations,
                     const OutputOptions &Options);

/// Whether one of \p Destinations shows the frames that have changed.
bool needFrames(const std::vector<Destination> &Destinations);

/// Writes what stdout holds back. Whether all could be written; the user has
/// been told if not, unless the reader has gone, as in `coroscope rules |
/// head`.
bool flushStdout();

} // namespace coroscope

#endif
