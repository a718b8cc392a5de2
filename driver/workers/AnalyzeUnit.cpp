//===- AnalyzeUnit.cpp - One unit, in this process ------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "workers/AnalyzeUnit.h"

#include "advice/ApplyEdits.h"
#include "analysis/Analyze.h"
#include "cache/RecordedInputs.h"
#include "inputs/DriverArguments.h"
#include "inputs/SafeInvocation.h"
#include "layout/DeclFeed.h"
#include "source/ProjectPaths.h"
#include "workers/LookForCoroutines.h"

#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendActions.h"
#include "clang/Frontend/MultiplexConsumer.h"
#include "clang/Frontend/TextDiagnosticPrinter.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"

#include <set>

using namespace clang;

namespace coroscope {

namespace {

/// Listens while Clang parses, and analyzes at the end of the unit.
class UnitConsumer : public DeclFeed {
  CompilerInstance &CI;
  const ProjectPaths &Paths;
  const AnalysisGoal &Goal;
  UnitResult &Result;

public:
  UnitConsumer(CompilerInstance &CI, const ProjectPaths &Paths,
               const AnalysisGoal &Goal, UnitResult &Result)
      : DeclFeed(CI), CI(CI), Paths(Paths), Goal(Goal), Result(Result) {}

  void HandleTranslationUnit(ASTContext &) override {
    if (CI.getDiagnostics().hasErrorOccurred())
      return;
    if (llvm::Error Wrong = analyze(CI, *this, Paths, Goal, Result)) {
      Result.Unit.Reason = llvm::toString(std::move(Wrong));
      return;
    }
    Result.Unit.Status = UnitStatus::Analyzed;
  }
};

class UnitAction : public ASTFrontendAction {
  const ProjectPaths &Paths;
  const AnalysisGoal &Goal;
  UnitResult &Result;

public:
  UnitAction(const ProjectPaths &Paths, const AnalysisGoal &Goal,
             UnitResult &Result)
      : Paths(Paths), Goal(Goal), Result(Result) {}

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &CI,
                                                 llvm::StringRef) override {
    return std::make_unique<UnitConsumer>(CI, Paths, Goal, Result);
  }
};

/// Prints diagnostics and keeps the first error for the report.
class FirstError : public TextDiagnosticPrinter {
  const ProjectPaths &Paths;
  std::string &First;

public:
  FirstError(DiagnosticOptions &Options, const ProjectPaths &Paths,
             std::string &First)
      : TextDiagnosticPrinter(llvm::errs(), Options), Paths(Paths),
        First(First) {}

  void HandleDiagnostic(DiagnosticsEngine::Level Level,
                        const Diagnostic &Info) override {
    TextDiagnosticPrinter::HandleDiagnostic(Level, Info);
    if (Level < DiagnosticsEngine::Error || !First.empty())
      return;
    llvm::SmallString<128> Text;
    Info.FormatDiagnostic(Text);
    if (Info.hasSourceManager() && Info.getLocation().isValid()) {
      PresumedLoc Where =
          Info.getSourceManager().getPresumedLoc(Info.getLocation());
      if (Where.isValid())
        First = Paths.shown(Where.getFilename()) + ":" +
                std::to_string(Where.getLine()) + ": ";
    }
    First += Text.str();
  }
};

} // namespace

/// Returns true if the language is some kind of C++.
static bool hasCoroutines(llvm::ArrayRef<FrontendInputFile> Inputs) {
  return llvm::any_of(Inputs, [](const FrontendInputFile &Input) {
    switch (Input.getKind().getLanguage()) {
    case Language::CXX:
    case Language::ObjCXX:
    case Language::CUDA:
    case Language::HIP:
      return true;
    default:
      return false;
    }
  });
}

/// Makes \p CI read the main file with the edits of \p Job.
static llvm::Error editMainFile(CompilerInstance &CI, const UnitJob &Job) {
  const std::string Path = CI.getFrontendOpts().Inputs[0].getFile().str();
  auto Buffer = CI.getVirtualFileSystem().getBufferForFile(Path);
  if (!Buffer)
    return llvm::createStringError("cannot read it: " +
                                   Buffer.getError().message());
  auto Edited = applyEdits(
      std::string_view((*Buffer)->getBufferStart(), (*Buffer)->getBufferSize()),
      Job.Edits);
  if (!Edited)
    return llvm::createStringError("it has changed since it was read");
  // Owned by the preprocessor options from here on.
  CI.getPreprocessorOpts().addRemappedFile(
      Path, llvm::MemoryBuffer::getMemBufferCopy(*Edited, Path).release());
  return llvm::Error::success();
}

static void analyzeInto(UnitResult &Result, const UnitJob &Job,
                        const std::string &ScratchDirectory,
                        const ProjectPaths &Paths, RecordedInputs &Inputs) {
  std::string &Reason = Result.Unit.Reason;
  if (std::error_code Missing =
          llvm::sys::fs::set_current_path(Job.Command.Directory)) {
    Reason =
        "cannot enter '" + Job.Command.Directory + "': " + Missing.message();
    return;
  }
  if (!llvm::sys::fs::exists(Job.Command.File)) {
    Reason = "no such file";
    return;
  }
  if (!llvm::sys::fs::is_regular_file(Job.Command.File)) {
    Reason = llvm::sys::fs::is_directory(Job.Command.File) ? "it is a directory"
                                                           : "it is not a file";
    return;
  }
  auto Skip = [&](const char *Why) {
    Result.Unit.Status = UnitStatus::Skipped;
    Reason = Why;
  };
  static constexpr char NoLanguage[] = "its language has no coroutines";
  auto Arguments = makeDriverArguments(Job.Command, Job.Level);
  if (!Arguments) {
    Reason = llvm::toString(Arguments.takeError());
    return;
  }
  Result.IgnoredFlags = Arguments->Ignored;
  auto Safe = makeSafeInvocation(Arguments->Arguments, ScratchDirectory);
  if (!Safe) {
    Reason = llvm::toString(Safe.takeError());
    if (!Arguments->IsCompiler)
      Skip(NoLanguage);
    return;
  }
  Result.IgnoredFlags.insert(Result.IgnoredFlags.end(), Safe->Ignored.begin(),
                             Safe->Ignored.end());
  if (!Safe->Invocation ||
      !hasCoroutines(Safe->Invocation->getFrontendOpts().Inputs))
    return Skip(NoLanguage);
  Result.Unit.Optimization =
      optimizationLevel(Safe->Invocation->getCodeGenOpts());
  Result.Unit.Target = Safe->Invocation->getTargetOpts().Triple;
  auto FileSystem = llvm::makeIntrusiveRefCnt<RecordingFileSystem>(
      llvm::vfs::getRealFileSystem(), Inputs);
  if (Job.Edits.empty() && !mayHaveCoroutines(*Safe->Invocation, FileSystem))
    return Skip("no file of it has a coroutine");
  if (llvm::Error Wrong = setLlvmOptions(Safe->LlvmArguments)) {
    Reason = llvm::toString(std::move(Wrong));
    return;
  }

  CompilerInstance CI(Safe->Invocation);
  auto Printer =
      std::make_unique<FirstError>(CI.getDiagnosticOpts(), Paths, Reason);
  // Overlays (-ivfsoverlay) lie above the recording file system.
  CI.createVirtualFileSystem(FileSystem, Printer.get());
  if (Printer->getNumErrors())
    return;
  CI.createDiagnostics(Printer.release());
  if (!Job.Edits.empty())
    if (llvm::Error Wrong = editMainFile(CI, Job)) {
      Reason = llvm::toString(std::move(Wrong));
      return;
    }
  AnalysisGoal Goal;
  Goal.WantsCallSites = Job.Edits.empty();
  Goal.IsEdited = !Job.Edits.empty();
  Goal.Marks = marksAfter(Job.Edits);
  if (Goal.IsEdited)
    Goal.Expected = Job.Meaning.get();
  UnitAction Action(Paths, Goal, Result);
  CI.ExecuteAction(Action);
  if (CI.getDiagnostics().hasErrorOccurred())
    Result.Unit.Status = UnitStatus::Failed;
  if (Result.Unit.Status == UnitStatus::Failed) {
    Result.Unit.Optimization.clear();
    Result.Unit.Target.clear();
    Result.Coroutines.clear();
    Result.CallSites.clear();
    Result.Meaning.clear();
    if (Reason.empty())
      Reason = "it does not compile";
  }
}

UnitResult analyzeUnit(const UnitJob &Job, const std::string &ScratchDirectory,
                       RecordedInputs &Inputs) {
  UnitResult Result;
  const ProjectPaths Paths{Job.ProjectRoot, Job.Command.Directory};
  Result.Unit.File = Paths.shown(Job.Command.File);
  Result.Unit.Status = UnitStatus::Failed;
  analyzeInto(Result, Job, ScratchDirectory, Paths, Inputs);
  Result.Unit.Coroutines = Result.Coroutines.size();
  for (Coroutine &C : Result.Coroutines) {
    C.Unit = Result.Unit.File;
    C.Units = {C.Unit};
  }
  std::set<std::string> Ignored(Result.IgnoredFlags.begin(),
                                Result.IgnoredFlags.end());
  Result.IgnoredFlags.assign(Ignored.begin(), Ignored.end());
  return Result;
}

} // namespace coroscope
