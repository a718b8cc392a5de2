//===- PlanAudit.cpp - From a request to units of work --------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "audit/PlanAudit.h"

#include "inputs/DriverArguments.h"
#include "report/Escape.h"
#include "source/ProjectPaths.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/WithColor.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"

#include <map>
#include <set>

using namespace llvm;

namespace coroscope {

static std::string currentDirectory() {
  SmallString<256> Path;
  sys::fs::current_path(Path);
  return std::string(Path);
}

/// Returns the commands for \p Units.Files, in the order of the compile
/// commands. Files without a command are put into \p Missing.
static std::vector<CompileCommand>
selectFiles(std::vector<CompileCommand> Commands, const UnitSelection &Units,
            const std::string &Directory, std::vector<std::string> &Missing) {
  if (Units.Files.empty())
    return Commands;
  std::map<std::string, bool> Wanted; // True once it is found.
  auto RealPath = [](const std::string &Path) {
    SmallString<256> Real;
    return sys::fs::real_path(Path, Real) ? Path : std::string(Real);
  };
  for (const std::string &File : Units.Files)
    Wanted[RealPath(absolutePath(File, Directory))] = false;
  std::vector<CompileCommand> Selected;
  for (CompileCommand &Command : Commands)
    if (auto It = Wanted.find(RealPath(Command.File)); It != Wanted.end()) {
      It->second = true;
      Selected.push_back(std::move(Command));
    }
  for (const std::string &File : Units.Files)
    if (!Wanted[RealPath(absolutePath(File, Directory))])
      Missing.push_back(File);
  return Selected;
}

/// Returns \p Root, an absolute path, as \p Commands spell it: they may reach
/// it through links, and paths of reports start from the root.
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

/// Removes identical entries, which would only cost time.
static void dropRepeated(std::vector<CompileCommand> &Commands) {
  std::set<std::tuple<std::string, std::string, std::vector<std::string>>> Seen;
  erase_if(Commands, [&](const CompileCommand &C) {
    return !Seen.emplace(C.Directory, C.File, C.Arguments).second;
  });
}

std::string fileOf(const UnitJob &Job) {
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

/// Keeps the jobs of one shard. The shard of a file depends on its name alone.
static void keepShard(std::vector<UnitJob> &Jobs,
                      std::pair<unsigned, unsigned> Shard) {
  erase_if(Jobs, [&](const UnitJob &Job) {
    return xxh3_64bits(fileOf(Job)) % Shard.second != Shard.first - 1;
  });
}

/// Returns commands for the files of \p Units with the flags after "--".
static Expected<std::vector<CompileCommand>>
commandsFromFlags(const UnitSelection &Units, const std::string &Directory) {
  if (Units.Files.empty())
    return createStringError("flags after '--' need a file before it");
  std::vector<CompileCommand> Commands;
  for (const std::string &File : Units.Files) {
    CompileCommand Command{Directory, absolutePath(File, Directory), {"c++"}};
    Command.Arguments.insert(Command.Arguments.end(), Units.Flags->begin(),
                             Units.Flags->end());
    Commands.push_back(std::move(Command));
  }
  return Commands;
}

/// Returns the commands of a database, whose path goes to \p Plan. Files
/// without a command go to \p Missing.
static Expected<std::vector<CompileCommand>>
commandsFromDatabase(const UnitSelection &Units, const ProjectSettings &Project,
                     AuditPlan &Plan, std::vector<std::string> &Missing) {
  auto Found = findCompileCommands(
      Project.value(ProjectKey::BuildDirectory).value_or(""), Plan.Directory);
  if (!Found)
    return Found.takeError();
  Plan.Database = *Found;
  auto Read = readCompileCommands(Plan.Database);
  if (!Read)
    return Read.takeError();
  auto Commands = selectFiles(std::move(*Read), Units, Plan.Directory, Missing);
  if (Commands.empty() && Missing.empty())
    WithColor::warning(errs()) << "'" << Plan.Database << "' lists no files\n";
  return Commands;
}

static std::string rootOf(const UnitSelection &Units, const AuditPlan &Plan,
                          const std::vector<CompileCommand> &Commands) {
  std::string Root;
  if (!Units.Root.empty())
    Root = absolutePath(Units.Root, Plan.Directory);
  else if (Plan.Database.empty())
    Root = findProjectRoot(Plan.Directory);
  else
    Root = findProjectRoot(absolutePath(
        sys::path::parent_path(Plan.Database).str(), Plan.Directory));
  return asSpelledIn(Commands, Root);
}

/// Takes the commands of files that the project excludes out of \p Commands,
/// and says so of those that \p Units name.
static Error dropExcluded(std::vector<CompileCommand> &Commands,
                          const UnitSelection &Units, Configuration &Files) {
  Error Failed = Error::success();
  erase_if(Commands, [&](const CompileCommand &Command) {
    auto Excluded = Files.isExcluded(Command.File);
    if (!Excluded) {
      Failed = joinErrors(std::move(Failed), Excluded.takeError());
      return true;
    }
    if (*Excluded && !Units.Files.empty())
      errs() << "note: '" << escapeControls(Command.File) << "' is excluded by "
             << ConfigurationName << "\n";
    return *Excluded;
  });
  return Failed;
}

Expected<ProjectSettings> settingsOfProject(const UnitSelection &Units,
                                            Configuration &Files) {
  const std::string Directory = currentDirectory();
  std::vector<std::string> Starts;
  if (!Units.BuildDirectory.empty())
    Starts.push_back(absolutePath(Units.BuildDirectory, Directory));
  if (!Units.Root.empty())
    Starts.push_back(absolutePath(Units.Root, Directory));
  Starts.push_back(Directory);
  auto Settings = ProjectSettings::find(Files, Starts, Directory);
  if (!Settings)
    return Settings.takeError();
  if (!Units.BuildDirectory.empty())
    Settings->setFromCommandLine(ProjectKey::BuildDirectory,
                                 {Units.BuildDirectory});
  if (Units.Level)
    Settings->setFromCommandLine(ProjectKey::Level, {*Units.Level});
  Settings->setFromCommandLine(ProjectKey::ExtraArgsBefore,
                               Units.ExtraArgsBefore);
  Settings->setFromCommandLine(ProjectKey::ExtraArgs, Units.ExtraArgs);
  return Settings;
}

Expected<AuditPlan> planAudit(const UnitSelection &Units,
                              const ProjectSettings &Project,
                              Configuration &Files) {
  AuditPlan Plan;
  Plan.Directory = currentDirectory();
  std::vector<std::string> Missing;
  auto Commands = Units.Flags
                      ? commandsFromFlags(Units, Plan.Directory)
                      : commandsFromDatabase(Units, Project, Plan, Missing);
  if (!Commands)
    return Commands.takeError();
  if (Error Failed = dropExcluded(*Commands, Units, Files))
    return std::move(Failed);
  for (CompileCommand &Command : *Commands)
    addExtraArguments(Command, Project[ProjectKey::ExtraArgsBefore].Values,
                      Project[ProjectKey::ExtraArgs].Values);
  dropRepeated(*Commands);
  Plan.Root = rootOf(Units, Plan, *Commands);
  for (CompileCommand &Command : *Commands)
    Plan.Jobs.push_back({std::move(Command),
                         Project.value(ProjectKey::Level).value_or(AsBuilt),
                         Plan.Root});
  for (const std::string &File : Missing)
    Plan.Missing.push_back(
        missingUnit(File, Plan.Directory, Plan.Root, Plan.Database));
  if (Units.IsPart || Units.Shard) {
    Plan.Part.emplace();
    for (const UnitJob &Job : Plan.Jobs)
      Plan.Part->Units.push_back(fileOf(Job));
    for (const UnitResult &Result : Plan.Missing)
      Plan.Part->Units.push_back(Result.Unit.File);
    std::sort(Plan.Part->Units.begin(), Plan.Part->Units.end());
  }
  if (Units.Shard)
    keepShard(Plan.Jobs, *Units.Shard);
  return Plan;
}

} // namespace coroscope
