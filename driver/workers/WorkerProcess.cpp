//===- WorkerProcess.cpp - The process of one unit ------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "workers/WorkerProcess.h"
#include "workers/AnalyzeUnit.h"
#include "workers/HugePages.h"
#include "workers/PreambleKeeper.h"
#include "workers/Preambles.h"

#include "cache/UnitCache.h"
#include "outputs/WriteFile.h"
#include "json/ReportJson.h"

#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <new>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace llvm;

namespace coroscope {

bool confineProcess(const std::string &Messages, const WorkerOptions &Options) {
  for (int Signal : {SIGINT, SIGTERM, SIGHUP})
    if (signal(Signal, SIG_DFL) == SIG_IGN) // The parent cleans up.
      signal(Signal, SIG_IGN);
  signal(SIGALRM, SIG_DFL);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  const int Nothing = open("/dev/null", O_RDWR);
  const int Told = open(Messages.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (Nothing < 0 || Told < 0 || dup2(Nothing, STDIN_FILENO) < 0 ||
      dup2(Nothing, STDOUT_FILENO) < 0 || dup2(Told, STDERR_FILENO) < 0)
    return false;
  const rlimit NoCore{0, 0};
  setrlimit(RLIMIT_CORE, &NoCore);
  alarm(Options.Timeout);
  if (Options.MemoryLimit) {
    const rlimit Limit{Options.MemoryLimit->Count, Options.MemoryLimit->Count};
    if (setrlimit(RLIMIT_AS, &Limit) != 0)
      return false;
    std::set_new_handler([] { _exit(WorkerOutOfMemory); });
    install_bad_alloc_error_handler(
        [](void *, const char *, bool) { _exit(WorkerOutOfMemory); });
  }
  useHugePages();
  return true;
}

/// Removes files of the worker itself from its inputs.
static void leaveOut(RecordedInputs &Inputs, const std::string &Directory) {
  auto IsInside = [&](const std::string &Path) {
    return StringRef(Path).starts_with(Directory);
  };
  std::erase_if(Inputs.Read,
                [&](const auto &Entry) { return IsInside(Entry.first); });
  std::erase_if(Inputs.Present, IsInside);
  std::erase_if(Inputs.Missing, IsInside);
}

/// Returns false for response files ('@'), which Clang's driver reads without
/// recording, and for what is not the whole unit.
static bool isRecordable(const UnitJob &Job) {
  return !Job.Focus && none_of(Job.Command.Arguments, [](StringRef Argument) {
    return Argument.starts_with("@");
  });
}

/// Ends this process as the one did that waitpid gives \p Status of.
[[noreturn]] static void endWith(int Status) {
  if (WIFSIGNALED(Status)) {
    signal(WTERMSIG(Status), SIG_DFL);
    raise(WTERMSIG(Status));
  }
  _exit(WEXITSTATUS(Status));
}

void runWorkerProcess(UnitJob Job, WorkerFiles Files,
                      const WorkerOptions &Options, int KeeperSocket) {
  const bool Asks = Options.Keepers && KeeperSocket < 0;
  WorkerOptions Limits = Options;
  if (Asks)
    Limits.Timeout = 0; // The time is that of the process that does it.
  if (!confineProcess(Files.Messages, Limits))
    _exit(WorkerFailed);
  if (Asks) {
    if (auto Status = Options.Keepers->ask(Job, Files, Options))
      endWith(*Status);
    alarm(Options.Timeout);
  }
  std::optional<PreambleKeeper> Keeper;
  if (KeeperSocket >= 0)
    Keeper.emplace(KeeperSocket, Options, Job, Files);
  using Clock = std::chrono::steady_clock;
  const Clock::time_point Begin = Clock::now();
  RecordedInputs Inputs;
  CachedUnit Unit{
      analyzeUnit(Job, Files.Scratch, Inputs, Keeper ? &*Keeper : nullptr), {}};
  const std::chrono::duration<double> Took = Clock::now() - Begin;
  errs().flush();
  leaveOut(Inputs, Files.Scratch);
  if (Options.Cache && isRecordable(Job)) {
    if (auto Told = MemoryBuffer::getFile(Files.Messages))
      Unit.Messages = (*Told)->getBuffer().str();
    // Without the stored result, the next run is only slower.
    consumeError(Options.Cache->store(Job, Inputs, Unit, Took.count()));
  }
  if (Options.ListsFiles)
    for (const auto &[File, Hash] : Inputs.Read)
      Unit.Result.FilesRead.push_back(File);
  int Code = WorkerDone;
  if (Error Failed = writeFile(Files.Result, unitResultToJson(Unit.Result))) {
    errs() << "error: " << toString(std::move(Failed)) << "\n";
    Code = WorkerFailed;
  }
  errs().flush();
  _exit(Code); // Freeing memory would only cost time.
}

} // namespace coroscope
