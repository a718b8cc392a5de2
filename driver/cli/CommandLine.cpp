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
#include <functional>
#include <memory>
#include <optional>
#include <sstream>
#include <type_traits>
#include <utility>

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

namespace {
/// The commands of a program, each with its options and what it does.
class CommandTable {
  CLI::App &Program;
  std::vector<std::pair<CLI::App *, std::function<int()>>> Commands;
  std::vector<std::optional<std::vector<std::string>> *> Flags;

public:
  explicit CommandTable(CLI::App &Program) : Program(Program) {}

  void add(const char *Name, const char *Title, std::function<int()> Run) {
    Commands.emplace_back(Program.add_subcommand(Name, Title), std::move(Run));
  }

  /// Adds a command that \p Run carries out with its options, and \p More.
  template <class Options, class... Others>
  void add(const char *Name, const char *Title,
           int (*Run)(const Options &, Others...),
           std::type_identity_t<Others>... More) {
    auto Given = std::make_shared<Options>();
    add(Name, Title, [=, &More...] { return Run(*Given, More...); });
    Given->addTo(*Commands.back().first);
    if constexpr (requires { Given->Inputs.Request.Units.Flags; })
      Flags.push_back(&Given->Inputs.Request.Units.Flags);
  }

  /// Gives the flags after '--' to the commands that take some.
  void setFlags(const std::optional<std::vector<std::string>> &Given) {
    for (std::optional<std::vector<std::string>> *Taken : Flags)
      *Taken = Given;
  }

  /// Carries out the command that was named.
  int run() const {
    return find_if(Commands,
                   [](const auto &Command) { return Command.first->parsed(); })
        ->second();
  }
};
} // namespace

static std::string shownVersion() {
  return std::string("coroscope ") + Version + " (" + compilerVersion() +
         ", commit " + Commit + ")";
}

static int showVersion() {
  outs() << shownVersion() << "\n";
  return Clean;
}

static void addCommands(CommandTable &Table, CLI::App &Program) {
  Table.add("audit", "Show the frames of all coroutines of a project or a file",
            audit);
  Table.add("inspect",
            "Show the frames of built programs, whoever compiled them",
            inspectFiles);
  Table.add("show", "Show the frame of one coroutine, byte by byte", show);
  Table.add("chains", "Show how much coroutines take with all that they await",
            chains);
  Table.add("fix", "Show or make edits that make frames smaller", fix);
  Table.add("rules", "List the rules and their limits", listRules);
  Table.add("explain", "Explain a rule, or what coroutines keep",
            static_cast<int (*)(const ExplainOptions &)>(coroscope::explain));
  Table.add("merge", "Join the parts of a report that several runs wrote",
            mergeParts);
  Table.add("report", "Convert a report to another format", convertReport);
  Table.add("compare", "Show what has grown between two reports, and why",
            compareReports);
  Table.add("trend", "Show how frames have grown over several reports", trend);
  Table.add("baseline", "Keep the sizes that a project has agreed on in a file",
            baseline);
  Table.add("config", "The settings that hold here, and what has set them",
            printConfiguration);
  Table.add("cache", "Manage results that are kept for the next run", cache);
  Table.add("lsp", "A language server for editors, over stdin and stdout",
            serve);
  Table.add("help", "Show the help of a command", help, Program);
  Table.add("version", "Show the version", showVersion);
  Table.add("completion", "Print a script that completes commands in a shell",
            completion, Program);
  Table.add("manual-pages", "Write the manual pages", writeManual, Program);
}

/// The end of the program's help.
static std::string examplesAndExitCodes() {
  std::string Text = R"(Examples:
  coroscope audit -p build                       all files of a project
  coroscope audit server.cpp -- -std=c++20 -O2   one file, without compile commands
  coroscope show serve -p build                  one coroutine, byte by byte
  coroscope explain frames                       what a coroutine keeps

Exit codes:)";
  for (const auto &[Code, Meaning] : exitCodesInWords())
    Text += "\n  " + std::to_string(Code) + "  " +
            wrap(Meaning, proseWidth(), /*Indent=*/5);
  return Text;
}

/// Takes '--' and what stands after it out of \p Words.
static std::optional<std::vector<std::string>>
takeFlags(std::vector<std::string> &Words) {
  const auto End = std::find(Words.begin(), Words.end(), "--");
  if (End == Words.end())
    return std::nullopt;
  std::vector<std::string> Flags(std::next(End), Words.end());
  Words.erase(End, Words.end());
  return Flags;
}

static int run(std::vector<std::string> Words) {
  setColors({});
  CLI::App App("Shows what C++ coroutines keep in memory while they wait.",
               "coroscope");
  App.formatter(std::make_shared<HelpFormatter>(proseWidth()));
  App.set_help_flag("-h,--help", "Show this help, and exit");
  App.require_subcommand(1);
  App.set_version_flag("-V,--version", shownVersion(),
                       "Show the version, and exit");
  App.footer(examplesAndExitCodes());
  CommandTable Commands(App);
  addCommands(Commands, App);
  std::string Colors;
  addColorToAll(App, Colors);

  const auto Flags = takeFlags(Words);
  try {
    App.parse(std::vector<std::string>(Words.rbegin(), Words.rend()));
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
  Commands.setFlags(Flags);
  return Commands.run();
}

int runCommandLine(std::vector<std::string> Words) {
  const int Code = run(std::move(Words));
  const bool Written = flushStdout();
  // It may be closed or full. LLVM would make a crash of it.
  errs().clear_error();
  return Written ? Code : CouldNot;
}

} // namespace coroscope
