//===- InspectCommand.cpp - The command "inspect" -------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binary/Inspect.h"

#include "outputs/Version.h"
#include "advice/FinishReport.h"
#include "cli/Commands.h"
#include "cli/ReportFiles.h"
#include "compare/Across.h"
#include "inputs/CompileCommands.h"
#include "config/Configuration.h"
#include "report/Escape.h"
#include "source/ProjectPaths.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Regex.h"
#include "llvm/Support/Threading.h"
#include "llvm/Support/raw_ostream.h"

#include <CLI/CLI.hpp>

using namespace llvm;

namespace coroscope {

void InspectOptions::addTo(CLI::App &Command) {
  Command
      .add_option("files", Files,
                  "Programs, shared libraries, objects or archives")
      ->type_name("FILES")
      ->required();
  Outputs.addTo(Command);
  Command
      .add_option("--filter", Filter,
                  "Report only coroutines whose name or file:line matches")
      ->type_name("REGEX");
  Command
      .add_option("--rule", Rules,
                  "Sets a rule: RULE=LIMIT in bytes or with KiB or MiB, "
                  "RULE=on, RULE=off; 'all' is every rule; may be repeated")
      ->type_name("RULE=VALUE")
      ->allow_extra_args(false);
  Command
      .add_option("--debug-dir", DebugDirectories,
                  "Where debug information is that was split off, laid out as "
                  "/usr/lib/debug is, which is searched last; may be repeated")
      ->type_name("DIR")
      ->check(CLI::ExistingDirectory)
      ->allow_extra_args(false);
  Command.add_option("-j,--jobs", Threads, "Threads [default: one per core]")
      ->type_name("N")
      ->check(CLI::Range(1, 4096));
  Command
      .add_option("--project-root", Root,
                  "Directory that the paths of the report start from "
                  "[default: the one with .git or .coroscope.yaml]")
      ->type_name("DIR")
      ->check(CLI::ExistingDirectory);
  Command
      .add_option("--check", Checked,
                  "Compare with a report of the sources, as JSON, and exit 1 "
                  "if a frame is larger in the build")
      ->type_name("REPORT");
  Command.add_flag("--allow-failures", Exit.AllowsFailures,
                   "Exit 0 even if some units could not be read");
  Command.add_flag("--exit-zero", Exit.IsZero,
                   "Exit 0 even if there are findings");
}

/// True for a path, as the report shows it, of what the user has not written.
static bool isSystemPath(StringRef Path) {
  return Path.starts_with("/usr/include/") || Path.starts_with("/usr/lib/") ||
         Path.starts_with("/usr/bin/") || Path.starts_with("/rustc/") ||
         Path.contains("/.cargo/registry/") ||
         Path.contains("/lib/rustlib/src/");
}

static void keepMatching(Report &Report, const Regex &Filter) {
  erase_if(Report.Coroutines, [&](const Coroutine &C) {
    return !Filter.match(C.Name) &&
           !Filter.match(C.Where.File + ":" + std::to_string(C.Where.Line));
  });
}

/// Compares \p Built with the report that it must not exceed.
static int check(const Report &Built, const InspectOptions &Options,
                 const std::vector<Destination> &Destinations) {
  auto Audited = readReportFile(Options.Checked);
  if (!Audited) {
    printError(toString(Audited.takeError()));
    return CouldNot;
  }
  const AcrossComparison Made = compareAcross(*Audited, Built);
  if (!writeAcross(Made, Destinations))
    return CouldNot;
  if (!Built.isComplete() && !Options.Exit.AllowsFailures)
    return Incomplete;
  return Made.isLarger() && !Options.Exit.IsZero ? HasFindings : Clean;
}

int inspectFiles(const InspectOptions &Options) {
  const Regex Filter(Options.Filter);
  if (std::string Why; !Options.Filter.empty() && !Filter.isValid(Why)) {
    printError("--filter '" + Options.Filter +
               "' is not a regular expression: " + Why);
    return CouldNot;
  }
  auto Destinations = destinations(Options.Outputs);
  if (!Destinations) {
    printError(toString(Destinations.takeError()));
    return CouldNot;
  }
  SmallString<256> Current;
  sys::fs::current_path(Current);
  const std::string Directory(Current);
  const std::string Root = Options.Root.empty()
                               ? findProjectRoot(Directory)
                               : absolutePath(Options.Root, Directory);
  const ProjectPaths Paths{Root, Directory};

  Inspection Wanted;
  Wanted.Files = Options.Files;
  Wanted.Search.Directories = Options.DebugDirectories;
  Wanted.Search.Directories.push_back("/usr/lib/debug");
  Wanted.Threads = Options.Threads
                       ? Options.Threads
                       : hardware_concurrency().compute_thread_count();
  Wanted.Shown = [&](StringRef Path) { return Paths.shown(Path); };
  Wanted.IsSystem = [](std::string_view Path) { return isSystemPath(Path); };
  Report Read = inspect(Wanted);
  Read.ToolVersion = Version;
  for (const Unit &U : Read.Units)
    if (!U.isComplete())
      errs() << "error: " << escapeControls(U.File) << ": "
             << spelling(U.Status) << ": " << escapeControls(U.Reason) << "\n";
  auto Limits = Configuration::create(Options.Rules);
  if (!Limits) {
    printError(toString(Limits.takeError()));
    return CouldNot;
  }
  SettingsOfProject Settings(*Limits, Root);
  Finishing How;
  How.SettingsFor = [&](const Coroutine &C) {
    // Of some, no more is known than that they are there.
    return C.Evidence == Evidence::Symbol ? nullptr : Settings.of(C);
  };
  finishReport(Read, How);
  if (Error Wrong = Settings.takeError()) {
    printError(toString(std::move(Wrong)));
    return CouldNot;
  }
  if (!Options.Filter.empty())
    keepMatching(Read, Filter);
  if (!Options.Checked.empty())
    return check(Read, Options, *Destinations);
  if (!writeReports(Read, *Destinations, Options.Outputs))
    return CouldNot;
  return exitCodeFor(Read, Options.Exit);
}

} // namespace coroscope
