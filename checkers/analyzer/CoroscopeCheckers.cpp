//===- CoroscopeCheckers.cpp - The static analyzer plugin -----------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "plugin/HostListener.h"
#include "plugin/HostPlaces.h"
#include "plugin/HostVersion.h"
#include "plugin/UnitAnalysis.h"

#include "clang/Basic/DiagnosticDriver.h"
#include "clang/Frontend/FrontendPluginRegistry.h"
#include "clang/StaticAnalyzer/Core/BugReporter/BugReporter.h"
#include "clang/StaticAnalyzer/Core/BugReporter/BugType.h"
#include "clang/StaticAnalyzer/Core/Checker.h"
#include "clang/StaticAnalyzer/Core/CheckerManager.h"
#include "clang/StaticAnalyzer/Core/PathSensitive/AnalysisManager.h"
#include "clang/StaticAnalyzer/Frontend/CheckerRegistry.h"

#include <utility>

using namespace clang;
using namespace clang::ento;

namespace coroscope {

static constexpr char Package[] = "coroscope";
static constexpr char LimitOption[] = "Limit";
static constexpr char LevelOption[] = "OptimizationLevel";
static constexpr char LevelKey[] = "coroscope:OptimizationLevel";
static constexpr char MeasureOption[] = "MeasureAdvice";

/// Whether findings stand where a value is declared.
static constexpr bool isAboutValue(RuleId Id) {
  return Id == RuleId::DeadValue || Id == RuleId::LargeValue ||
         Id == RuleId::LargeParameter || Id == RuleId::LargeTemporary;
}

namespace {
/// The checker of one rule.
template <RuleId Id>
class RuleChecker : public Checker<check::EndOfTranslationUnit> {
  const BugType Bug{this, rule(Id).Title, "Coroutine frame"};

public:
  const std::shared_ptr<UnitAnalysis> Unit = UnitAnalysis::ofCurrentUnit();

  void checkEndOfTranslationUnit(const TranslationUnitDecl *,
                                 AnalysisManager &Manager,
                                 BugReporter &Reporter) const;
};
} // namespace

template <RuleId Id>
void RuleChecker<Id>::checkEndOfTranslationUnit(const TranslationUnitDecl *,
                                                AnalysisManager &Manager,
                                                BugReporter &Reporter) const {
  const SourceManager &Sources = Manager.getSourceManager();
  const HostPlaces Places(Sources);
  auto Emit = [&](const std::string &Message, const Place &Where,
                  const std::vector<Note> &Notes) {
    const PathDiagnosticLocation At(Places.locate(Where), Sources);
    auto Report = std::make_unique<BasicBugReport>(Bug, Message, At);
    for (const Note &N : Notes)
      Report->addNote(N.Message, N.Where.isKnown()
                                     ? PathDiagnosticLocation(
                                           Places.locate(N.Where), Sources)
                                     : At);
    Reporter.emitReport(std::move(Report));
  };
  Unit->forEachFinding(Id, [&](const Finding &F) {
    std::vector<Note> Notes;
    if (isAboutValue(Id))
      Notes.push_back({"declared here", F.Where});
    Notes.insert(Notes.end(), F.Notes.begin(), F.Notes.end());
    for (const Advice &A : F.Advices)
      Notes.push_back({A.Text, {}});
    Emit(F.Message, F.Where, Notes);
  });
  if (Failure Wrong = Unit->takeError())
    Emit("coroutines of this file were not analyzed: " + Wrong.message(), {},
         {});
}

/// "coroscope.LargeValue" for "large-value".
static std::string checkerName(const Rule &R) {
  std::string Name = std::string(Package) + '.';
  bool Begins = true;
  for (char C : R.Name) {
    if (C != '-')
      Name += Begins ? llvm::toUpper(C) : C;
    Begins = C == '-';
  }
  return Name;
}

template <RuleId Id> static void registerRule(CheckerManager &Manager) {
  const auto *Made = Manager.registerChecker<RuleChecker<Id>>();
  const AnalyzerOptions &Options = Manager.getAnalyzerOptions();
  UnitSettings &Settings = Made->Unit->Settings;
  StringRef Limit;
  if (rule(Id).DefaultLimit)
    Limit = Options.getCheckerStringOption(Made, LimitOption);
  if (Settings.turnOn(Id, Limit, "-analyzer-config"))
    Manager.reportInvalidCheckerOptionValue(
        Made, LimitOption, "a number of bytes, such as 512 or 2KiB");
  if (Settings.setLevel(Options.getCheckerStringOption(Package, LevelOption)))
    Manager.getDiagnostics().Report(
        diag::err_analyzer_checker_option_invalid_input)
        << LevelKey << "as-built, 0, 1, 2, 3, s or z";
  Settings.Measures = Options.getCheckerBooleanOption(Package, MeasureOption);
}

template <RuleId Id> static void addRule(CheckerRegistry &Registry) {
  const Rule &R = rule(Id);
  if (R.IsOfReport)
    return;
  // The registry keeps references.
  static const std::string Name = checkerName(R);
  static const std::string Limit =
      R.DefaultLimit ? std::to_string(R.DefaultLimit->Count) : "";
  Registry.addChecker(
      registerRule<Id>, [](const CheckerManager &) { return true; }, Name,
      R.Title);
  if (R.DefaultLimit)
    Registry.addCheckerOption("string", Name, LimitOption, Limit,
                              "What is not over it is not reported, as in 512 "
                              "or 2KiB.",
                              "released");
}

template <std::size_t... Ids>
static void addRules(CheckerRegistry &Registry, std::index_sequence<Ids...>) {
  (addRule<static_cast<RuleId>(Ids)>(Registry), ...);
}

/// The analyzer makes its checkers when the unit has been parsed, so what is
/// needed before comes from its options.
class AnalyzerListenerAction : public HostListenerAction {
  bool isWanted(CompilerInstance &CI, UnitSettings &Settings) override {
    const AnalyzerOptions &Options = CI.getAnalyzerOpts();
    // One that is none, the checkers refuse.
    if (auto Level = Options.Config.find(LevelKey);
        Level != Options.Config.end() && isOptimizationLevel(Level->second))
      (void)Settings.setLevel(Level->second);
    return llvm::any_of(Options.CheckersAndPackages, [](const auto &Entry) {
      return Entry.second && StringRef(Entry.first).starts_with(Package);
    });
  }
};

static const RefuseOtherVersions Checked("clang");
static FrontendPluginRegistry::Add<AnalyzerListenerAction>
    Listener("coroscope-analyzer", "Listens for the checkers of coroscope.");

} // namespace coroscope

extern "C" const char clang_analyzerAPIVersionString[] =
    CLANG_ANALYZER_API_VERSION_STRING;

extern "C" void clang_registerCheckers(CheckerRegistry &Registry) {
  using namespace coroscope;
  Registry.addPackage(Package);
  Registry.addPackageOption("string", Package, LevelOption, AsBuilt,
                            "The optimization level that frames are computed "
                            "at: as-built, 0, 1, 2, 3, s or z.",
                            "released");
  Registry.addPackageOption("bool", Package, MeasureOption, "true",
                            "Try edits by parsing the edited file again; "
                            "without that, none is offered.",
                            "released");
  addRules(Registry, std::make_index_sequence<RuleCount>());
}
