//===- UnitFinder.cpp - The units of a document ---------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "server/UnitFinder.h"

#include "config/Configuration.h"
#include "config/ProjectSettings.h"
#include "inputs/DriverArguments.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

#include <algorithm>
#include <optional>
#include <tuple>

using namespace llvm;

namespace coroscope {

/// Units that are analyzed to find one that includes a header. More would take
/// minutes.
static constexpr std::size_t MostTried = 8;

const std::vector<CompileCommand> *
UnitFinder::commandsIn(const std::string &Path) {
  sys::fs::file_status Status;
  if (sys::fs::status(Path, Status))
    return nullptr;
  auto It = Known.find(Path);
  if (It == Known.end() ||
      It->second.Modified != Status.getLastModificationTime()) {
    auto Read = readCompileCommands(Path);
    if (!Read) {
      // It may be in the middle of being written: what was known counts.
      consumeError(Read.takeError());
      return It == Known.end() ? nullptr : &It->second.Commands;
    }
    Database &Own = Known[Path];
    Own.Modified = Status.getLastModificationTime();
    Own.Commands = std::move(*Read);
    return &Own.Commands;
  }
  return &It->second.Commands;
}

static bool isHeader(StringRef Path) {
  const StringRef Extension = sys::path::extension(Path);
  return Extension.empty() ||
         is_contained({".h", ".hh", ".hpp", ".hxx", ".h++", ".ipp", ".inl",
                       ".tpp", ".tcc", ".inc"},
                      Extension);
}

static std::string realPath(const std::string &Path) {
  SmallString<256> Real;
  return sys::fs::real_path(Path, Real) ? Path : std::string(Real);
}

/// How many directories \p A and \p B have in common.
static int nearness(StringRef A, StringRef B) {
  return std::distance(sys::path::begin(A),
                       std::mismatch(sys::path::begin(A), sys::path::end(A),
                                     sys::path::begin(B), sys::path::end(B))
                           .first);
}

/// What `.coroscope.yaml` says for files in \p Parent: it is read anew each
/// time, since it may have changed. Nothing if there is a mistake, which goes
/// to \p Wrong.
static std::optional<ProjectSettings>
projectSettingsFor(const std::string &Parent, std::string &Wrong) {
  auto Files = Configuration::create({});
  if (!Files) {
    Wrong = toString(Files.takeError());
    return std::nullopt;
  }
  auto Settings = ProjectSettings::find(*Files, {Parent}, Parent);
  if (!Settings) {
    Wrong = toString(Settings.takeError());
    return std::nullopt;
  }
  return std::move(*Settings);
}

std::vector<UnitJob>
UnitFinder::jobsFor(const std::string &Document,
                    const std::vector<std::string> &Includers,
                    std::string &Wrong) {
  const std::string Parent = sys::path::parent_path(Document).str();
  const auto Project = projectSettingsFor(Parent, Wrong);
  auto Value = [&](const std::string &Own, ProjectKey Key,
                   const std::string &Default) {
    return !Own.empty() ? Own
           : Project    ? Project->value(Key).value_or(Default)
                        : Default;
  };
  const std::string OwnLevel = Value(Level, ProjectKey::Level, "as-built");
  std::vector<UnitJob> Jobs =
      jobsAt(OwnLevel, Value(Directory, ProjectKey::BuildDirectory, ""),
             Document, Includers);
  if (Project)
    for (UnitJob &Job : Jobs)
      addExtraArguments(Job.Command,
                        (*Project)[ProjectKey::ExtraArgsBefore].Values,
                        (*Project)[ProjectKey::ExtraArgs].Values);
  return Jobs;
}

std::vector<UnitJob>
UnitFinder::jobsAt(const std::string &Level, const std::string &Directory,
                   const std::string &Document,
                   const std::vector<std::string> &Includers) {
  const std::string Parent = sys::path::parent_path(Document).str();
  const std::vector<CompileCommand> *Commands = nullptr;
  std::string Root = findProjectRoot(Parent);
  if (auto Found = findCompileCommands(Directory, Parent)) {
    Commands = commandsIn(*Found);
    Root = findProjectRoot(
        absolutePath(sys::path::parent_path(*Found).str(), Parent));
    if (nearness(Root, Document) == 0)
      Root = findProjectRoot(Parent);
  } else {
    consumeError(Found.takeError());
  }
  std::vector<UnitJob> Jobs;
  if (Commands) {
    const std::string Real = realPath(Document);
    for (const CompileCommand &Command : *Commands)
      if (Command.File == Document || realPath(Command.File) == Real)
        return {{Command, Level, Root}};
    if (isHeader(Document)) {
      std::vector<const CompileCommand *> Candidates;
      for (const CompileCommand &Command : *Commands)
        Candidates.push_back(&Command);
      auto Rank = [&](const CompileCommand *C) {
        return std::tuple(!is_contained(Includers, C->File),
                          sys::path::stem(C->File) != sys::path::stem(Document),
                          -nearness(C->File, Document));
      };
      std::sort(Candidates.begin(), Candidates.end(),
                [&](const CompileCommand *A, const CompileCommand *B) {
                  return std::pair(Rank(A), A) < std::pair(Rank(B), B);
                });
      for (const CompileCommand *C : Candidates)
        if (Jobs.size() < MostTried)
          Jobs.push_back({*C, Level, Root});
    }
  }
  if (Jobs.empty())
    Jobs.push_back(
        {{Parent, Document, {"c++", "-std=c++20", "-x", "c++", "-I", Parent}},
         Level,
         Root});
  return Jobs;
}

} // namespace coroscope
