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

  /// The options for reports on one run.
  void addTo(CLI::App &Command);
  /// The options for comparisons.
  void addComparisonTo(CLI::App &Command);
};

struct Destination {
  std::string Format;
  std::string Path;
};

/// Pairs the formats with the outputs, in the order in which they were given.
llvm::Expected<std::vector<Destination>>
destinations(const OutputOptions &Options);

/// Whether all could be written; the user has been told what could not.
bool writeReports(const Report &Report,
                  const std::vector<Destination> &Destinations,
                  bool ListsSystem);

/// The same for two compilers side by side, as text or JSON.
bool writeAcross(const AcrossComparison &Made,
                 const std::vector<Destination> &Destinations);

/// The same for a comparison.
bool writeComparison(const Comparison &Made,
                     const std::vector<Destination> &Destinations);

} // namespace coroscope

#endif
