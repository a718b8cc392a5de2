//===- Audit.cpp - The audit command --------------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "cli/Commands.h"

#include "outputs/WriteFile.h"
#include "report/ReportJson.h"
#include "report/ReportText.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Regex.h"
#include "llvm/Support/raw_ostream.h"

#include <CLI/CLI.hpp>

using namespace llvm;

namespace coroscope {

static constexpr char Stdout[] = "-";

void AuditOptions::addTo(CLI::App &Command) {
  Inputs.addTo(Command);
  Inputs.addRulesTo(Command);
  Command
      .add_option("files", Inputs.Files,
                  "Source files [default: all of the compile commands]")
      ->type_name("FILES");
  Command
      .add_option("--format", Formats,
                  "Format of a report; may be given once for each -o "
                  "[default: text, or what the name of the file says]")
      ->type_name("text|json")
      ->allow_extra_args(false)
      ->check(CLI::IsMember({"text", "json"}));
  Command
      .add_option("-o,--output", Outputs,
                  "Where a report goes; - is stdout [default: -]")
      ->type_name("FILE")
      ->allow_extra_args(false);
  Command.add_flag("--system", ListsSystem,
                   "List coroutines of system headers too");
  Command
      .add_option("--filter", Filter,
                  "Report only coroutines whose name or file:line matches")
      ->type_name("REGEX");
}

namespace {
struct Destination {
  std::string Format;
  std::string Path;
};
} // namespace

/// Pairs the formats with the outputs, in the order in which they were given.
static Expected<std::vector<Destination>>
destinations(const AuditOptions &Options) {
  std::vector<Destination> Pairs;
  const std::size_t Count = std::max<std::size_t>(
      {Options.Formats.size(), Options.Outputs.size(), 1});
  for (std::size_t I = 0; I != Count; ++I) {
    Destination D;
    D.Path = I < Options.Outputs.size() ? Options.Outputs[I] : Stdout;
    D.Format = I < Options.Formats.size()             ? Options.Formats[I]
               : StringRef(D.Path).ends_with(".json") ? "json"
                                                      : "text";
    if (any_of(Pairs,
               [&](const Destination &Other) { return Other.Path == D.Path; }))
      return createStringError(
          D.Path == Stdout
              ? "two reports for stdout; give each --format its own -o"
              : "two reports for '" + D.Path + "'");
    Pairs.push_back(std::move(D));
  }
  return Pairs;
}

static void keepMatching(Report &Report, const Regex &Filter) {
  erase_if(Report.Coroutines, [&](const Coroutine &C) {
    return !Filter.match(C.Name) &&
           !Filter.match(C.Where.File + ":" + std::to_string(C.Where.Line));
  });
}

int audit(const AuditOptions &Options) {
  const Regex Filter(Options.Filter);
  if (std::string Why; !Options.Filter.empty() && !Filter.isValid(Why)) {
    printError("--filter '" + Options.Filter +
               "' is not a regular expression: " + Why);
    return CouldNot;
  }
  auto Destinations = destinations(Options);
  if (!Destinations) {
    printError(toString(Destinations.takeError()));
    return CouldNot;
  }
  auto Analyzed = analyzeInputs(Options.Inputs);
  if (!Analyzed) {
    printError(toString(Analyzed.takeError()));
    return CouldNot;
  }
  Report &Report = Analyzed->Report;
  if (!Options.Filter.empty())
    keepMatching(Report, Filter);

  bool Written = true;
  for (const Destination &D : *Destinations) {
    const std::string Text = D.Format == "json"
                                 ? reportToText(Report, Options.ListsSystem)
                                 : auditToText(Report, Options.ListsSystem);
    if (D.Path == Stdout) {
      outs() << Text;
      outs().flush();
      if (outs().has_error()) {
        printError("cannot write to stdout: " + outs().error().message());
        outs().clear_error();
        Written = false;
      }
    } else if (Error Failed = writeFile(D.Path, Text)) {
      printError(toString(std::move(Failed)));
      Written = false;
    }
  }
  if (!Written)
    return CouldNot;
  return exitCodeFor(Report, Options.Inputs);
}

} // namespace coroscope
