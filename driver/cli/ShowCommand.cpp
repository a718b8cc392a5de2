//===- ShowCommand.cpp - The show command ---------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "audit/RunAudit.h"
#include "cli/Commands.h"
#include "cli/HelpText.h"
#include "cli/NearCoroutine.h"
#include "cli/ReportFiles.h"
#include "cli/Terminal.h"

#include "report/ReportText.h"
#include "views/FrameCode.h"
#include "views/StateViews.h"
#include "json/ReportJson.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace coroscope {

void ShowOptions::addTo(CLI::App &Command) {
  Command
      .add_option("name", Name,
                  "A qualified name, a part of one, a mangled name, or "
                  "file:line")
      ->type_name("NAME")
      ->required();
  Inputs.addTo(Command);
  Command
      .add_option("files", Inputs.Request.Units.Files,
                  "A report as JSON, or source files "
                  "[default: all in the compile commands]")
      ->type_name("FILES");
  CLI::Option *States =
      Command
          .add_flag("--states", ShowsStates,
                    "Show the states instead: what each stores, and which can "
                    "follow which")
          ->group(group::Report);
  Command
      .add_flag("--as-code", AsCode, "Show the frame as a C++ struct instead")
      ->excludes(States)
      ->group(group::Report);
  Command
      .add_option("--format", Format,
                  "Format, where mermaid and dot are for --states")
      ->type_name("FORMAT")
      ->check(oneOf({"text", "json", "mermaid", "dot"}))
      ->capture_default_str()
      ->group(group::Report);
  addPagerTo(Command, Pages);
  Command.footer(
      R"(Examples:
  coroscope show serve -p build                    one coroutine of the build
  coroscope show server.cpp:42 frames.json         one of a stored report
  coroscope show serve --states server.cpp -- -std=c++20
  coroscope show serve --states --format dot frames.json | dot -Tsvg > serve.svg)");
}

/// How well a coroutine fits a name: the best ones are taken.
enum class Match { None, Part, WholeName, Exact };

static Match match(const Coroutine &C, StringRef Name) {
  if (C.Name == Name || C.MangledName == Name || C.Key == Name)
    return Match::Exact;
  const std::string Line = C.Where.File + ":" + std::to_string(C.Where.Line);
  if (Line == Name || StringRef(Line).ends_with(("/" + Name).str()) ||
      Line + ":" + std::to_string(C.Where.Column) == Name)
    return Match::Exact;
  // "serve" is the whole name of "net::serve(int)".
  StringRef Qualified = StringRef(C.Name).split('(').first;
  // What is in it, such as a lambda, has its name only as a part.
  if (StringRef(C.Name).contains(")::"))
    Qualified = C.Name;
  if (Qualified == Name || Qualified.ends_with(("::" + Name).str()) ||
      C.TemplateOf == Name ||
      StringRef(C.TemplateOf).ends_with(("::" + Name).str()))
    return Match::WholeName;
  return StringRef(C.Name).contains(Name) ? Match::Part : Match::None;
}

static std::vector<const Coroutine *> findByName(const Report &Report,
                                                 StringRef Name) {
  Match Best = Match::Part;
  std::vector<const Coroutine *> Found;
  for (const Coroutine &C : Report.Coroutines) {
    Match Own = match(C, Name);
    if (Own > Best) {
      Found.clear();
      Best = Own;
    }
    if (Own == Best)
      Found.push_back(&C);
  }
  return Found;
}

/// \p C in the form that \p Options ask for.
static std::string toText(const Coroutine &C,
                          const std::vector<CallSite> &Sites,
                          const ShowOptions &Options) {
  if (Options.AsCode)
    return frameToCode(C);
  if (!Options.ShowsStates)
    return coroutineToText(C, Sites, stdoutStyle());
  return Options.Format == "mermaid" ? statesToMermaid(C)
         : Options.Format == "dot"   ? statesToDot(C)
                                     : statesToText(C, stdoutStyle());
}

/// The report that \p Request names or asks for.
static Expected<Report> reportFor(const AuditRequest &Request) {
  const std::vector<std::string> &Files = Request.Units.Files;
  if (Files.size() == 1 && !Request.Units.Flags &&
      (StringRef(Files.front()).ends_with(".json") || Files.front() == "-"))
    return readReportFile(Files.front());
  auto Made = runAudit(Request);
  if (!Made)
    return Made.takeError();
  return std::move(Made->Report);
}

int show(const ShowOptions &Options) {
  if ((Options.Format == "mermaid" || Options.Format == "dot") &&
      !Options.ShowsStates) {
    printError("--format " + Options.Format + " needs --states");
    return CouldNot;
  }
  if (Options.AsCode && Options.Format != "text") {
    printError("--as-code is text; leave --format out");
    return CouldNot;
  }
  AuditRequest Request = Options.Inputs.Request;
  Request.Judges = false;
  auto Made = reportFor(Request);
  if (!Made) {
    printError(toString(Made.takeError()));
    return CouldNot;
  }
  const Report &Analyzed = *Made;
  const bool IsComplete = Analyzed.isComplete();
  // A stored report may have findings, which is no news.
  ExitOptions Exit = Options.Inputs.Exit;
  Exit.IsZero = true;
  const int Code = exitCodeFor(Analyzed, Exit);
  std::vector<const Coroutine *> Found = findByName(Analyzed, Options.Name);
  if (Found.empty()) {
    std::string Message = "no coroutine matches '" + Options.Name + "'";
    if (Analyzed.Coroutines.empty())
      Message += "; there are none in these files";
    else
      Message += suggestCoroutine(Analyzed, Options.Name);
    if (!IsComplete)
      Message += "; some units could not be analyzed";
    printError(Message);
    return CouldNot;
  }
  if (Options.Format == "json") {
    Report Shown = Analyzed;
    erase_if(Shown.Coroutines, [&](const Coroutine &C) {
      return none_of(
          Found, [&](const Coroutine *Other) { return Other->Key == C.Key; });
    });
    resolveCallSites(Shown);
    outs() << reportToJson(Shown, /*ListsSystem=*/true);
    return Code;
  }
  if (Found.size() > 1) {
    errs() << "error: " << Found.size() << " coroutines match '" << Options.Name
           << "'; name one of them, or its file:line\n";
    for (const Coroutine *C : Found)
      errs() << "  " << nameAndPlace(*C) << "\n";
    return CouldNot;
  }
  printPaged(toText(*Found.front(), Analyzed.CallSites, Options),
             Options.Pages && Options.Format == "text");
  return Code;
}

} // namespace coroscope
