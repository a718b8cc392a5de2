//===- MeasureInHost.cpp - Edits measured beside a host -------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "plugin/MeasureInHost.h"

#include "advice/ApplyEdits.h"
#include "analysis/Analyze.h"
#include "layout/DeclFeed.h"

#include "clang/Basic/CodeGenOptions.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendActions.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/Support/MemoryBuffer.h"

#include <vector>

using namespace clang;

namespace coroscope {

namespace {
bool IsMeasuring = false;

class EditedUnit : public DeclFeed {
  CompilerInstance &CI;
  const CodeGenOptions &Options;
  const ProjectPaths &Paths;
  const AnalysisGoal &Goal;
  UnitResult &Result;

public:
  EditedUnit(CompilerInstance &CI, const CodeGenOptions &Options,
             const ProjectPaths &Paths, const AnalysisGoal &Goal,
             UnitResult &Result)
      : DeclFeed(CI), CI(CI), Options(Options), Paths(Paths), Goal(Goal),
        Result(Result) {}

  const CodeGenOptions &codeGenOptions() const override { return Options; }

  void HandleTranslationUnit(ASTContext &) override {
    if (CI.getDiagnostics().hasErrorOccurred())
      return;
    if (llvm::Error Wrong = analyze(CI, *this, Paths, Goal, Result))
      Result.Unit.Reason = llvm::toString(std::move(Wrong));
    else
      Result.Unit.Status = UnitStatus::Analyzed;
  }
};

class EditedUnitAction : public ASTFrontendAction {
  const CodeGenOptions &Options;
  const ProjectPaths &Paths;
  const AnalysisGoal &Goal;
  UnitResult &Result;

public:
  EditedUnitAction(const CodeGenOptions &Options, const ProjectPaths &Paths,
                   const AnalysisGoal &Goal, UnitResult &Result)
      : Options(Options), Paths(Paths), Goal(Goal), Result(Result) {}

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &CI,
                                                 llvm::StringRef) override {
    return std::make_unique<EditedUnit>(CI, Options, Paths, Goal, Result);
  }
};

/// Keeps the text of the first error, for the reason of a unit.
class FirstError : public DiagnosticConsumer {
  std::string &First;

public:
  explicit FirstError(std::string &First) : First(First) {}

  void HandleDiagnostic(DiagnosticsEngine::Level Level,
                        const Diagnostic &Info) override {
    DiagnosticConsumer::HandleDiagnostic(Level, Info);
    if (Level < DiagnosticsEngine::Error || !First.empty())
      return;
    llvm::SmallString<128> Text;
    Info.FormatDiagnostic(Text);
    First = Text.str();
  }
};
} // namespace

bool isMeasuringInHost() { return IsMeasuring; }

ProjectPaths absolutePaths(CompilerInstance &CI) {
  auto Directory = CI.getVirtualFileSystem().getCurrentWorkingDirectory();
  return {"", Directory ? *Directory : ""};
}

/// Returns the flags of \p CI without output files and other plugins.
static std::shared_ptr<CompilerInvocation>
quietInvocation(CompilerInstance &CI) {
  auto Invocation = std::make_shared<CompilerInvocation>(CI.getInvocation());
  FrontendOptions &Frontend = Invocation->getFrontendOpts();
  Frontend.ProgramAction = frontend::ParseSyntaxOnly;
  Frontend.OutputFile.clear();
  Frontend.Plugins.clear();
  Frontend.AddPluginActions.clear();
  Frontend.PluginArgs.clear();
  Frontend.DisableFree = false;
  Invocation->getDependencyOutputOpts() = DependencyOutputOptions();
  Invocation->getDiagnosticOpts().DiagnosticSerializationFile.clear();
  Invocation->getPreprocessorOpts().RetainRemappedFileBuffers = false;
  return Invocation;
}

/// Analyzes the unit of \p Host with \p Edits: only the coroutines that have
/// one.
static UnitResult resultWith(const std::vector<Edit> &Edits,
                             CompilerInstance &Host,
                             const CodeGenOptions &Options,
                             const UnitMeaning &Expected) {
  UnitResult Result;
  Result.Unit.Optimization = optimizationLevel(Options);
  const SourceManager &Sources = Host.getSourceManager();
  auto Text = Sources.getBufferOrNone(Sources.getMainFileID());
  auto Edited = Text ? applyEdits(std::string_view(Text->getBufferStart(),
                                                   Text->getBufferSize()),
                                  Edits)
                     : std::nullopt;
  if (!Edited) {
    Result.Unit.Reason = "its edits do not fit";
    return Result;
  }
  const std::string Path = Host.getFrontendOpts().Inputs[0].getFile().str();
  const ProjectPaths Paths = absolutePaths(Host);
  CompilerInstance CI(quietInvocation(Host));
  CI.setVirtualFileSystem(Host.getVirtualFileSystemPtr());
  CI.createDiagnostics(new FirstError(Result.Unit.Reason));
  // Owned by the preprocessor options from here on.
  CI.getPreprocessorOpts().addRemappedFile(
      Path, llvm::MemoryBuffer::getMemBufferCopy(*Edited, Path).release());
  AnalysisGoal Goal;
  Goal.IsEdited = true;
  Goal.Marks = marksAfter(Edits);
  Goal.WantedAt = placesAfter(Edits);
  Goal.Expected = &Expected;
  EditedUnitAction Action(Options, Paths, Goal, Result);
  CI.ExecuteAction(Action);
  return Result;
}

void measureInHost(std::vector<Trial> &Trials, const Report &Report,
                   CompilerInstance &CI, const CodeGenOptions &Options,
                   const UnitMeaning &Meaning) {
  IsMeasuring = true;
  auto Done = llvm::scope_exit([] { IsMeasuring = false; });
  auto Try = [&](const Pass &P) {
    return takeResults(P, Trials, Report,
                       {resultWith(P.Edits, CI, Options, Meaning)});
  };
  for (const Pass &P : planPasses(Report, Trials))
    if (!Try(P))
      for (std::size_t T : P.Trials)
        Try(alone(Report, Trials, T));
}

} // namespace coroscope
