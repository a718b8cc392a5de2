//===- Inputs.h - The inputs that commands have in common -------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// options --> compile commands --> jobs --workers--> Report --rules-->
// findings --workers, with edited files--> advice
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_CLI_INPUTS_H
#define COROSCOPE_DRIVER_CLI_INPUTS_H

#include "frame/Report.h"
#include "layout/OptimizationLevel.h"

#include "llvm/Support/Error.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
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
  unsigned Processes = 0;           ///< 0: one per core.
  unsigned Timeout = 300;           ///< Units: seconds of a unit; 0 for none.
  std::optional<Bytes> MemoryLimit; ///< Of a worker.
  bool Caches = true;
  std::string CacheDirectory; ///< Empty: where caches of the user are.
  /// Which part of the units, counted from 1, and of how many.
  std::optional<std::pair<unsigned, unsigned>> Shard;
  bool IsPart = false; ///< Whether the report is for `merge`.
  bool Verbose = false;
  bool AllowFailures = false;
  bool ExitsZero = false; ///< Whether findings leave the exit code at 0.
  std::string Root;       ///< What paths start from. Empty: found by its marks.
  std::vector<std::string> Rules; ///< As in "large-value=2KiB".
  bool Judges = true;             ///< Whether findings are wanted.
  bool Measures = true;           ///< Whether advice is measured.
  bool KeepsSources = false;      ///< Whether texts are wanted.
  bool ListsFiles = false;        ///< Whether the files read are wanted.
  /// The flags after "--", if it was given.
  std::optional<std::vector<std::string>> Flags;

  void addTo(CLI::App &Command);
  /// The options of commands that tell findings.
  void addRulesTo(CLI::App &Command);
};

/// What an analysis of inputs gives.
struct Analysis {
  coroscope::Report Report;
  std::string ProjectRoot; ///< Absolute; what the report's paths start from.
  /// The texts of the main files before they were analyzed, by the paths of the
  /// report, if they are wanted.
  std::map<std::string, std::string> Sources;
  /// What the report depends on, if that is wanted. Absolute.
  std::set<std::string> FilesRead;
  /// Main files that other units include, if files read are wanted. Absolute.
  std::set<std::string> IncludedMainFiles;
};

/// Analyzes \p Inputs. Messages go to stderr. Units that fail are in the
/// report; an error means that there was nothing to do it with.
llvm::Expected<Analysis> analyzeInputs(const Inputs &Inputs);

/// The exit code for \p Report, if it was told without trouble.
ExitCode exitCodeFor(const Report &Report, const Inputs &Inputs);

} // namespace coroscope

#endif
