//===- AuditCommand.cpp - The audit command -------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "audit/RunAudit.h"
#include "cli/Commands.h"
#include "cli/CoroutineFilter.h"
#include "cli/HelpText.h"

#include "outputs/WriteFile.h"
#include "report/ReportText.h"
#include "json/ReportJson.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace coroscope {

void AuditOptions::addTo(CLI::App &Command) {
  Inputs.addTo(Command);
  Inputs.addRulesTo(Command);
  Command
      .add_option("files", Inputs.Request.Units.Files,
                  "Source files [default: all in the compile commands]")
      ->type_name("FILES");
  Outputs.addTo(Command);
  Command
      .add_option_function<std::string>(
          "--shard",
          [this](const std::string &Text) {
            const auto [First, Second] = StringRef(Text).split('/');
            std::pair<unsigned, unsigned> Shard;
            if (First.getAsInteger(10, Shard.first) ||
                Second.getAsInteger(10, Shard.second) || Shard.first == 0 ||
                Shard.first > Shard.second)
              throw CLI::ValidationError(
                  "--shard", "'" + Text + "' is not a part, such as 3/8");
            Inputs.Request.Units.Shard = Shard;
          },
          "Analyze only a stable part of the units, such as 3/8, and write a "
          "part for 'coroscope merge'")
      ->type_name("I/N")
      ->group(group::Units);
  Command
      .add_flag("--partial", Inputs.Request.Units.IsPart,
                "Write a part of a report for 'coroscope merge'")
      ->group(group::Report);
  addFilterTo(Command, Filter);
  Command
      .add_option("--label", Label,
                  "A name for this state of the sources, such as the output of "
                  "'git describe', stored in the report for 'coroscope trend'")
      ->type_name("TEXT")
      ->group(group::Report);
  Command
      .add_option_function<std::string>(
          "--dependency-file",
          [this](const std::string &Path) {
            DependencyFile = Path;
            Inputs.Request.ListsFiles = true;
          },
          "Write the list of files that the report depends on, for make and "
          "Ninja")
      ->type_name("FILE")
      ->group(group::Report);
  Command.footer(
      R"(Examples:
  coroscope audit -p build                       all files, at the level of the build
  coroscope audit -p build --opt 2               what a release build has
  coroscope audit server.cpp -- -std=c++20 -O2   one file, without compile commands
  coroscope audit -p build -o frames.json -o -   JSON in a file, text on the terminal
  coroscope audit -p build -o frames.html        a page for the browser)");
}

/// \p Path as make reads it.
static std::string forMake(StringRef Path) {
  std::string Text;
  for (char C : Path) {
    if (C == ' ' || C == '#' || C == '\\')
      Text += '\\';
    Text += C;
    if (C == '$')
      Text += C;
  }
  return Text;
}

/// Says that what is written to \p Path depends on \p Files.
static Error writeDependencies(const std::string &File, const std::string &Path,
                               const std::set<std::string> &Files) {
  return writeFile(File, [&](raw_ostream &Out) {
    Out << forMake(Path) << ":";
    for (const std::string &Read : Files)
      Out << " \\\n  " << forMake(Read);
    Out << "\n";
  });
}

int audit(const AuditOptions &Options) {
  auto Filter = readPattern("--filter", Options.Filter);
  if (!Filter) {
    printError(toString(Filter.takeError()));
    return CouldNot;
  }
  auto Destinations = destinations(Options.Outputs);
  if (!Destinations) {
    printError(toString(Destinations.takeError()));
    return CouldNot;
  }
  for (const Destination &D : *Destinations)
    for (const std::string &File : Options.Inputs.Request.Units.Files)
      if (sys::fs::equivalent(D.Path, File)) {
        printError("-o '" + D.Path + "' would overwrite a source file");
        return CouldNot;
      }
  if (!Options.DependencyFile.empty() && Options.Outputs.Paths.empty()) {
    printError("--dependency-file needs -o: the file that depends on the "
               "others");
    return CouldNot;
  }
  auto Analyzed = runAudit(Options.Inputs.Request);
  if (!Analyzed) {
    printError(toString(Analyzed.takeError()));
    return CouldNot;
  }
  Report &Report = Analyzed->Report;
  Report.Label = Options.Label;
  if (!Options.Filter.empty()) {
    keepMatching(Report, *Filter, Options.Filter);
    resolveCallSites(Report);
  }

  OutputOptions Outputs = Options.Outputs;
  Outputs.Root = Analyzed->ProjectRoot;
  Outputs.FailuresTold = true;
  if (!writeReports(Report, *Destinations, Outputs))
    return CouldNot;
  if (!Options.DependencyFile.empty())
    if (Error Failed = writeDependencies(Options.DependencyFile,
                                         Destinations->front().Path,
                                         Analyzed->FilesRead)) {
      printError(toString(std::move(Failed)));
      return CouldNot;
    }
  return exitCodeFor(Report, Options.Inputs.Exit);
}

} // namespace coroscope
