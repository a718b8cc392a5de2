//===- ChainsCommand.cpp - The command "chains" ---------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "views/ChainViews.h"

#include "audit/RunAudit.h"
#include "cli/Commands.h"
#include "cli/CoroutineFilter.h"
#include "cli/HelpText.h"
#include "cli/ReportFiles.h"
#include "cli/Terminal.h"
#include "frame/Chain.h"
#include "page/Page.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace coroscope {

void ChainsOptions::addTo(CLI::App &Command) {
  Command
      .add_option("inputs", Inputs.Request.Units.Files,
                  "A report as JSON, or source files "
                  "[default: all in the compile commands]")
      ->type_name("FILES");
  Inputs.addTo(Command);
  Command
      .add_option("--root", Root,
                  "Start at coroutines whose name matches a regular expression "
                  "[default: at those that no other coroutine awaits]")
      ->type_name("REGEX")
      ->group(group::Units);
  Command.add_option("--format", Format, "Format")
      ->type_name("FORMAT")
      ->check(oneOf({"text", "json", "html", "dot"}))
      ->capture_default_str()
      ->group(group::Report);
  Command.footer(
      R"(Examples:
  coroscope chains -p build                     all chains, the largest first
  coroscope chains frames.json --root '^serve'  those that begin at 'serve...'
  coroscope chains frames.json --format dot | dot -Tsvg > chains.svg)");
}

/// The report that \p Options name or ask for.
static Expected<Report> reportFor(const ChainsOptions &Options) {
  const std::vector<std::string> &Files = Options.Inputs.Request.Units.Files;
  if (Files.size() == 1 && !Options.Inputs.Request.Units.Flags &&
      (StringRef(Files.front()).ends_with(".json") || Files.front() == "-")) {
    auto Read = readReportFile(Files.front(), Options.Format == "html"
                                                  ? Contents::All
                                                  : Contents::WithoutRanges);
    if (Read && Read->Part)
      return createStringError("'" + Files.front() +
                               "' is a part of a report; 'coroscope merge' "
                               "makes a whole of the parts");
    // A report that was filtered keeps the chains of the whole.
    if (Read &&
        any_of(Read->Coroutines, [](const Coroutine &C) { return !C.Chain; }))
      computeChains(Read->Coroutines);
    return Read;
  }
  AuditRequest Wanted = Options.Inputs.Request;
  Wanted.Judges = Options.Format == "html"; // It shows whole coroutines.
  Wanted.Measures = false;
  auto Made = runAudit(Wanted);
  if (!Made)
    return Made.takeError();
  return std::move(Made->Report);
}

/// Findings are not what the command is about.
static int exitCode(const Report &Report, const ChainsOptions &Options) {
  return exitCodeFor(Report, Options.Inputs.Exit) == Incomplete ? Incomplete
                                                                : Clean;
}

int chains(const ChainsOptions &Options) {
  auto Root = readPattern("--root", Options.Root);
  if (!Root) {
    printError(toString(Root.takeError()));
    return CouldNot;
  }
  auto Report = reportFor(Options);
  if (!Report) {
    printError(toString(Report.takeError()));
    return CouldNot;
  }
  const RootFilter IsRoot = [&](const Coroutine &C) {
    return Options.Root.empty() ? C.Chain->IsRoot && !C.System
                                : Root->match(C.Name);
  };
  if (Options.Format == "html") {
    PageOptions Page;
    Page.OpensChains = true;
    if (!Options.Root.empty())
      Page.IsRoot = IsRoot;
    writePage(*Report, Page, [](std::string_view Text) { outs() << Text; });
    outs().flush();
    if (outs().has_error()) {
      printError("cannot write to stdout: " + outs().error().message());
      outs().clear_error();
      return CouldNot;
    }
    return exitCode(*Report, Options);
  }
  outs() << (Options.Format == "json" ? chainsToJson(*Report, IsRoot)
             : Options.Format == "dot"
                 ? chainsToDot(*Report, IsRoot)
                 : chainsToText(*Report, IsRoot, stdoutStyle()));
  return exitCode(*Report, Options);
}

} // namespace coroscope
