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
#include "compat/OpenMainFile.h"
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

#include <functional>
#include <optional>
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

  bool shouldSkipFunctionBody(Decl *D) override {
    return Goal.Focus && !parsesBody(*Goal.Focus, *D);
  }

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
  const std::function<void()> Begin;

public:
  /// \p Begin is called before the parse.
  UnitAction(const ProjectPaths &Paths, const AnalysisGoal &Goal,
             UnitResult &Result, std::function<void()> Begin)
      : Paths(Paths), Goal(Goal), Result(Result), Begin(std::move(Begin)) {}

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &CI,
                                                 llvm::StringRef) override {
    Begin();
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

/// The text of the main file of \p CI with the edits of \p Job made, which
/// begin from \p Text.
static llvm::Expected<std::string> editedText(llvm::StringRef Text,
                                              const UnitJob &Job) {
  if (Job.Edits.empty())
    return Text.str();
  auto Edited = applyEdits({Text.data(), Text.size()}, Job.Edits);
  if (!Edited)
    return llvm::createStringError("it has changed since it was read");
  return std::move(*Edited);
}

static llvm::Expected<std::string> mainFileText(CompilerInstance &CI) {
  auto Buffer = CI.getVirtualFileSystem().getBufferForFile(
      CI.getFrontendOpts().Inputs[0].getFile());
  if (!Buffer)
    return llvm::createStringError("cannot read it: " +
                                   Buffer.getError().message());
  return (*Buffer)->getBuffer().str();
}

static AnalysisGoal goalOf(const UnitJob &Job) {
  AnalysisGoal Goal;
  Goal.IsEdited = !Job.Edits.empty();
  Goal.Focus = Job.Focus;
  Goal.WantsCallSites = !Goal.IsEdited && !Goal.Focus;
  Goal.Marks = marksAfter(Job.Edits);
  if (Goal.IsEdited) {
    Goal.Expected = Job.Meaning.get();
    if (!Job.WantsAllFrames)
      Goal.WantedAt = placesAfter(Job.Edits);
  }
  return Goal;
}

namespace {
/// Lets the parse of a unit stop at the end of its includes.
class StoppingParse {
  CompilerInstance &CI;
  const UnitJob &Job;
  AnalysisGoal &Goal;
  PreambleEnd *AtEnd; ///< Null if it does not stop.
  std::string Text;   ///< Of the main file, without edits.
  std::optional<OpenMainFile> MainFile;
  std::size_t IncludesEnd = 0;

  void reached();

public:
  StoppingParse(CompilerInstance &CI, const UnitJob &Job, AnalysisGoal &Goal,
                PreambleEnd *AtEnd)
      : CI(CI), Job(Job), Goal(Goal), AtEnd(AtEnd) {}

  /// Before the preprocessor is made.
  llvm::Error prepare();
  /// When it has been made.
  void watch();
};
} // namespace

/// Room for what is written or edited below the includes. Units: bytes.
static constexpr std::size_t RoomForEdits = 256 * 1024;

llvm::Error StoppingParse::prepare() {
  auto Read = mainFileText(CI);
  if (!Read)
    return Read.takeError();
  Text = std::move(*Read);
  auto Edited = editedText(Text, Job);
  if (!Edited)
    return Edited.takeError();
  IncludesEnd = endOfIncludes(*Edited, CI);
  MainFile.emplace(CI, *Edited, Edited->size() + RoomForEdits);
  return llvm::Error::success();
}

void StoppingParse::watch() {
  MainFile->watch(IncludesEnd, [this] {
    if (AtEnd && IncludesEnd != 0)
      reached();
  });
}

void StoppingParse::reached() {
  // Each process would fail.
  if (CI.getDiagnostics().hasErrorOccurred() || !AtEnd->reached())
    return;
  if (Job.Texts)
    if (auto Own = Job.Texts->find(Job.Command.File); Own != Job.Texts->end())
      Text = Own->second;
  auto Edited = editedText(Text, Job);
  if (!Edited || !MainFile->replace(*Edited)) {
    llvm::consumeError(Edited.takeError());
    AtEnd->refuse();
  }
  Goal = goalOf(Job);
}

/// Whether processes that go on with a parse find what they need: modules that
/// Clang makes on the way are removed with the worker.
static bool canStop(const CompilerInvocation &Invocation) {
  const LangOptions &Language = Invocation.getLangOpts();
  return !(Language.Modules && Language.ImplicitModules);
}

/// The files on disk, with the texts of \p Job over them.
static llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>
filesFor(const UnitJob &Job) {
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Disk =
      llvm::vfs::getRealFileSystem();
  if (!Job.Texts || Job.Texts->empty())
    return Disk;
  auto Both = llvm::makeIntrusiveRefCnt<llvm::vfs::OverlayFileSystem>(Disk);
  auto Unsaved = llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
  if (auto Directory = Disk->getCurrentWorkingDirectory())
    Unsaved->setCurrentWorkingDirectory(*Directory);
  for (const auto &[Path, Text] : *Job.Texts)
    Unsaved->addFile(Path, /*ModificationTime=*/0,
                     llvm::MemoryBuffer::getMemBuffer(Text, Path));
  Both->pushOverlay(Unsaved);
  return Both;
}

static void analyzeInto(UnitResult &Result, const UnitJob &Job,
                        const std::string &ScratchDirectory,
                        const ProjectPaths &Paths, RecordedInputs &Inputs,
                        PreambleEnd *AtEnd) {
  std::string &Reason = Result.Unit.Reason;
  if (std::error_code Missing =
          llvm::sys::fs::set_current_path(Job.Command.Directory)) {
    Reason =
        "cannot enter '" + Job.Command.Directory + "': " + Missing.message();
    return;
  }
  const bool IsInMemory = Job.Texts && Job.Texts->contains(Job.Command.File);
  if (!IsInMemory && !llvm::sys::fs::exists(Job.Command.File)) {
    Reason = "no such file";
    return;
  }
  if (!IsInMemory && !llvm::sys::fs::is_regular_file(Job.Command.File)) {
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
  auto FileSystem =
      llvm::makeIntrusiveRefCnt<RecordingFileSystem>(filesFor(Job), Inputs);
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
  AnalysisGoal Goal = goalOf(Job);
  const bool Stops = AtEnd && canStop(*Safe->Invocation);
  // What goes on may look at one function: it is asked about each.
  CI.getFrontendOpts().SkipFunctionBodies = Stops || Goal.Focus;
  StoppingParse Parse(CI, Job, Goal, Stops ? AtEnd : nullptr);
  if (Stops || Goal.IsEdited)
    if (llvm::Error Wrong = Parse.prepare()) {
      Reason = llvm::toString(std::move(Wrong));
      return;
    }
  UnitAction Action(Paths, Goal, Result, [&] {
    if (Stops || Goal.IsEdited)
      Parse.watch();
  });
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
                       RecordedInputs &Inputs, PreambleEnd *AtEnd) {
  UnitResult Result;
  const ProjectPaths Paths{Job.ProjectRoot, Job.Command.Directory};
  Result.Unit.File = Paths.shown(Job.Command.File);
  Result.Unit.Status = UnitStatus::Failed;
  analyzeInto(Result, Job, ScratchDirectory, Paths, Inputs, AtEnd);
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
