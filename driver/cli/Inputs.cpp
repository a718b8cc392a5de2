//===- Inputs.cpp - The inputs that commands have in common ---------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "cli/Inputs.h"

#include "Version.h"
#include "advice/FinishReport.h"
#include "analysis/Analyze.h"
#include "cache/UnitCache.h"
#include "inputs/Configuration.h"
#include "report/Escape.h"
#include "report/ReportText.h"
#include "workers/MeasureAdvice.h"
#include "workers/WorkerPool.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/Threading.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"

#include <CLI/CLI.hpp>
#include <chrono>
#include <map>
#include <set>

using namespace llvm;

namespace coroscope {

void Inputs::addTo(CLI::App &Command) {
  Command
      .add_option("-p", BuildDirectory,
                  "Directory of compile_commands.json "
                  "[default: search upwards]")
      ->type_name("BUILD_DIR");
  Command.add_option("--opt", Level, "Optimization level")
      ->type_name("LEVEL")
      ->check(CLI::IsMember(std::vector<std::string>(
          std::begin(OptimizationLevels), std::end(OptimizationLevels))))
      ->capture_default_str();
  Command
      .add_option("-j,--jobs", Processes,
                  "Processes at a time [default: one per core]")
      ->type_name("N")
      ->check(CLI::Range(1, 4096));
  Command
      .add_option("--timeout", Timeout,
                  "Seconds that one unit may take; 0 for no limit")
      ->type_name("SECONDS")
      ->capture_default_str();
  Command
      .add_option_function<std::string>(
          "--memory-limit",
          [this](const std::string &Text) {
            MemoryLimit = parseBytes(Text);
            if (!MemoryLimit)
              throw CLI::ValidationError(
                  "--memory-limit",
                  "'" + Text + "' is no number of bytes, such as 2GiB");
          },
          "Memory that one unit may take, as in 2GiB [default: no limit]")
      ->type_name("BYTES");
  Command.add_flag("!--no-cache", Caches,
                   "Analyze all anew, and keep nothing for the next time");
  Command
      .add_option("--cache-dir", CacheDirectory,
                  "Directory of what is kept for the next time "
                  "[default: coroscope in XDG_CACHE_HOME or ~/.cache]")
      ->type_name("DIR");
  Command.add_flag("-v,--verbose", Verbose,
                   "List the flags that were left out, and each unit");
  Command.add_flag("--allow-failures", AllowFailures,
                   "Exit 0 even if some units could not be analyzed");
  Command
      .add_option("--project-root", Root,
                  "Directory that the paths of the report start from "
                  "[default: the one with .git or .coroscope.yaml]")
      ->type_name("DIR")
      ->check(CLI::ExistingDirectory);
}

void Inputs::addRulesTo(CLI::App &Command) {
  Command
      .add_option("--rule", Rules,
                  "Sets a rule: RULE=LIMIT in bytes or with KiB or MiB, "
                  "RULE=on, RULE=off; 'all' is every rule; may be repeated")
      ->type_name("RULE=VALUE")
      ->allow_extra_args(false);
  Command.add_flag("!--no-measure", Measures,
                   "Give advice without measuring what it saves");
  Command.add_flag("--exit-zero", ExitsZero,
                   "Exit 0 even if there are findings");
}

ExitCode exitCodeFor(const Report &Report, const Inputs &Inputs) {
  // Stopped while advice was measured, all units are there.
  if (wasInterrupted() || (!Report.isComplete() && !Inputs.AllowFailures))
    return Incomplete;
  return !Inputs.ExitsZero &&
                 any_of(Report.Coroutines,
                        [](const Coroutine &C) {
                          return any_of(C.Findings, [](const Finding &F) {
                            return F.Severity != Severity::Note;
                          });
                        })
             ? HasFindings
             : Clean;
}

static std::string currentDirectory() {
  SmallString<256> Path;
  sys::fs::current_path(Path);
  return std::string(Path);
}

/// The commands for \p Inputs.Files, in the order of the compile commands; what
/// has none is put into \p Missing.
static std::vector<CompileCommand>
selectFiles(std::vector<CompileCommand> Commands, const Inputs &Inputs,
            const std::string &Directory, std::vector<std::string> &Missing) {
  if (Inputs.Files.empty())
    return Commands;
  std::map<std::string, bool> Wanted; // Whether it was found.
  auto RealPath = [](const std::string &Path) {
    SmallString<256> Real;
    return sys::fs::real_path(Path, Real) ? Path : std::string(Real);
  };
  for (const std::string &File : Inputs.Files)
    Wanted[RealPath(absolutePath(File, Directory))] = false;
  std::vector<CompileCommand> Selected;
  for (CompileCommand &Command : Commands)
    if (auto It = Wanted.find(RealPath(Command.File)); It != Wanted.end()) {
      It->second = true;
      Selected.push_back(std::move(Command));
    }
  for (const std::string &File : Inputs.Files)
    if (!Wanted[RealPath(absolutePath(File, Directory))])
      Missing.push_back(File);
  return Selected;
}

/// \p Root, an absolute path, as \p Commands spell it: they may have gone
/// another way through links, and paths of reports start from the root.
static std::string asSpelledIn(const std::vector<CompileCommand> &Commands,
                               const std::string &Root) {
  if (any_of(Commands, [&](const CompileCommand &C) {
        return ProjectPaths{Root, C.Directory}.shown(C.File) != C.File;
      }))
    return Root;
  std::set<std::string> Tried;
  for (const CompileCommand &C : Commands)
    for (StringRef Path = sys::path::parent_path(C.File);
         !Path.empty() && Tried.insert(Path.str()).second;
         Path = sys::path::parent_path(Path))
      if (sys::fs::equivalent(Path, Root))
        return Path.str();
  return Root;
}

/// Identical entries would only cost time.
static void dropRepeated(std::vector<CompileCommand> &Commands) {
  std::set<std::tuple<std::string, std::string, std::vector<std::string>>> Seen;
  erase_if(Commands, [&](const CompileCommand &C) {
    return !Seen.emplace(C.Directory, C.File, C.Arguments).second;
  });
}

namespace {
/// Tells on stderr how the run goes.
class Progress {
  const std::size_t Total;
  const bool Verbose;
  const bool OnTerminal = sys::Process::StandardErrIsDisplayed();
  const std::chrono::steady_clock::time_point Begin =
      std::chrono::steady_clock::now();
  std::size_t Done = 0;
  std::size_t FromCache = 0;
  std::set<std::string> Ignored;

  /// "3 s left", from what the run has taken so far.
  std::string timeLeft() const {
    const std::chrono::duration<double> Taken =
        std::chrono::steady_clock::now() - Begin;
    const auto Seconds =
        static_cast<long>(Taken.count() / static_cast<double>(Done) *
                              static_cast<double>(Total - Done) +
                          0.5);
    return Seconds < 120 ? std::to_string(Seconds) + " s left"
                         : std::to_string(Seconds / 60) + " min left";
  }

  void clearLine() {
    if (OnTerminal && !Verbose)
      errs() << "\r\033[K";
  }

public:
  Progress(std::size_t Total, bool Verbose) : Total(Total), Verbose(Verbose) {}

  void unitFinished(const UnitResult &Result, const std::string &Messages,
                    bool IsFromCache) {
    ++Done;
    FromCache += IsFromCache;
    Ignored.insert(Result.IgnoredFlags.begin(), Result.IgnoredFlags.end());
    clearLine();
    const Unit &U = Result.Unit;
    if (!Messages.empty())
      errs() << Messages;
    if (!U.isComplete())
      errs() << "error: " << escapeControls(U.File) << ": "
             << spelling(U.Status) << ": " << escapeControls(U.Reason) << "\n";
    if (Verbose || (OnTerminal && Done != Total)) {
      const std::string All = std::to_string(Total);
      errs() << "["
             << std::string(All.size() - std::to_string(Done).size(), ' ')
             << Done << "/" << All << "] ";
      if (Verbose)
        errs() << escapeControls(U.File) << ": " << spelling(U.Status) << ", "
               << U.Coroutines << " coroutines\n";
      else
        errs() << timeLeft() << "  " << escapeControls(U.File);
    }
  }

  void finished() {
    clearLine();
    if (Verbose && FromCache)
      errs() << "note: " << FromCache << " of " << Total
             << " units were not analyzed again\n";
    if (Ignored.empty())
      return;
    errs() << "note: " << Ignored.size()
           << " flags of the compile commands were left out, because clang "
              "does not know them or they would run or write something";
    if (!Verbose) {
      errs() << "; -v lists them\n";
      return;
    }
    errs() << ":\n";
    for (const std::string &Flag : Ignored)
      errs() << "  " << escapeControls(Flag) << "\n";
  }
};
} // namespace

/// The cache that \p Inputs ask for; null for none.
static std::unique_ptr<UnitCache> makeCache(const Inputs &Inputs,
                                            const std::string &Directory) {
  if (!Inputs.Caches)
    return nullptr;
  const std::string Path = Inputs.CacheDirectory.empty()
                               ? UnitCache::defaultDirectory()
                               : absolutePath(Inputs.CacheDirectory, Directory);
  if (Path.empty())
    return nullptr;
  std::error_code Failed = sys::fs::create_directories(Path);
  if (!Failed && !sys::fs::is_directory(Path))
    Failed = std::make_error_code(std::errc::not_a_directory);
  if (Failed) {
    errs() << "warning: nothing is kept for the next time: cannot make '"
           << Path << "': " << Failed.message() << "\n";
    return nullptr;
  }
  return std::make_unique<UnitCache>(Path);
}

/// Where reproducers of crashes go: they stay until somebody removes them.
static std::string reproducerDirectory(const UnitCache *Cache) {
  SmallString<256> Path;
  if (Cache)
    Path = Cache->directory();
  else
    sys::path::system_temp_directory(/*erasedOnReboot=*/true, Path);
  sys::path::append(Path, Cache ? "reproducers" : "coroscope-reproducers");
  return std::string(Path);
}

/// The file of \p Job as the report names it.
static std::string fileOf(const UnitJob &Job) {
  return ProjectPaths{Job.ProjectRoot, Job.Command.Directory}.shown(
      Job.Command.File);
}

static UnitResult missingUnit(const std::string &File,
                              const std::string &Directory,
                              const std::string &Root,
                              const std::string &Database) {
  UnitResult Result;
  Result.Unit.File = ProjectPaths{Root, Directory}.shown(File);
  Result.Unit.Reason =
      sys::fs::exists(absolutePath(File, Directory))
          ? "not in '" + Database + "'; add it or pass flags after '--'"
          : "no such file";
  return Result;
}

/// The main files of \p Jobs that units of other files have read.
static std::set<std::string>
includedMainFiles(const std::vector<UnitJob> &Jobs,
                  const std::vector<UnitResult> &Results,
                  const std::string &Root) {
  std::set<std::string> MainFiles, Included;
  for (const UnitJob &Job : Jobs)
    MainFiles.insert(absolutePath(Job.Command.File, Job.Command.Directory));
  for (const UnitResult &Result : Results)
    for (const std::string &File : Result.FilesRead)
      if (MainFiles.contains(File) &&
          File != absolutePath(Result.Unit.File, Root))
        Included.insert(File);
  return Included;
}

/// Leaves the jobs of one shard. Which one a file belongs to depends on its
/// name alone.
static void keepShard(std::vector<UnitJob> &Jobs,
                      std::pair<unsigned, unsigned> Shard) {
  erase_if(Jobs, [&](const UnitJob &Job) {
    return xxh3_64bits(fileOf(Job)) % Shard.second != Shard.first - 1;
  });
}

Expected<Analysis> analyzeInputs(const Inputs &Inputs) {
  auto Limits = Configuration::create(Inputs.Rules);
  if (!Limits)
    return Limits.takeError();
  const std::string Directory = currentDirectory();
  std::vector<CompileCommand> Commands;
  std::vector<std::string> Missing;
  std::string Database;
  if (Inputs.Flags) {
    if (Inputs.Files.empty())
      return createStringError("flags after '--' need a file before it");
    for (const std::string &File : Inputs.Files) {
      CompileCommand Command{Directory, absolutePath(File, Directory), {"c++"}};
      Command.Arguments.insert(Command.Arguments.end(), Inputs.Flags->begin(),
                               Inputs.Flags->end());
      Commands.push_back(std::move(Command));
    }
  } else {
    auto Found = findCompileCommands(Inputs.BuildDirectory, Directory);
    if (!Found)
      return Found.takeError();
    Database = *Found;
    auto Read = readCompileCommands(Database);
    if (!Read)
      return Read.takeError();
    Commands = selectFiles(std::move(*Read), Inputs, Directory, Missing);
    if (Commands.empty() && Missing.empty())
      errs() << "warning: '" << Database << "' lists no files\n";
  }

  dropRepeated(Commands);

  const std::string Root = asSpelledIn(
      Commands, !Inputs.Root.empty() ? absolutePath(Inputs.Root, Directory)
                : Database.empty()
                    ? findProjectRoot(Directory)
                    : findProjectRoot(absolutePath(
                          sys::path::parent_path(Database).str(), Directory)));
  std::vector<UnitJob> Jobs;
  for (CompileCommand &Command : Commands)
    Jobs.push_back({std::move(Command), Inputs.Level, Root});
  std::optional<PartOfReport> Part;
  if (Inputs.IsPart || Inputs.Shard) {
    Part.emplace();
    for (const UnitJob &Job : Jobs)
      Part->Units.push_back(fileOf(Job));
    for (const std::string &File : Missing)
      Part->Units.push_back(ProjectPaths{Root, Directory}.shown(File));
    std::sort(Part->Units.begin(), Part->Units.end());
  }
  if (Inputs.Shard)
    keepShard(Jobs, *Inputs.Shard);
  std::map<std::string, std::string> Sources;
  if (Inputs.KeepsSources)
    for (const UnitJob &Job : Jobs)
      if (sys::fs::is_regular_file(Job.Command.File))
        if (auto Buffer = MemoryBuffer::getFile(Job.Command.File))
          Sources[fileOf(Job)] = (*Buffer)->getBuffer().str();
  Progress Told(Jobs.size() + Missing.size(), Inputs.Verbose);
  std::vector<UnitResult> Results;
  for (const std::string &File : Missing) {
    Results.push_back(missingUnit(File, Directory, Root, Database));
    Told.unitFinished(Results.back(), {}, /*IsFromCache=*/false);
  }
  const std::unique_ptr<UnitCache> Cache = makeCache(Inputs, Directory);
  WorkerOptions Workers;
  Workers.Processes = Inputs.Processes
                          ? Inputs.Processes
                          : hardware_concurrency().compute_thread_count();
  Workers.Cache = Cache.get();
  Workers.Timeout = Inputs.Timeout;
  Workers.MemoryLimit = Inputs.MemoryLimit;
  Workers.ListsFiles = Inputs.ListsFiles;
  Workers.Reproducers = reproducerDirectory(Cache.get());
  auto Ran = runWorkers(Jobs, Workers,
                        [&](const UnitResult &Result,
                            const std::string &Messages, bool IsFromCache) {
                          Told.unitFinished(Result, Messages, IsFromCache);
                        });
  if (!Ran)
    return Ran.takeError();
  Told.finished();
  std::vector<UnitJob> Sound; // What fails without edits proves nothing.
  for (std::size_t I = 0; I != Jobs.size(); ++I) {
    if (!(*Ran)[I].Unit.isComplete())
      continue;
    Sound.push_back(Jobs[I]);
    if (UnitMeaning &Meaning = (*Ran)[I].Meaning; !Meaning.empty())
      Sound.back().Meaning =
          std::make_shared<const UnitMeaning>(std::move(Meaning));
  }
  std::move(Ran->begin(), Ran->end(), std::back_inserter(Results));

  const std::set<std::string> Included = includedMainFiles(Jobs, Results, Root);
  std::set<std::string> FilesRead;
  for (UnitResult &Result : Results)
    FilesRead.insert(std::make_move_iterator(Result.FilesRead.begin()),
                     std::make_move_iterator(Result.FilesRead.end()));
  if (Inputs.ListsFiles && !Database.empty())
    FilesRead.insert(absolutePath(Database, Directory));
  Analysis Made{merge(std::move(Results)), Root, std::move(Sources),
                std::move(FilesRead), Included};
  Made.Report.ToolVersion = Version;
  Made.Report.Compiler = compilerVersion();
  Made.Report.Part = std::move(Part);
  SettingsOfProject Settings(*Limits, Root);
  Error Failed = Error::success();
  Finishing How;
  if (Inputs.Judges)
    How.SettingsFor = [&](const Coroutine &C) { return Settings.of(C); };
  if (Inputs.Measures)
    How.Measure = [&](std::vector<Trial> &Trials, const Report &Report) {
      Failed = joinErrors(std::move(Failed),
                          measure(Trials, Report, Sound, Workers));
    };
  finishReport(Made.Report, How);
  if (Error Wrong = joinErrors(Settings.takeError(), std::move(Failed)))
    return std::move(Wrong);
  if (Cache)
    for (const std::string &Warning : Cache->warnings())
      errs() << "warning: cache: " << escapeControls(Warning) << "\n";
  return Made;
}

} // namespace coroscope
