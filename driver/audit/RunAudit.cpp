//===- RunAudit.cpp - An audit, from the request to the report ------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "audit/RunAudit.h"

#include "advice/FinishReport.h"
#include "audit/FailureAdvice.h"
#include "audit/PlanAudit.h"
#include "audit/Progress.h"
#include "cache/UnitCache.h"
#include "compat/CompilerVersion.h"
#include "config/Configuration.h"
#include "outputs/Version.h"
#include "report/Escape.h"
#include "rules/Judge.h"
#include "workers/MeasureAdvice.h"
#include "workers/Preambles.h"
#include "workers/WorkerPool.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Threading.h"
#include "llvm/Support/WithColor.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace coroscope {

/// Makes the cache according to \p Limits; null for none.
static std::unique_ptr<UnitCache> makeCache(const RunLimits &Limits,
                                            const std::string &Directory) {
  if (!Limits.Caches)
    return nullptr;
  const std::string Path = Limits.CacheDirectory.empty()
                               ? UnitCache::defaultDirectory()
                               : absolutePath(Limits.CacheDirectory, Directory);
  if (Path.empty())
    return nullptr;
  std::error_code Failed = sys::fs::create_directories(Path);
  if (!Failed && !sys::fs::is_directory(Path))
    Failed = std::make_error_code(std::errc::not_a_directory);
  if (Failed) {
    WithColor::warning(errs()) << "results are not kept: cannot make '" << Path
                               << "': " << Failed.message() << "\n";
    return nullptr;
  }
  return std::make_unique<UnitCache>(Path);
}

/// Returns the directory for reproducers of crashes; users have to remove them.
static std::string reproducerDirectory(const UnitCache *Cache) {
  SmallString<256> Path;
  if (Cache)
    Path = Cache->directory();
  else
    sys::path::system_temp_directory(/*erasedOnReboot=*/true, Path);
  sys::path::append(Path, Cache ? "reproducers" : "coroscope-reproducers");
  return std::string(Path);
}

/// Returns the main files of \p Jobs that units of other files have read.
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

static WorkerOptions workersFor(const AuditRequest &Request, UnitCache *Cache) {
  WorkerOptions Workers;
  Workers.Processes = Request.Limits.Processes
                          ? Request.Limits.Processes
                          : hardware_concurrency().compute_thread_count();
  Workers.Cache = Cache;
  Workers.Timeout = Request.Limits.Timeout;
  Workers.MemoryLimit = Request.Limits.MemoryLimit;
  Workers.ListsFiles = Request.ListsFiles;
  Workers.Reproducers = reproducerDirectory(Cache);
  return Workers;
}

/// Returns the texts of the main files of \p Jobs, by the paths of the report.
static std::map<std::string, std::string>
sourcesOf(const std::vector<UnitJob> &Jobs) {
  std::map<std::string, std::string> Sources;
  for (const UnitJob &Job : Jobs)
    if (sys::fs::is_regular_file(Job.Command.File))
      if (auto Buffer = MemoryBuffer::getFile(Job.Command.File))
        Sources[fileOf(Job)] = (*Buffer)->getBuffer().str();
  return Sources;
}

/// Moves the meanings of the units of \p Jobs out of their \p Results. Returns
/// the jobs for trials of edits: a failure without edits proves nothing.
static std::vector<UnitJob> jobsForTrials(const std::vector<UnitJob> &Jobs,
                                          std::vector<UnitResult> &Results) {
  std::vector<UnitJob> Sound;
  for (std::size_t I = 0; I != Jobs.size(); ++I) {
    UnitMeaning Meaning = std::move(Results[I].Meaning);
    if (!Results[I].Unit.isComplete())
      continue;
    Sound.push_back(Jobs[I]);
    if (!Meaning.empty())
      Sound.back().Meaning =
          std::make_shared<const UnitMeaning>(std::move(Meaning));
  }
  return Sound;
}

/// Whether edits of \p Unit are going to be tried, as far as one unit tells.
static bool hasTrials(const UnitResult &Unit, SettingsOfProject &Settings) {
  return any_of(Unit.Coroutines, [&](const Coroutine &C) {
    const RuleSettings *Own = Settings.of(C);
    return Own && any_of(judge(C, *Own), [&](const Finding &F) {
             return F.Cause && !C.Frame.Ranges[F.Cause->Range]
                                    .Occupants[F.Cause->Occupant]
                                    .Candidates.empty();
           });
  });
}

/// Judges \p Report and tries edits with \p Jobs, as \p Request asks.
static Error finish(Report &Report, const AuditRequest &Request,
                    SettingsOfProject &Settings,
                    const std::vector<UnitJob> &Jobs,
                    const WorkerOptions &Workers) {
  for (Coroutine &C : Report.Coroutines)
    C.System |= Settings.isExcluded(C);
  Error Failed = Error::success();
  Finishing How;
  if (Request.Judges)
    How.SettingsFor = [&](const Coroutine &C) { return Settings.of(C); };
  if (Request.Measures)
    How.Measure = [&](std::vector<Trial> &Trials,
                      const coroscope::Report &Judged) {
      Failed =
          joinErrors(std::move(Failed), measure(Trials, Judged, Jobs, Workers));
    };
  finishReport(Report, How);
  return joinErrors(Settings.takeError(), std::move(Failed));
}

Expected<Audit> runAudit(const AuditRequest &Request) {
  auto Limits = Configuration::create(Request.Rules);
  if (!Limits)
    return Limits.takeError();
  auto Project = settingsOfProject(Request.Units, *Limits);
  if (!Project)
    return Project.takeError();
  auto Plan = planAudit(Request.Units, *Project, *Limits);
  if (!Plan)
    return Plan.takeError();
  Audit Made;
  Made.ProjectRoot = Plan->Root;
  if (Request.KeepsSources)
    Made.Sources = sourcesOf(Plan->Jobs);

  Progress Told(Plan->Jobs.size() + Plan->Missing.size(),
                Request.IsQuiet     ? Telling::Quiet
                : Request.IsVerbose ? Telling::Verbose
                                    : Telling::Normal);
  for (const UnitResult &Result : Plan->Missing)
    Told.unitFinished(Result, {}, /*IsFromCache=*/false);
  const std::unique_ptr<UnitCache> Cache =
      makeCache(Request.Limits, Plan->Directory);
  WorkerOptions Workers = workersFor(Request, Cache.get());
  SettingsOfProject Settings(*Limits, Plan->Root);
  Preambles Keepers(Preambles::usualLimit());
  if (Request.Judges && Request.Measures) {
    Workers.Keepers = &Keepers;
    Workers.ComesAgain = [&](const UnitResult &Unit) {
      return hasTrials(Unit, Settings);
    };
  }
  Workers.Working = [&](const UnitJob &Job) { Told.working(fileOf(Job)); };
  auto Results = runWorkers(Plan->Jobs, Workers,
                            [&](const UnitResult &Result,
                                const std::string &Messages, bool IsFromCache) {
                              Told.unitFinished(Result, Messages, IsFromCache);
                            });
  if (!Results)
    return Results.takeError();
  Told.unitsFinished();
  adviseOnFailures(*Plan, *Results);
  if (!(*Project).value(ProjectKey::Level))
    tellOfMissingBuildType(*Plan, *Results);
  const std::vector<UnitJob> Sound = jobsForTrials(Plan->Jobs, *Results);
  std::move(Plan->Missing.begin(), Plan->Missing.end(),
            std::back_inserter(*Results));
  Made.IncludedMainFiles = includedMainFiles(Plan->Jobs, *Results, Plan->Root);
  for (UnitResult &Result : *Results)
    Made.FilesRead.insert(std::make_move_iterator(Result.FilesRead.begin()),
                          std::make_move_iterator(Result.FilesRead.end()));
  if (Request.ListsFiles && !Plan->Database.empty())
    Made.FilesRead.insert(absolutePath(Plan->Database, Plan->Directory));
  if (Request.ListsFiles && !Project->file().empty())
    Made.FilesRead.insert(Project->file());

  Made.Report = merge(std::move(*Results));
  Made.Report.ToolVersion = Version;
  Made.Report.Compiler = compilerVersion();
  Made.Report.Part = std::move(Plan->Part);
  if (Error Wrong = finish(Made.Report, Request, Settings, Sound, Workers))
    return std::move(Wrong);
  if (Request.Combines) {
    auto Combined =
        combineEdits(Made.Report, *Request.Combines, Sound, Workers);
    if (!Combined)
      return Combined.takeError();
    Made.Combined = std::move(*Combined);
  }
  Told.finished();
  if (Cache)
    for (const std::string &Warning : Cache->warnings())
      WithColor::warning(errs())
          << "cache: " << escapeControls(Warning) << "\n";
  return Made;
}

} // namespace coroscope
