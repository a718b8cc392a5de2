//===- CoroscopeTidyModule.cpp - The clang-tidy module --------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "plugin/HostListener.h"
#include "plugin/HostPlaces.h"
#include "plugin/HostVersion.h"
#include "plugin/UnitAnalysis.h"

#include "clang-tidy/ClangTidyCheck.h"
#include "clang-tidy/ClangTidyModule.h"
#include "clang/Frontend/FrontendPluginRegistry.h"

using namespace clang;
using namespace clang::tidy;

namespace coroscope {

namespace {
constexpr char LimitOption[] = "Limit";
constexpr char LevelOption[] = "OptimizationLevel";
constexpr char MeasureOption[] = "MeasureAdvice";

/// The check of one rule.
class RuleCheck : public ClangTidyCheck {
  const Rule &Checked;
  const std::shared_ptr<UnitAnalysis> Unit = UnitAnalysis::ofCurrentUnit();
  const std::string Limit;
  const std::string Level;
  const bool Measures;

  void complain(StringRef Option, const Failure &Wrong) {
    if (Wrong)
      configurationDiag("invalid value of option '%0.%1': %2")
          << getID() << Option << Wrong.message();
  }

  void report(const Finding &F, const HostPlaces &Places);

public:
  RuleCheck(StringRef Name, ClangTidyContext *Context, const Rule &Checked)
      : ClangTidyCheck(Name, Context), Checked(Checked),
        Limit(Options.get(LimitOption, "")),
        Level(Options.getLocalOrGlobal(LevelOption, "")),
        Measures(Options.getLocalOrGlobal(MeasureOption, true)) {
    UnitSettings &Settings = Unit->Settings;
    complain(LimitOption, Settings.turnOn(Checked.Id, Limit, "CheckOptions"));
    if (!Level.empty())
      complain(LevelOption, Settings.setLevel(Level));
    Settings.Measures |= Measures;
    Settings.IncludesSystem =
        Context->getOptions().SystemHeaders.value_or(false);
    Settings.HostSilences = true;
  }

  bool isLanguageVersionSupported(const LangOptions &LangOpts) const override {
    return LangOpts.Coroutines;
  }

  void storeOptions(ClangTidyOptions::OptionMap &Map) override {
    if (Checked.DefaultLimit)
      Options.store(Map, LimitOption,
                    Limit.empty() ? std::to_string(Checked.DefaultLimit->Count)
                                  : Limit);
    Options.store(Map, LevelOption, Level.empty() ? AsBuilt : Level);
    Options.store(Map, MeasureOption, Measures);
  }

  void registerMatchers(ast_matchers::MatchFinder *Finder) override {
    Finder->addMatcher(ast_matchers::translationUnitDecl(), this);
  }

  void check(const ast_matchers::MatchFinder::MatchResult &Result) override {
    const HostPlaces Places(*Result.SourceManager);
    Unit->forEachFinding(Checked.Id,
                         [&](const Finding &F) { report(F, Places); });
    if (Failure Wrong = Unit->takeError())
      diag(Places.locate({}), "coroutines of this file were not analyzed: %0")
          << Wrong.message();
  }
};
} // namespace

void RuleCheck::report(const Finding &F, const HostPlaces &Places) {
  const SourceLocation Where = Places.locate(F.Where);
  // An edit that allocates is a trade, and not for --fix to decide: it hangs on
  // its note, for --fix-notes.
  const Advice *Fix = nullptr;
  if (!F.Advices.empty() && F.Advices.front().Heap == Bytes(0))
    Fix = &F.Advices.front();
  {
    auto Warning = diag(Where, "%0",
                        F.Severity == Severity::Note ? DiagnosticIDs::Remark
                                                     : DiagnosticIDs::Warning);
    Warning << F.Message;
    if (Fix)
      for (const FixItHint &Hint : Places.fixes(Fix->Edits))
        Warning << Hint;
  }
  for (const Note &N : F.Notes)
    diag(N.Where.isKnown() ? Places.locate(N.Where) : Where, "%0",
         DiagnosticIDs::Note)
        << N.Message;
  for (const Advice &A : F.Advices) {
    auto Remark = diag(Where, "%0", DiagnosticIDs::Note) << A.Text;
    if (&A != Fix)
      for (const FixItHint &Hint : Places.fixes(A.Edits))
        Remark << Hint;
  }
}

namespace {
/// clang-tidy makes its checks before it asks plugins for consumers.
class TidyListenerAction : public HostListenerAction {
  bool isWanted(CompilerInstance &, UnitSettings &Settings) override {
    return Settings.isAnyOn();
  }
};

class CoroscopeTidyModule : public ClangTidyModule {
public:
  void addCheckFactories(ClangTidyCheckFactories &Factories) override {
    for (const Rule &R : catalogue()) {
      if (R.IsOfReport)
        continue;
      Factories.registerCheckFactory(
          "coroscope-" + std::string(R.Name),
          [&R](StringRef Name, ClangTidyContext *Context) {
            return std::make_unique<RuleCheck>(Name, Context, R);
          });
    }
  }
};
} // namespace

static const RefuseOtherVersions Checked("clang-tidy");
static ClangTidyModuleRegistry::Add<CoroscopeTidyModule>
    Module("coroscope", "What coroutines keep in memory while they wait.");
static FrontendPluginRegistry::Add<TidyListenerAction>
    Listener("coroscope-tidy", "Listens for the checks of coroscope.");

} // namespace coroscope
