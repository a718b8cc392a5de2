//===- Commands.h - The commands of the program -----------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_CLI_COMMANDS_H
#define COROSCOPE_DRIVER_CLI_COMMANDS_H

#include "cli/InputOptions.h"
#include "cli/Outputs.h"

#include <optional>
#include <string>
#include <vector>

namespace coroscope {

struct AuditOptions {
  InputOptions Inputs;
  OutputOptions Outputs;
  std::string Filter; ///< A regular expression for names and places.
  std::string Label;  ///< Stored in the report; empty for none.
  /// Where the list of the files read goes, for make and Ninja; empty for
  /// nowhere.
  std::string DependencyFile;

  void addTo(CLI::App &Command);
};

struct InspectOptions {
  std::vector<std::string> Files;
  OutputOptions Outputs;
  std::string Filter; ///< A regular expression for names and places.
  std::vector<std::string> Rules; ///< As in "large-value=2KiB".
  std::vector<std::string> DebugDirectories;
  unsigned Threads = 0; ///< 0: one per core.
  std::string Root;     ///< What paths start from. Empty: found by its marks.
  std::string Checked;  ///< A report that it must not exceed; empty for none.
  ExitOptions Exit;

  void addTo(CLI::App &Command);
};

struct ShowOptions {
  InputOptions Inputs;
  std::string Name; ///< A qualified name, a part of one, or file:line.
  std::string Format = "text";
  bool ShowsStates = false; ///< Instead of the layout.
  bool AsCode = false;      ///< Instead of the layout.
  bool Pages = true;        ///< On a terminal.

  void addTo(CLI::App &Command);
};

struct ChainsOptions {
  InputOptions Inputs; ///< Its only file may be a report.
  std::string Root;    ///< A regular expression for names.
  std::string Format = "text";

  void addTo(CLI::App &Command);
};

struct FixOptions {
  InputOptions Inputs;
  std::string Filter;       ///< A regular expression for names and places.
  bool Applies = false;     ///< Writes files; else a diff is shown.
  bool MakesUnsafe = false; ///< Also edits with a condition.

  void addTo(CLI::App &Command);
};

struct ExplainOptions {
  std::string Name; ///< Of a rule or another page; empty for the list.
  std::string Format = "text";
  bool Pages = true; ///< On a terminal.

  void addTo(CLI::App &Command);
};

struct MergeOptions {
  std::vector<std::string> Parts;
  std::string PartsFrom; ///< A file with more names, one a line.
  OutputOptions Outputs;
  ExitOptions Exit;

  void addTo(CLI::App &Command);
};

struct ReportOptions {
  std::string Path; ///< Of a report, as JSON.
  OutputOptions Outputs;

  void addTo(CLI::App &Command);
};

struct CompareOptions {
  std::string Base; ///< Paths of reports, as JSON.
  std::string Head;
  Thresholds Limits;
  std::optional<bool> ForbidsLostElision; ///< Nothing if it was not given.
  bool IsAcross = false;                  ///< Side by side, of two compilers.
  OutputOptions Outputs;

  void addTo(CLI::App &Command);
};

struct TrendOptions {
  std::vector<std::string> Reports; ///< Paths, as JSON, the oldest first.
  std::string Format;               ///< Empty: what the path says, or CSV.
  std::string Path = "-";           ///< Where it goes; "-" is stdout.
  std::size_t Most = 20;            ///< Of the largest coroutines.

  void addTo(CLI::App &Command);
};

/// What `coroscope baseline` can do.
enum class BaselineAction { Write, Update, Prune, Check };

struct BaselineOptions {
  BaselineAction Action = BaselineAction::Check;
  std::string Report; ///< Path of a report, as JSON.
  std::string Path;   ///< Empty: what the project's file says, or the default.
  std::string Format = "text";       ///< Of a check.
  std::vector<std::string> Accepted; ///< Keys or names of coroutines.
  std::string Reason;                ///< Why they are accepted.
  bool Forces = false;
  bool AllowFailures = false;

  void addTo(CLI::App &Command);
};

struct ConfigOptions {
  InputOptions Inputs;
  std::string File; ///< Whose rules are shown; empty for the project's.
  std::string Get;  ///< A key: only its value is printed.
  std::string Format = "text";

  void addTo(CLI::App &Command);
};
/// What `coroscope cache` can do.
enum class CacheAction { Info, Prune, Clear };

struct CacheOptions {
  CacheAction Action = CacheAction::Info;
  std::string Directory; ///< Empty: where caches of the user are.
  std::string MaxSize;   ///< As in "1GiB".

  void addTo(CLI::App &Command);
};

struct HelpOptions {
  std::vector<std::string> Names; ///< Of a command, from the outside in.

  void addTo(CLI::App &Command);
};

struct CompletionOptions {
  std::string Shell;

  void addTo(CLI::App &Command);
};

struct ManualOptions {
  std::string Directory; ///< Where the files go.

  void addTo(CLI::App &Command);
};

struct LspOptions {
  std::string CompileCommands; ///< Their directory; empty: search upwards.
  unsigned Processes = 0;      ///< 0: one per core.

  void addTo(CLI::App &Command);
};

/// All give the exit code and have told the user everything.
int audit(const AuditOptions &Options);
int inspectFiles(const InspectOptions &Options);
int show(const ShowOptions &Options);
int chains(const ChainsOptions &Options);
int fix(const FixOptions &Options);
int listRules();
int mergeParts(const MergeOptions &Options);
int convertReport(const ReportOptions &Options);
int compareReports(const CompareOptions &Options);
int trend(const TrendOptions &Options);
int baseline(const BaselineOptions &Options);
int cache(const CacheOptions &Options);
int printConfiguration(const ConfigOptions &Options);
int explain(const ExplainOptions &Options);
int serve(const LspOptions &Options);
/// These are about the commands of \p Program.
int help(const HelpOptions &Options, const CLI::App &Program);
int completion(const CompletionOptions &Options, const CLI::App &Program);
int writeManual(const ManualOptions &Options, const CLI::App &Program);

/// Prints "error: ..." on stderr.
void printError(const std::string &Message);

} // namespace coroscope

#endif
