//===- MergeCommand.cpp - The command "merge" -----------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "advice/FinishReport.h"
#include "cli/Commands.h"
#include "cli/HelpText.h"
#include "cli/ReportFiles.h"
#include "report/Escape.h"
#include "report/ReportText.h"

#include "llvm/Support/LineIterator.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace coroscope {

void MergeOptions::addTo(CLI::App &Command) {
  Command
      .add_option("PARTS", Parts,
                  "Reports written by 'coroscope audit' with --shard or "
                  "--partial, as JSON")
      ->type_name("PARTS");
  Command
      .add_option("--parts-from", PartsFrom,
                  "Read the names of more parts from a file, one per line; - "
                  "is stdin")
      ->type_name("FILE")
      ->group(group::Units);
  Outputs.addTo(Command);
  Outputs.addRootTo(Command);
  Command
      .add_flag("--allow-failures", Exit.AllowsFailures,
                "Exit with 0 even if units are missing or were not analyzed")
      ->group(group::Exit);
  Command
      .add_flag("--exit-zero", Exit.IsZero,
                "Exit with 0 even if there are findings")
      ->group(group::Exit);
  Command.footer(R"(Examples:
  coroscope audit -p build --shard 1/2 -o 1.json   on one machine
  coroscope audit -p build --shard 2/2 -o 2.json   on another
  coroscope merge 1.json 2.json -o frames.json)");
}

static Expected<Report> readPart(const std::string &Path) {
  auto Part = readReportFile(Path);
  if (Part && !Part->Part)
    return createStringError("'" + Path +
                             "' is a whole report; 'merge' takes parts, "
                             "written with --shard or --partial");
  return Part;
}

static Expected<Report> readAndJoin(const std::vector<std::string> &Paths) {
  std::vector<Report> Parts;
  for (const std::string &Path : Paths) {
    auto Part = readPart(Path);
    if (!Part)
      return Part.takeError();
    if (!Parts.empty() && (Part->Compiler != Parts.front().Compiler ||
                           Part->ToolVersion != Parts.front().ToolVersion))
      return createStringError(
          "'" + Path + "' is of coroscope " + Part->ToolVersion + " and " +
          Part->Compiler + ", '" + Paths.front() + "' of coroscope " +
          Parts.front().ToolVersion + " and " + Parts.front().Compiler);
    Parts.push_back(std::move(*Part));
  }
  return join(std::move(Parts));
}

/// The parts that \p Options name, here and in a file.
static Expected<std::vector<std::string>>
namedParts(const MergeOptions &Options) {
  std::vector<std::string> Parts = Options.Parts;
  if (!Options.PartsFrom.empty()) {
    auto List = MemoryBuffer::getFileOrSTDIN(Options.PartsFrom);
    if (!List)
      return createStringError("cannot read '" + Options.PartsFrom +
                               "': " + List.getError().message());
    for (line_iterator Line(**List); !Line.is_at_end(); ++Line)
      Parts.push_back(Line->str());
  }
  if (Parts.empty())
    return createStringError("'coroscope merge' needs parts of a report");
  return Parts;
}

int mergeParts(const MergeOptions &Options) {
  auto Destinations = destinations(Options.Outputs);
  if (!Destinations) {
    printError(toString(Destinations.takeError()));
    return CouldNot;
  }
  auto Parts = namedParts(Options);
  if (!Parts) {
    printError(toString(Parts.takeError()));
    return CouldNot;
  }
  auto Joined = readAndJoin(*Parts);
  if (!Joined) {
    printError(toString(Joined.takeError()));
    return CouldNot;
  }
  const std::vector<std::string> Missing = missingUnits(*Joined);
  if (Missing.empty()) {
    Joined->Part.reset();
    finishReport(*Joined, {});
  }
  for (const std::string &Unit : Missing)
    errs() << "error: " << escapeControls(Unit) << ": in no part\n";
  if (!writeReports(*Joined, *Destinations, Options.Outputs))
    return CouldNot;
  if (!Missing.empty() && !Options.Exit.AllowsFailures)
    return Incomplete;
  return exitCodeFor(*Joined, Options.Exit);
}

} // namespace coroscope
