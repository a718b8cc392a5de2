//===- CompareCommand.cpp - The command "compare" -------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compare/Compare.h"

#include "cli/Commands.h"
#include "cli/HelpText.h"
#include "cli/ReportFiles.h"
#include "cli/SettingsHere.h"
#include "report/Escape.h"

#include "llvm/ADT/StringExtras.h"

#include <cmath>
#include <cstdint>

using namespace llvm;

namespace coroscope {

/// An option that takes a number of bytes.
static void addBytes(CLI::App &Command, const std::string &Name,
                     std::optional<Bytes> &Value, const std::string &Help) {
  Command
      .add_option_function<std::string>(
          Name,
          [Name, &Value](const std::string &Text) {
            Value = parseBytes(Text);
            if (!Value)
              throw CLI::ValidationError(
                  Name, "'" + Text + "' is not a size, such as 2KiB");
          },
          Help + " [default: no limit]")
      ->type_name("SIZE")
      ->group(group::Limits);
}

void CompareOptions::addTo(CLI::App &Command) {
  Command.add_option("BASE", Base, "The report from before, as JSON")
      ->type_name("BASE")
      ->required();
  Command.add_option("HEAD", Head, "The report from now, as JSON")
      ->type_name("HEAD")
      ->required();
  addBytes(Command, "--max-growth", Limits.Growth,
           "Exit with 1 if a frame has grown by more bytes");
  Command
      .add_option("--max-growth-percent", Limits.GrowthPercent,
                  "Exit with 1 if a frame has grown by more percent [default: "
                  "no limit]")
      ->type_name("PERCENT")
      ->check(CLI::Validator(
          [](const std::string &Text) -> std::string {
            double Percent = 0;
            if (to_float(Text, Percent) && std::isfinite(Percent) &&
                Percent >= 0)
              return {};
            return "'" + Text + "' is not a percentage, such as 10";
          },
          ""))
      ->group(group::Limits);
  addBytes(Command, "--max-total-growth", Limits.TotalGrowth,
           "Exit with 1 if all frames together have grown by more bytes");
  addBytes(Command, "--max-frame", Limits.Frame,
           "Exit with 1 if a frame that is new or has grown is larger");
  Command
      .add_flag_function(
          "--forbid-lost-elision",
          [this](std::int64_t Given) { ForbidsLostElision = Given > 0; },
          "Exit with 1 if a call that was elided is no longer elided")
      ->group(group::Limits);
  Command
      .add_flag("--force", Limits.Forces,
                "Compare even if compilers, targets, levels or failed units "
                "differ")
      ->group(group::Units);
  Command
      .add_flag(
          "--across", IsAcross,
          "Compare two compilers or builds side by side, as text or JSON; "
          "coroutines are matched by mangled name and place")
      ->group(group::Units);
  Outputs.addComparisonTo(Command);
  Outputs.addRootTo(Command);
  Command.footer(
      R"(New coroutines are judged by the limits of the rules: their findings make the
exit code 1, too.

Examples:
  coroscope compare base.json head.json                      what has changed
  coroscope compare base.json head.json --max-growth 64      a gate
  coroscope compare base.json head.json --format markdown    for a pull request)");
}

/// The thresholds of the command line, and of the project's file where it says
/// nothing.
static Expected<Thresholds> thresholdsFor(const CompareOptions &Options) {
  auto Project = settingsHere();
  if (!Project)
    return Project.takeError();
  Thresholds Limits = Options.Limits;
  auto Take = [&](ProjectKey Key, auto &Limit, auto Read) {
    const std::optional<std::string> Value = Project->value(Key);
    if (Limit || !Value)
      return;
    Limit = Read(*Value);
    Limits.SetBy[info(Key).Option.str()] =
        info(Key).Name.str() + " in " + (*Project)[Key].SetBy;
  };
  auto AsBytes = [](const std::string &Text) { return parseBytes(Text); };
  Take(ProjectKey::MaxGrowth, Limits.Growth, AsBytes);
  Take(ProjectKey::MaxGrowthPercent, Limits.GrowthPercent,
       [](const std::string &Text) {
         double Percent = 0;
         to_float(Text, Percent);
         return Percent;
       });
  Take(ProjectKey::MaxTotalGrowth, Limits.TotalGrowth, AsBytes);
  Take(ProjectKey::MaxFrame, Limits.Frame, AsBytes);
  std::optional<bool> Forbids = Options.ForbidsLostElision;
  Take(ProjectKey::ForbidLostElision, Forbids,
       [](const std::string &Text) { return Text == "true"; });
  Limits.ForbidsLostElision = Forbids.value_or(false);
  return Limits;
}

/// Compares side by side. What differs is told, and is no reason to fail.
static int compareSideBySide(const CompareOptions &Options,
                             const std::vector<Destination> &Destinations) {
  auto First = readReportFile(Options.Base);
  if (!First) {
    printError(toString(First.takeError()));
    return CouldNot;
  }
  auto Second = readReportFile(Options.Head);
  if (!Second) {
    printError(toString(Second.takeError()));
    return CouldNot;
  }
  return writeAcross(compareAcross(*First, *Second), Destinations) ? Clean
                                                                   : CouldNot;
}

int compareReports(const CompareOptions &Options) {
  auto Destinations = destinations(Options.Outputs);
  if (!Destinations) {
    printError(toString(Destinations.takeError()));
    return CouldNot;
  }
  if (Options.Base == "-" && Options.Head == "-") {
    printError("two reports from stdin; give one of them as a file");
    return CouldNot;
  }
  if (Options.IsAcross)
    return compareSideBySide(Options, *Destinations);
  auto Limits = thresholdsFor(Options);
  if (!Limits) {
    printError(toString(Limits.takeError()));
    return CouldNot;
  }
  auto Base = openReport(Options.Base);
  if (!Base) {
    printError(toString(Base.takeError()));
    return CouldNot;
  }
  auto Head = openReport(Options.Head);
  if (!Head) {
    printError(toString(Head.takeError()));
    return CouldNot;
  }
  Comparison Made;
  if (Failure Wrong =
          compare(*Base, *Head, *Limits, Made, needFrames(*Destinations))) {
    printError(Wrong.message());
    return CouldNot;
  }
  if (!writeComparison(Made, *Destinations, Options.Outputs))
    return CouldNot;
  return Made.isExceeded() ? HasFindings : Clean;
}

} // namespace coroscope
