//===- CommandLine.cpp - From words to a command --------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "cli/CommandLine.h"

#include "cli/Commands.h"
#include "cli/HelpText.h"
#include "cli/Terminal.h"
#include "compat/CompilerVersion.h"
#include "outputs/Commit.h"
#include "outputs/Version.h"
#include "report/Escape.h"
#include "rules/NearName.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/WithColor.h"
#include "llvm/Support/raw_ostream.h"

#include <algorithm>
#include <sstream>

using namespace llvm;

namespace coroscope {

void printError(const std::string &Message) {
  WithColor::error(errs()) << escapeControls(asUtf8(Message)) << "\n";
}

static std::vector<std::string> commandNames(const CLI::App &Command) {
  std::vector<std::string> Names;
  for (const CLI::App *Sub : commandsOf(Command))
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
  return "unknown " + Kind + " '" + Word + "'" +
         didYouMean(StringRef(Word).split('=').first,
                    {Known.begin(), Known.end()},
                    "; see " + Command + " --help");
}

/// The words of CLI11 for a mistake, made plain.
static std::string inWords(const CLI::Error &Error) {
  StringRef Message = Error.what();
  // "Could not convert: --timeout = soon"
  if (Message.consume_front("Could not convert: ")) {
    const auto [Option, Value] = Message.split(" = ");
    return (Option + ": '" + Value + "' is not a number").str();
  }
  return Message.str();
}

/// Says what is wrong with the command line.
static int explain(const CLI::Error &Error, CLI::App &Program,
                   const std::vector<std::string> &Words) {
  if (Words.empty()) {
    errs() << Program.help();
    return CouldNot;
  }
  CLI::App &Command = innermost(Program);
  const std::string Name = fullName(Command);
  const std::vector<std::string> Commands = commandNames(Command);
  std::string Message = inWords(Error);
  if (const std::string Unknown =
          &Command == &Program ? Words.front() : unknownIn(Command);
      !Unknown.empty()) {
    if (StringRef(Unknown).starts_with("-"))
      Message = unknownWord(Unknown, "option", optionNames(Command), Name);
    else if (!Commands.empty())
      Message = unknownWord(Unknown, "command", Commands, Name);
    else
      Message =
          "'" + Unknown + "' is not expected here; see " + Name + " --help";
  } else if (!Commands.empty()) {
    Message = "'" + Name + "' needs a command: " + llvm::join(Commands, ", ");
  } else if (dynamic_cast<const CLI::ConversionError *>(&Error) ||
             dynamic_cast<const CLI::RequiredError *>(&Error)) {
    Message += "; see " + Name + " --help";
  }
  printError(Message);
  return CouldNot;
}

/// Adds --color to \p Command and those in it.
static void addColorToAll(CLI::App &Command, std::string &Choice) {
  addColorTo(Command, Choice);
  for (CLI::App *Sub : Command.get_subcommands({}))
    addColorToAll(*Sub, Choice);
}

static int run(std::vector<std::string> Words) {
  setColors({});
  CLI::App App("Shows what C++ coroutines keep in memory while they wait.",
               "coroscope");
  App.formatter(std::make_shared<HelpFormatter>(proseWidth()));
  App.set_help_flag("-h,--help", "Show this help, and exit");
  App.require_subcommand(1);
  const std::string ShownVersion = std::string("coroscope ") + Version + " (" +
                                   compilerVersion() + ", commit " + Commit +
                                   ")";
  App.set_version_flag("-V,--version", ShownVersion,
                       "Show the version, and exit");
  AuditOptions Audit;
  CLI::App *AuditCommand = App.add_subcommand(
      "audit", "Show the frames of all coroutines of a project or a file");
  Audit.addTo(*AuditCommand);
  InspectOptions Inspect;
  CLI::App *InspectCommand = App.add_subcommand(
      "inspect", "Show the frames of built programs, whoever compiled them");
  Inspect.addTo(*InspectCommand);
  ShowOptions Show;
  CLI::App *ShowCommand = App.add_subcommand(
      "show", "Show the frame of one coroutine, byte by byte");
  Show.addTo(*ShowCommand);
  ChainsOptions Chains;
  CLI::App *ChainsCommand = App.add_subcommand(
      "chains", "Show how much coroutines take with all that they await");
  Chains.addTo(*ChainsCommand);
  FixOptions Fix;
  CLI::App *FixCommand =
      App.add_subcommand("fix", "Show or make edits that make frames smaller");
  Fix.addTo(*FixCommand);
  CLI::App *RulesCommand =
      App.add_subcommand("rules", "List the rules and their limits");
  ExplainOptions Explain;
  CLI::App *ExplainCommand =
      App.add_subcommand("explain", "Explain a rule, or what coroutines keep");
  Explain.addTo(*ExplainCommand);
  MergeOptions Merge;
  CLI::App *MergeCommand = App.add_subcommand(
      "merge", "Join the parts of a report that several runs wrote");
  Merge.addTo(*MergeCommand);
  ReportOptions Report;
  CLI::App *ReportCommand =
      App.add_subcommand("report", "Convert a report to another format");
  Report.addTo(*ReportCommand);
  CompareOptions Compare;
  CLI::App *CompareCommand = App.add_subcommand(
      "compare", "Show what has grown between two reports, and why");
  Compare.addTo(*CompareCommand);
  TrendOptions Trend;
  CLI::App *TrendCommand = App.add_subcommand(
      "trend", "Show how frames have grown over several reports");
  Trend.addTo(*TrendCommand);
  BaselineOptions Baseline;
  CLI::App *BaselineCommand = App.add_subcommand(
      "baseline", "Keep the sizes that a project has agreed on in a file");
  Baseline.addTo(*BaselineCommand);
  ConfigOptions Config;
  CLI::App *ConfigCommand = App.add_subcommand(
      "config", "The settings that hold here, and what has set them");
  Config.addTo(*ConfigCommand);
  CacheOptions Cache;
  CLI::App *CacheCommand = App.add_subcommand(
      "cache", "Manage results that are kept for the next run");
  Cache.addTo(*CacheCommand);
  LspOptions Lsp;
  CLI::App *LspCommand = App.add_subcommand(
      "lsp", "A language server for editors, over stdin and stdout");
  Lsp.addTo(*LspCommand);

  HelpOptions Help;
  CLI::App *HelpCommand =
      App.add_subcommand("help", "Show the help of a command");
  Help.addTo(*HelpCommand);
  CLI::App *VersionCommand = App.add_subcommand("version", "Show the version");
  CompletionOptions Completion;
  CLI::App *CompletionCommand = App.add_subcommand(
      "completion", "Print a script that completes commands in a shell");
  Completion.addTo(*CompletionCommand);
  ManualOptions Manual;
  CLI::App *ManualCommand =
      App.add_subcommand("manual-pages", "Write the manual pages");
  Manual.addTo(*ManualCommand);
  std::string ExitCodes;
  for (const auto &[Code, Meaning] : exitCodesInWords())
    ExitCodes += "\n  " + std::to_string(Code) + "  " +
                 wrap(Meaning, proseWidth(), /*Indent=*/5);
  App.footer(R"(Examples:
  coroscope audit -p build                       all files of a project
  coroscope audit server.cpp -- -std=c++20 -O2   one file, without compile commands
  coroscope show serve -p build                  one coroutine, byte by byte
  coroscope explain frames                       what a coroutine keeps

Exit codes:)" +
             ExitCodes);
  std::string Colors;
  addColorToAll(App, Colors);

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
  setColors(Colors);
  if (Flags && !takesFlags(innermost(App))) {
    printError("'" + fullName(innermost(App)) +
               "' analyzes no sources; leave out '--' and the flags after it");
    return CouldNot;
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
  if (HelpCommand->parsed())
    return help(Help, App);
  if (CompletionCommand->parsed())
    return completion(Completion, App);
  if (ManualCommand->parsed())
    return writeManual(Manual, App);
  if (VersionCommand->parsed()) {
    outs() << ShownVersion << "\n";
    return Clean;
  }
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
