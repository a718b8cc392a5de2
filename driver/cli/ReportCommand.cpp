//===- ReportCommand.cpp - The command "report" ---------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "cli/Commands.h"
#include "cli/HelpText.h"
#include "cli/ReportFiles.h"

using namespace llvm;

namespace coroscope {

void ReportOptions::addTo(CLI::App &Command) {
  Command.add_option("REPORT", Path, "A report as JSON; - is stdin")
      ->type_name("REPORT")
      ->required();
  Outputs.addTo(Command);
  Outputs.addRootTo(Command);
  Command.footer(R"(Examples:
  coroscope report frames.json                     as text
  coroscope report frames.json -o frames.sarif     for code scanning
  coroscope report frames.json --format markdown   for a job summary)");
}

int convertReport(const ReportOptions &Options) {
  auto Destinations = destinations(Options.Outputs);
  if (!Destinations) {
    printError(toString(Destinations.takeError()));
    return CouldNot;
  }
  auto Read = readReportFile(Options.Path);
  if (!Read) {
    printError(toString(Read.takeError()));
    return CouldNot;
  }
  return writeReports(*Read, *Destinations, Options.Outputs) ? Clean : CouldNot;
}

} // namespace coroscope
