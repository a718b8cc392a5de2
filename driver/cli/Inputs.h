//===- Inputs.h - The inputs that commands have in common -------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// options --> compile commands --> jobs --workers--> Report
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_CLI_INPUTS_H
#define COROSCOPE_DRIVER_CLI_INPUTS_H

#include "frame/Report.h"
#include "inputs/DriverArguments.h"

#include "llvm/Support/Error.h"

#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
} // namespace CLI

namespace coroscope {

/// Exit codes of the program.
enum ExitCode { Clean = 0, HasFindings = 1, CouldNot = 2, Incomplete = 3 };

/// What to analyze, and how.
struct Inputs {
  std::string BuildDirectory;     ///< Empty: search upwards.
  std::vector<std::string> Files; ///< Empty: all of the compile commands.
  std::string Level = AsBuilt;
  unsigned Processes = 0; ///< 0: one per core.
  bool Verbose = false;
  bool AllowFailures = false;
  /// The flags after "--", if it was given.
  std::optional<std::vector<std::string>> Flags;

  void addTo(CLI::App &Command);
};

/// Analyzes \p Inputs. Messages go to stderr. Units that fail are in the
/// report; an error means that there was nothing to do it with.
llvm::Expected<Report> analyzeInputs(const Inputs &Inputs);

} // namespace coroscope

#endif
