//===- CommandLine.cpp - From words to a command --------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "cli/CommandLine.h"

#include "outputs/Commit.h"
#include "outputs/Version.h"
#include "compat/CompilerVersion.h"
#include "cli/Commands.h"
#include "report/Escape.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <sstream>

using namespace llvm;

namespace coroscope {

void printError(const std::string &Message) {
  errs() << "error: " << escapeControls(asUtf8(Message)) << "\n";
}

/// The name in \p Known that \p Word was meant to be; empty if none is near.
static std::string meant(StringRef Word,
                         const std::vector<std::string> &Known) {
  std::string Nearest;
  unsigned Distance = Word.size() / 3 + 1;
  for (const std::string &Name : Known) {
    unsigned Own = Word.edit_distance(Name, true, Distance);
    if (Own <= Distance && (Nearest.empty() || Own < Distance)) {
      Distance = Own;
      Nearest = Name;
    }
  }
  return Nearest;
}

static std::vector<std::string> commandNames(CLI::App &Command) {
  std::vector<std::string> Names;
  for (const CLI::App *Sub : Command.get_subcommands({}))
    Names.push_back(Sub->get_name());
  return Names;
}

/// The innermost command that was named.
static CLI::App &innermost(CLI::App &Command) {
  return Command.get_subcommands().empty()
             ? Command
             : innermost(*Command.get_subcommands().front());
}

/// What \p Command or one around it could not use, options first; empty if
/// there is none.
static std::string unknownIn(const CLI::App &Command) {
  const std::vector<std::string> Unknown = Command.remaining();
  for (const std::string &Word : Unknown)
    if (StringRef(Word).starts_with("-"))
      return Word;
  if (!Unknown.empty())
    return Unknown.front();
  return Command.get_parent() ? unknownIn(*Command.get_parent())
                              : std::string();
}

static std::vector<std::string> optionNames(const CLI::App &Command) {
  std::vector<std::string> Names;
  for (const CLI::Option *Option : Command.get_options()) {
    for (const std::string &Name : Option->get_lnames())
      Names.push_back("--" + Name);
    for (const std::string &Name : Option->get_snames())
      Names.push_back("-" + Name);
  }
  return Names;
}

/// "unknown option '--fromat'; did you mean '--format'?"
static std::string unknownWord(const std::string &Word, const std::string &Kind,
                               const std::vector<std::string> &Known,
                               const std::string &Command) {
  std::string Message = "unknown " + Kind + " '" + Word + "'";
  StringRef Spelled = StringRef(Word).split('=').first;
  if (std::string Meant = meant(Spelled, Known); !Meant.empty())
    return Message + "; did you mean '" + Meant + "'?";
  return Message + "; see " + Command + " --help";
}

/// Says what is wrong with the command line.
static int explain(const CLI::Error &Error, CLI::App &Program,
                   const std::vector<std::string> &Words) {
  if (Words.empty()) {
    errs() << Program.help();
    return CouldNot;
  }
  CLI::App &Command = innermost(Program);
  const std::string Name = &Command == &Program ? Program.get_name()
                           : Command.get_parent() == &Program
                               ? Program.get_name() + " " + Command.get_name()
                               : Program.get_name() + " " +
                                     Command.get_parent()->get_name() + " " +
                                     Command.get_name();
  const std::vector<std::string> Commands = commandNames(Command);
  std::string Message = Error.what();
  if (const std::string Unknown =
          &Command == &Program ? Words.front() : unknownIn(Command);
      !Unknown.empty()) {
    if (StringRef(Unknown).starts_with("-"))
      Message = unknownWord(Unknown, "option", optionNames(Command), Name);
    else if (!Commands.empty())
      Message = unknownWord(Unknown, "command", Commands, Name);
    else
      Message =
          "'" + Unknown + "' is one word too many; see " + Name + " --help";
  } else if (!Commands.empty()) {
    Message = "'" + Name + "' needs a command: " + llvm::join(Commands, ", ");
  } else if (dynamic_cast<const CLI::ConversionError *>(&Error)) {
    Message += "; see " + Name + " --help";
  }
  printError(Message);
  return CouldNot;
}

static int run(std::vector<std::string> Words) {
  CLI::App App("Shows what C++ coroutines keep in memory while they wait.",
               "coroscope");
  App.require_subcommand(1);
  App.set_version_flag("--version", std::string("coroscope ") + Version + " (" +
                                        compilerVersion() + ", commit " +
                                        Commit + ")");
  App.footer("Flags of the compiler for one file go after '--':\n"
             "  coroscope audit a.cpp -- -std=c++20 -O2");
  AuditOptions Audit;
  CLI::App *AuditCommand = App.add_subcommand(
      "audit", "The frames of all coroutines of a project or a file");
  Audit.addTo(*AuditCommand);
  InspectOptions Inspect;
  CLI::App *InspectCommand = App.add_subcommand(
      "inspect", "The frames of built programs, whoever compiled them");
  Inspect.addTo(*InspectCommand);
  ShowOptions Show;
  CLI::App *ShowCommand = App.add_subcommand(
      "show", "The layout of one coroutine's frame, byte by byte");
  Show.addTo(*ShowCommand);
  ChainsOptions Chains;
  CLI::App *ChainsCommand = App.add_subcommand(
      "chains", "What coroutines and all that they await take at most");
  Chains.addTo(*ChainsCommand);
  FixOptions Fix;
  CLI::App *FixCommand = App.add_subcommand(
      "fix", "Edits that make frames smaller, as a diff or applied");
  Fix.addTo(*FixCommand);
  CLI::App *RulesCommand =
      App.add_subcommand("rules", "The rules and their limits");
  ExplainOptions Explain;
  CLI::App *ExplainCommand =
      App.add_subcommand("explain", "The page of a rule");
  Explain.addTo(*ExplainCommand);
  MergeOptions Merge;
  CLI::App *MergeCommand = App.add_subcommand(
      "merge", "Joins the parts of a report that several runs have written");
  Merge.addTo(*MergeCommand);
  ReportOptions Report;
  CLI::App *ReportCommand =
      App.add_subcommand("report", "A report in another format");
  Report.addTo(*ReportCommand);
  CompareOptions Compare;
  CLI::App *CompareCommand = App.add_subcommand(
      "compare",
      "What has changed between two reports, and which value did it");
  Compare.addTo(*CompareCommand);
  TrendOptions Trend;
  CLI::App *TrendCommand =
      App.add_subcommand("trend", "How frames have grown over several reports");
  Trend.addTo(*TrendCommand);
  BaselineOptions Baseline;
  CLI::App *BaselineCommand = App.add_subcommand(
      "baseline", "The sizes that a project has agreed on, kept in a file");
  Baseline.addTo(*BaselineCommand);
  ConfigOptions Config;
  CLI::App *ConfigCommand = App.add_subcommand(
      "config", "The settings that hold here, and what has set them");
  Config.addTo(*ConfigCommand);
  CacheOptions Cache;
  CLI::App *CacheCommand = App.add_subcommand(
      "cache", "What is kept so that nothing is analyzed twice");
  Cache.addTo(*CacheCommand);
  LspOptions Lsp;
  CLI::App *LspCommand = App.add_subcommand(
      "lsp", "A language server for editors, over stdin and stdout");
  Lsp.addTo(*LspCommand);

  std::optional<std::vector<std::string>> Flags;
  if (auto End = std::find(Words.begin(), Words.end(), "--");
      End != Words.end()) {
    Flags.emplace(std::next(End), Words.end());
    Words.erase(End, Words.end());
  }
  try {
    std::vector<std::string> Reversed(Words.rbegin(), Words.rend());
    App.parse(Reversed);
  } catch (const CLI::Success &Asked) {
    std::ostringstream Told;
    App.exit(Asked, Told, Told);
    outs() << Told.str();
    return Clean;
  } catch (const CLI::Error &Error) {
    return explain(Error, App, Words);
  }
  Audit.Inputs.Request.Units.Flags = Flags;
  Show.Inputs.Request.Units.Flags = Flags;
  Chains.Inputs.Request.Units.Flags = Flags;
  Fix.Inputs.Request.Units.Flags = Flags;
  if (AuditCommand->parsed())
    return audit(Audit);
  if (InspectCommand->parsed())
    return inspectFiles(Inspect);
  if (ShowCommand->parsed())
    return show(Show);
  if (ChainsCommand->parsed())
    return chains(Chains);
  if (FixCommand->parsed())
    return fix(Fix);
  if (MergeCommand->parsed())
    return mergeParts(Merge);
  if (ReportCommand->parsed())
    return convertReport(Report);
  if (CompareCommand->parsed())
    return compareReports(Compare);
  if (TrendCommand->parsed())
    return trend(Trend);
  if (BaselineCommand->parsed())
    return baseline(Baseline);
  if (ConfigCommand->parsed())
    return printConfiguration(Config);
  if (CacheCommand->parsed())
    return cache(Cache);
  if (LspCommand->parsed())
    return serve(Lsp);
  return RulesCommand->parsed() ? listRules() : coroscope::explain(Explain);
}

int runCommandLine(std::vector<std::string> Words) {
  const int Code = run(std::move(Words));
  const bool Written = flushStdout();
  // It may be closed or full. LLVM would make a crash of it.
  errs().clear_error();
  return Written ? Code : CouldNot;
}

} // namespace coroscope
