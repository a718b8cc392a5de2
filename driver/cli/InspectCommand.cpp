//===- InspectCommand.cpp - The command "inspect" -------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binary/Inspect.h"

#include "advice/FinishReport.h"
#include "cli/Commands.h"
#include "cli/CoroutineFilter.h"
#include "cli/HelpText.h"
#include "cli/ReportFiles.h"
#include "compare/Across.h"
#include "config/Configuration.h"
#include "inputs/CompileCommands.h"
#include "outputs/Version.h"
#include "report/Escape.h"
#include "source/ProjectPaths.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Threading.h"
#include "llvm/Support/WithColor.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace coroscope {

void InspectOptions::addTo(CLI::App &Command) {
  Command
      .add_option("files", Files,
                  "Programs, shared libraries, object files or archives")
      ->type_name("FILES")
      ->required();
  Outputs.addTo(Command);
  addFilterTo(Command, Filter);
  addRuleTo(Command, Rules);
  Command
      .add_option("--debug-dir", DebugDirectories,
                  "Directory of separate debug information, laid out like "
                  "/usr/lib/debug, which is searched last; may be repeated")
      ->type_name("DIR")
      ->check(existingDirectory())
      ->allow_extra_args(false)
      ->group(group::Units);
  Command
      .add_option("-j,--jobs", Threads,
                  "Number of threads [default: one per core]")
      ->type_name("N")
      ->check(CLI::Range(1, 4096))
      ->group(group::Run);
  Command
      .add_option("--project-root", Root,
                  "Directory that the paths of the report start from "
                  "[default: the one with .git or .coroscope.yaml]")
      ->type_name("DIR")
      ->check(existingDirectory())
      ->group(group::Units);
  Command
      .add_option("--check", Checked,
                  "Compare with a report on the sources, and exit with 1 if a "
                  "frame is larger in the build")
      ->type_name("REPORT.json")
      ->group(group::Limits);
  Command
      .add_flag("--allow-failures", Exit.AllowsFailures,
                "Exit with 0 even if some files could not be read")
      ->group(group::Exit);
  Command
      .add_flag("--exit-zero", Exit.IsZero,
                "Exit with 0 even if there are findings")
      ->group(group::Exit);
  Command.footer(
      R"(Examples:
  coroscope inspect build/server                       its frames, whoever compiled them
  coroscope inspect build/server --check frames.json   larger than in the audit?)");
}

/// True for a path, as the report shows it, of what the user has not written.
static bool isSystemPath(StringRef Path) {
  return Path.starts_with("/usr/include/") || Path.starts_with("/usr/lib/") ||
         Path.starts_with("/usr/bin/") || Path.starts_with("/rustc/") ||
         Path.contains("/.cargo/registry/") ||
         Path.contains("/lib/rustlib/src/");
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
      WithColor::error(errs())
          << escapeControls(U.File) << ": " << spelling(U.Status) << ": "
          << escapeControls(U.Reason) << "\n";
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
  keepMatching(Read, *Filter, Options.Filter);
  if (!Options.Checked.empty())
    return check(Read, Options, *Destinations);
  OutputOptions Outputs = Options.Outputs;
  Outputs.FailuresTold = true;
  if (!writeReports(Read, *Destinations, Outputs))
    return CouldNot;
  return exitCodeFor(Read, Options.Exit);
}

} // namespace coroscope
