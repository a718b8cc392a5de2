//===- CompareCommand.cpp - The command "compare" -------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compare/Compare.h"

#include "cli/Commands.h"
#include "cli/ReportFiles.h"
#include "cli/SettingsHere.h"
#include "report/Escape.h"

#include "llvm/ADT/StringExtras.h"

#include <CLI/CLI.hpp>
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
                  Name, "'" + Text + "' is no number of bytes, such as 2KiB");
          },
          Help + " [default: no limit]")
      ->type_name("BYTES");
}

void CompareOptions::addTo(CLI::App &Command) {
  Command.add_option("BASE", Base, "The report from before, as JSON")
      ->required();
  Command.add_option("HEAD", Head, "The report from now, as JSON")->required();
  addBytes(Command, "--max-growth", Limits.Growth,
           "Exit 1 if a frame has grown by more");
  Command
      .add_option("--max-growth-percent", Limits.GrowthPercent,
                  "Exit 1 if a frame has grown by more [default: no limit]")
      ->type_name("PERCENT")
      ->check(CLI::Validator(
          [](const std::string &Text) -> std::string {
            double Percent = 0;
            if (to_float(Text, Percent) && std::isfinite(Percent) &&
                Percent >= 0)
              return {};
            return "'" + Text + "' is no percentage, such as 10";
          },
          ""));
  addBytes(Command, "--max-total-growth", Limits.TotalGrowth,
           "Exit 1 if all frames together have grown by more");
  addBytes(Command, "--max-frame", Limits.Frame,
           "Exit 1 if a frame that has grown, or is new, is larger");
  Command.add_flag_function(
      "--forbid-lost-elision",
      [this](std::int64_t Given) { ForbidsLostElision = Given > 0; },
      "Exit 1 if a call whose frame was elided is not elided any more");
  Command.add_flag("--force", Limits.Forces,
                   "Compare reports of different compilers, targets, levels "
                   "or failed units all the same");
  Command.add_flag("--across", IsAcross,
                   "Compare the frames of two compilers or builds side by "
                   "side, as text or JSON; matches by mangled name and place");
  Outputs.addComparisonTo(Command);
  Outputs.addRootTo(Command);
  Command.footer("A new coroutine is judged by the limits of the rules: "
                 "findings about it exit 1, too.");
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
  if (std::string Wrong =
          compare(*Base, *Head, *Limits, Made, needFrames(*Destinations));
      !Wrong.empty()) {
    printError(Wrong);
    return CouldNot;
  }
  if (!writeComparison(Made, *Destinations, Options.Outputs))
    return CouldNot;
  return Made.isExceeded() ? HasFindings : Clean;
}

} // namespace coroscope
