//===- ReportCommand.cpp - The command "report" ---------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "cli/Commands.h"
#include "cli/ReportFiles.h"

#include <CLI/CLI.hpp>

using namespace llvm;

namespace coroscope {

void ReportOptions::addTo(CLI::App &Command) {
  Command.add_option("REPORT", Path, "A report, as JSON; - is stdin")
      ->required();
  Outputs.addTo(Command);
  Outputs.addRootTo(Command);
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
