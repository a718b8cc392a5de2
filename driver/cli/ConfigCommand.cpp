//===- ConfigCommand.cpp - The command "config" ---------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// defaults, .coroscope.yaml, command line --> what holds, and who has set it
//
//===----------------------------------------------------------------------===//

#include "cli/Commands.h"
#include "cli/HelpText.h"
#include "cli/Terminal.h"

#include "config/ProjectRoot.h"
#include "config/ProjectSettings.h"
#include "report/Escape.h"
#include "report/Table.h"

#include "rules/NearName.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"

#include <nlohmann/json.hpp>

using namespace llvm;
using Json = nlohmann::ordered_json;

namespace coroscope {

static constexpr char RulePrefix[] = "rules.";

void ConfigOptions::addTo(CLI::App &Command) {
  Inputs.addProjectTo(Command);
  addRuleTo(Command, Inputs.Request.Rules);
  Command
      .add_option("file", File,
                  "A source file, for the rules that hold there "
                  "[default: those of the current directory]")
      ->type_name("FILE");
  CLI::Option *One =
      Command
          .add_option("--get", Get,
                      "Print the value of one key, such as opt or "
                      "gate.max-growth, one line for each element of a list; "
                      "exit with 1 and print nothing if nothing has set it")
          ->type_name("KEY")
          ->group(group::Report);
  Command.add_option("--format", Format, "Format")
      ->type_name("FORMAT")
      ->check(oneOf({"text", "json"}))
      ->capture_default_str()
      ->group(group::Report)
      ->excludes(One);
}

namespace {
/// One line of what is printed.
struct Line {
  std::string Key;
  std::vector<std::string> Values; ///< Empty: the default holds.
  std::string Default;
  std::string SetBy; ///< Empty: the default holds.
  bool IsList = false;
};
} // namespace

static std::vector<Line> linesOf(const ProjectSettings &Project,
                                 const RuleSettings &Rules) {
  std::vector<Line> Lines;
  for (const ProjectKeyInfo &Info : projectKeys()) {
    const ProjectSettings::Setting &Set = Project[Info.Key];
    Lines.push_back(
        {Info.Name.str(), Set.Values, Info.Default.str(), Set.SetBy,
         Info.Kind == ValueKind::List || Info.Kind == ValueKind::Patterns});
  }
  for (const Rule &R : catalogue()) {
    const RuleSetting &Set = Rules[R.Id];
    const std::string Value = !Set.IsOn        ? "off"
                              : R.DefaultLimit ? std::to_string(Set.Limit.Count)
                                               : "on";
    // Who has turned it off counts; a limit may have been set before.
    const std::string SetBy =
        Set.IsOn && !Set.SetBy.empty() ? Set.SetBy : Set.TurnedBy;
    Lines.push_back({RulePrefix + std::string(R.Name),
                     SetBy.empty() ? std::vector<std::string>()
                                   : std::vector<std::string>{Value},
                     Value, SetBy});
  }
  return Lines;
}

static std::string toText(const std::vector<Line> &Lines) {
  Table Rows(
      {{"key", Table::Left}, {"value", Table::Left}, {"set by", Table::Left}});
  for (const Line &L : Lines)
    Rows.add({L.Key,
              escapeControls(L.SetBy.empty() ? L.Default
                                             : llvm::join(L.Values, " ")),
              L.SetBy.empty() ? "default" : L.SetBy});
  return Rows.toText();
}

static std::string toJson(const std::vector<Line> &Lines,
                          const std::string &File) {
  Json Settings = Json::array();
  for (const Line &L : Lines) {
    Json Made = {{"key", L.Key}};
    if (L.IsList)
      Made["value"] = L.Values;
    else if (!L.Values.empty())
      Made["value"] = L.Values.front();
    else
      Made["default"] = L.Default;
    if (!L.SetBy.empty())
      Made["setBy"] = L.SetBy;
    Settings.push_back(std::move(Made));
  }
  Json Document;
  if (!File.empty())
    Document["file"] = File;
  Document["settings"] = std::move(Settings);
  return Document.dump(1, ' ', /*ensure_ascii=*/false,
                       Json::error_handler_t::replace) +
         "\n";
}

/// Prints the value of \p Key alone.
static Expected<ExitCode> printOne(const std::vector<Line> &Lines,
                                   const std::string &Key) {
  std::vector<std::string_view> Known;
  for (const Line &L : Lines) {
    if (L.Key == Key) {
      for (const std::string &Value : L.Values)
        outs() << Value << "\n";
      return L.SetBy.empty() ? HasFindings : Clean;
    }
    Known.push_back(L.Key);
  }
  return createStringError(
      "unknown key '" + Key + "'" +
      didYouMean(Key, Known, "; 'coroscope config' lists them"));
}

static Expected<ExitCode> print(const ConfigOptions &Options) {
  auto Files = Configuration::create(Options.Inputs.Request.Rules);
  if (!Files)
    return Files.takeError();
  auto Project = settingsOfProject(Options.Inputs.Request.Units, *Files);
  if (!Project)
    return Project.takeError();
  SmallString<256> Current;
  sys::fs::current_path(Current);
  // A file that is not there has the rules of all that are beside it.
  auto Rules =
      Files->settingsFor(absolutePath(Options.File.empty() ? "." : Options.File,
                                      std::string(Current)) +
                             (Options.File.empty() ? "/" : ""),
                         /*TellsLines=*/true);
  if (!Rules)
    return Rules.takeError();
  const std::vector<Line> Lines = linesOf(*Project, *Rules);
  if (!Options.Get.empty())
    return printOne(Lines, Options.Get);
  outs() << (Options.Format == "json" ? toJson(Lines, Project->file())
                                      : toText(Lines));
  if (Options.Format == "text")
    outs() << (Project->file().empty()
                   ? std::string("\nthere is no ") + ConfigurationName +
                         " here or above\n"
                   : "\n" + escapeControls(Project->file()) + "\n");
  return Clean;
}

int printConfiguration(const ConfigOptions &Options) {
  auto Code = print(Options);
  if (Code)
    return *Code;
  printError(toString(Code.takeError()));
  return CouldNot;
}

} // namespace coroscope
