//===- ClangAlone.cpp - Clang without our analysis ------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "workers/ClangAlone.h"

#include "inputs/DriverArguments.h"
#include "inputs/SafeInvocation.h"
#include "workers/WorkerProcess.h"

#include "clang/CodeGen/CodeGenAction.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendActions.h"
#include "llvm/Support/Errno.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Signals.h"

#include <sys/wait.h>
#include <unistd.h>

using namespace llvm;

namespace coroscope {

static constexpr unsigned SecondsToPreprocess = 60;

namespace {
/// The end of a process that runs Clang alone.
enum class Ended { Done, NotDone, Crashed };
} // namespace

/// Runs \p Act in this process on the invocation of \p Job.
static bool actHere(const UnitJob &Job, const std::string &Scratch,
                    function_ref<bool(clang::CompilerInstance &)> Act) {
  if (sys::fs::set_current_path(Job.Command.Directory))
    return false;
  auto Arguments = makeDriverArguments(Job.Command, Job.Level);
  if (!Arguments)
    return consumeError(Arguments.takeError()), false;
  auto Safe = makeSafeInvocation(Arguments->Arguments, Scratch);
  if (!Safe)
    return consumeError(Safe.takeError()), false;
  if (!Safe->Invocation)
    return false;
  if (Error Wrong = setLlvmOptions(Safe->LlvmArguments))
    return consumeError(std::move(Wrong)), false;
  clang::CompilerInstance CI(Safe->Invocation);
  clang::IgnoringDiagConsumer Nobody;
  CI.createVirtualFileSystem(vfs::getRealFileSystem(), &Nobody);
  CI.createDiagnostics(&Nobody, /*ShouldOwnClient=*/false);
  return Act(CI);
}

static Ended actApart(const UnitJob &Job, const WorkerOptions &Options,
                      const std::string &Scratch,
                      function_ref<bool(clang::CompilerInstance &)> Act) {
  // LLVM exits with 1 on errors that it cannot report.
  enum { IsDone = 0, IsNotDone = 3 };
  const pid_t Child = fork();
  if (Child == 0) {
    sys::unregisterHandlers(); // Nobody reads the stack trace.
    _exit(confineProcess("/dev/null", Options) && actHere(Job, Scratch, Act)
              ? IsDone
              : IsNotDone);
  }
  int Status = 0;
  if (Child < 0 ||
      sys::RetryAfterSignal(-1, waitpid, Child, &Status, 0) != Child)
    return Ended::NotDone;
  if (!WIFEXITED(Status))
    return WTERMSIG(Status) == SIGALRM ? Ended::NotDone : Ended::Crashed;
  switch (WEXITSTATUS(Status)) {
  case IsDone:
    return Ended::Done;
  case IsNotDone:
  case WorkerOutOfMemory:
    return Ended::NotDone;
  default:
    return Ended::Crashed;
  }
}

CrashOf findCrash(const UnitJob &Job, const WorkerOptions &Options,
                  const std::string &Scratch) {
  auto DoesCrash = [&](auto &&Action) {
    return actApart(Job, Options, Scratch, [&](clang::CompilerInstance &CI) {
             return CI.ExecuteAction(Action);
           }) == Ended::Crashed;
  };
  if (!DoesCrash(clang::EmitLLVMOnlyAction()))
    return CrashOf::Analysis;
  return DoesCrash(clang::SyntaxOnlyAction()) ? CrashOf::FrontEnd
                                              : CrashOf::BackEnd;
}

bool preprocess(const UnitJob &Job, const std::string &Path,
                const std::string &Scratch) {
  WorkerOptions Options;
  Options.Timeout = SecondsToPreprocess;
  return actApart(Job, Options, Scratch, [&](clang::CompilerInstance &CI) {
           CI.getFrontendOpts().OutputFile = Path;
           CI.getFrontendOpts().ProgramAction =
               clang::frontend::PrintPreprocessedInput;
           CI.getPreprocessorOutputOpts().ShowCPP = true;
           clang::PrintPreprocessedAction Action;
           return CI.ExecuteAction(Action);
         }) == Ended::Done;
}

} // namespace coroscope
