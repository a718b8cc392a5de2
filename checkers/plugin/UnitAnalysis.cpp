//===- UnitAnalysis.cpp - One analysis for all checks ---------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "plugin/UnitAnalysis.h"

#include "advice/FinishReport.h"
#include "analysis/Analyze.h"
#include "layout/DeclFeed.h"
#include "plugin/MeasureInHost.h"
#include "source/ProjectPaths.h"

#include "clang/Frontend/CompilerInstance.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/TargetSelect.h"

#include <set>
#include <utility>

using namespace clang;

namespace coroscope {

UnitSettings::UnitSettings() { (void)Rules.set(AllRules, "off", {}); }

Failure UnitSettings::turnOn(RuleId Id, std::string_view Limit,
                             std::string SetBy) {
  const Rule &R = rule(Id);
  (void)Rules.set(R.Name, "on", {});
  if (Limit.empty())
    return {};
  const std::optional<Bytes> Read = parseBytes(Limit);
  if (!Read)
    return "'" + std::string(Limit) + "' is not a size, such as 512 or 2KiB";
  if (*Read == R.DefaultLimit)
    return {};
  return Rules.set(R.Name, Limit, std::move(SetBy));
}

Failure UnitSettings::setLevel(std::string_view Wanted) {
  if (!isOptimizationLevel(Wanted)) {
    // Several checks may have the level from the same option: report it once.
    if (std::exchange(WrongLevel, Wanted) == Wanted)
      return {};
    std::string Wrong =
        "unknown level '" + std::string(Wanted) + "'; use one of";
    for (const char *Known : OptimizationLevels)
      Wrong += std::string(Known == OptimizationLevels[0] ? " '" : ", '") +
               Known + "'";
    return Wrong;
  }
  if (Level && *Level != Wanted)
    return "'" + std::string(Wanted) + "' is not the level '" + *Level +
           "' of another check; one analysis serves all";
  Level = Wanted;
  return {};
}

bool UnitSettings::isAnyOn() const {
  return llvm::any_of(catalogue(),
                      [&](const Rule &R) { return Rules[R.Id].IsOn; });
}

RuleSettings UnitSettings::over(const RuleSettings &Project) const {
  RuleSettings Both = Rules;
  for (const Rule &R : catalogue()) {
    RuleSetting &Setting = Both[R.Id];
    const RuleSetting &OfProject = Project[R.Id];
    if (!OfProject.TurnedBy.empty())
      Setting.IsOn = Setting.IsOn && OfProject.IsOn;
    if (!Setting.SetBy.empty())
      continue;
    Setting.Limit = OfProject.Limit;
    Setting.SetBy = OfProject.SetBy;
  }
  return Both;
}

std::shared_ptr<UnitAnalysis> UnitAnalysis::ofCurrentUnit() {
  static std::weak_ptr<UnitAnalysis> Current;
  std::shared_ptr<UnitAnalysis> Shared = Current.lock();
  if (!Shared)
    Current = Shared = std::make_shared<UnitAnalysis>();
  return Shared;
}

/// Hosts make edits without asking: drop those with a condition.
static void dropUnsafeEdits(std::vector<Coroutine> &Coroutines) {
  for (Coroutine &C : Coroutines)
    for (Finding &F : C.Findings)
      for (Advice &A : F.Advices)
        if (!A.Condition.empty())
          A.Edits.clear();
}

/// Keeps an include that several edits need in only one of them, like
/// clang-tidy's own checks: hosts apply the best edits of all findings at once.
static void includeOnce(std::vector<Coroutine> &Coroutines) {
  std::set<Edit> Included;
  for (Coroutine &C : Coroutines)
    for (Finding &F : C.Findings)
      if (!F.Advices.empty())
        std::erase_if(F.Advices.front().Edits, [&](const Edit &E) {
          return E.Length == 0 && E.Replacement.starts_with("#include") &&
                 !Included.insert(E).second;
        });
}

std::string UnitAnalysis::levelFor(const CompilerInstance &ParsedBy) {
  if (Settings.Level)
    return *Settings.Level;
  llvm::SmallString<256> Path(ParsedBy.getFrontendOpts().Inputs[0].getFile());
  if (llvm::sys::fs::make_absolute(Path))
    return AsBuilt;
  if (!Project)
    Project = llvm::cantFail(Configuration::create({}));
  auto File = Project->findFrom(llvm::sys::path::parent_path(Path).str());
  if (!File) {
    // It is met again where rules are asked for, and told there.
    llvm::consumeError(File.takeError());
    return AsBuilt;
  }
  const ConfigurationFile *Written = File->get();
  return Written && (*Written)[ProjectKey::Level].Line
             ? (*Written)[ProjectKey::Level].Values.front()
             : AsBuilt;
}

void UnitAnalysis::parsed(CompilerInstance &ParsedBy, DeclFeed &ListenedBy) {
  CI = &ParsedBy;
  Feed = &ListenedBy;
}

void UnitAnalysis::run() {
  llvm::InitializeAllTargets();
  llvm::InitializeAllTargetMCs();
  llvm::InitializeAllAsmPrinters();
  llvm::InitializeAllAsmParsers();
  const ProjectPaths Paths = absolutePaths(*CI);
  UnitResult Result;
  if (llvm::Error Wrong = analyze(*CI, *Feed, Paths, {}, Result)) {
    Failed = llvm::toString(std::move(Wrong));
    return;
  }
  const UnitMeaning Meaning = std::move(Result.Meaning);
  for (Coroutine &C : Result.Coroutines) {
    C.Unit = CI->getFrontendOpts().Inputs[0].getFile().str();
    C.Units = {C.Unit};
  }
  std::vector<UnitResult> Results;
  Results.push_back(std::move(Result));
  Report Made = merge(std::move(Results));
  if (Settings.HostSilences)
    for (Coroutine &C : Made.Coroutines)
      C.Background.Suppressions.clear();
  Finishing How;
  if (!Project)
    Project = llvm::cantFail(Configuration::create({}));
  SettingsOfProject OfProject(*Project, Paths.Root);
  RuleSettings Current;
  How.SettingsFor = [&](const Coroutine &C) -> const RuleSettings * {
    if (C.System)
      return Settings.IncludesSystem ? &Settings.Rules : nullptr;
    const RuleSettings *OfFile = OfProject.of(C);
    if (!OfFile)
      return nullptr;
    Current = Settings.over(*OfFile);
    return &Current;
  };
  if (Settings.Measures)
    How.Measure = [&](std::vector<Trial> &Trials, const Report &Report) {
      measureInHost(Trials, Report, *CI, Feed->codeGenOptions(), Meaning);
    };
  finishReport(Made, How);
  if (llvm::Error Wrong = OfProject.takeError()) {
    Failed = llvm::toString(std::move(Wrong));
    return;
  }
  dropUnsafeEdits(Made.Coroutines);
  includeOnce(Made.Coroutines);
  Coroutines = std::move(Made.Coroutines);
}

void UnitAnalysis::forEachFinding(
    RuleId Id, llvm::function_ref<void(const Finding &)> Report) {
  if (CI)
    run();
  CI = nullptr;
  for (const Coroutine &C : Coroutines)
    for (const Finding &F : C.Findings)
      if (F.Rule == rule(Id).Name)
        Report(F);
}

Failure UnitAnalysis::takeError() { return std::exchange(Failed, {}); }

} // namespace coroscope
