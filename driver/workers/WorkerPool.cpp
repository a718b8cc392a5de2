//===- WorkerPool.cpp - Units analyzed in processes of their own ----------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "workers/WorkerPool.h"

#include "outputs/WriteFile.h"
#include "report/ReportJson.h"
#include "source/ProjectPaths.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Signals.h"
#include "llvm/Support/raw_ostream.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <map>
#include <sys/wait.h>
#include <unistd.h>

using namespace llvm;

namespace coroscope {

namespace {

/// Removes the directory and all in it at the end.
class TemporaryDirectory {
  SmallString<128> Path;

public:
  std::error_code create() {
    return sys::fs::createUniqueDirectory("coroscope", Path);
  }
  ~TemporaryDirectory() {
    if (!Path.empty())
      sys::fs::remove_directories(Path, /*IgnoreErrors=*/true);
  }
  std::string file(const Twine &Name) const {
    SmallString<128> File(Path);
    sys::path::append(File, Name);
    return std::string(File);
  }
};

/// The files through which a worker answers.
struct Answer {
  std::string Result;   ///< The unit's result, as JSON.
  std::string Messages; ///< Its stderr.
  std::string Scratch;  ///< A directory for what Clang wants to write.

  Answer(const TemporaryDirectory &Temporary, std::size_t Job)
      : Result(Temporary.file(Twine(Job) + ".json")),
        Messages(Temporary.file(Twine(Job) + ".err")),
        Scratch(Temporary.file(Twine(Job) + ".scratch")) {}

  void remove() const {
    sys::fs::remove(Result);
    sys::fs::remove(Messages);
    sys::fs::remove_directories(Scratch, /*IgnoreErrors=*/true);
  }
};

} // namespace

static volatile std::sig_atomic_t Interrupted = 0;

/// The worker process. Never returns.
[[noreturn]] static void work(const UnitJob &Job, const Answer &Answer) {
  for (int Signal : {SIGINT, SIGTERM, SIGHUP})
    signal(Signal, SIG_DFL); // The parent cleans up.
  const int Nothing = open("/dev/null", O_RDWR);
  const int Messages =
      open(Answer.Messages.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (Nothing < 0 || Messages < 0 || dup2(Nothing, STDIN_FILENO) < 0 ||
      dup2(Nothing, STDOUT_FILENO) < 0 || dup2(Messages, STDERR_FILENO) < 0)
    _exit(2);
  const UnitResult Result = analyzeUnit(Job, Answer.Scratch);
  int Code = 0;
  if (Error Failed = writeFile(Answer.Result, unitResultToText(Result))) {
    errs() << "error: " << toString(std::move(Failed)) << "\n";
    Code = 2;
  }
  errs().flush();
  _exit(Code); // Giving memory back would only cost time.
}

static std::string readAll(const std::string &Path) {
  auto Buffer = MemoryBuffer::getFile(Path);
  return Buffer ? (*Buffer)->getBuffer().str() : std::string();
}

static UnitResult lostUnit(const UnitJob &Job) {
  UnitResult Lost;
  Lost.Unit.File = ProjectPaths{Job.ProjectRoot, Job.Command.Directory}.shown(
      Job.Command.File);
  Lost.Unit.Status = UnitStatus::Crashed;
  return Lost;
}

/// What became of a worker that ended with \p Status, as waitpid gives it.
static UnitResult collect(int Status, const UnitJob &Job,
                          const Answer &Answer) {
  UnitResult Lost = lostUnit(Job);
  if (WIFSIGNALED(Status)) {
    const int Signal = WTERMSIG(Status);
    Lost.Unit.Reason = "ended by signal " + std::to_string(Signal) + " (" +
                       strsignal(Signal) + ")";
    return Lost;
  }
  if (WEXITSTATUS(Status) != 0) {
    // LLVM ends the process on errors that it cannot report.
    const std::string Messages = readAll(Answer.Messages);
    const StringRef Last = StringRef(Messages).rtrim();
    Lost.Unit.Reason = "exited with " + std::to_string(WEXITSTATUS(Status));
    if (!Last.empty())
      Lost.Unit.Reason += ": " + Last.rsplit('\n').second.str();
    return Lost;
  }
  UnitResult Result;
  if (std::string Wrong = readUnitResult(readAll(Answer.Result), Result);
      !Wrong.empty()) {
    Lost.Unit.Reason = "left a result that cannot be read: " + Wrong;
    return Lost;
  }
  return Result;
}

static UnitResult interrupted(const UnitJob &Job) {
  UnitResult Lost = lostUnit(Job);
  Lost.Unit.Status = UnitStatus::Failed;
  Lost.Unit.Reason = "interrupted";
  return Lost;
}

Expected<std::vector<UnitResult>> runWorkers(const std::vector<UnitJob> &Jobs,
                                             unsigned Processes,
                                             const UnitFinished &Finished) {
  TemporaryDirectory Temporary;
  if (std::error_code Failed = Temporary.create())
    return createStringError(
        "cannot make a temporary directory: " + Failed.message() +
        "; set TMPDIR to another place");
  std::vector<UnitResult> Results(Jobs.size());
  std::map<pid_t, std::size_t> Running;
  sys::SetInterruptFunction([] { Interrupted = 1; });
  auto Finish = [&](std::size_t I, UnitResult Result) {
    const Answer Files(Temporary, I);
    const std::string Messages = readAll(Files.Messages);
    Files.remove();
    Results[I] = std::move(Result);
    Finished(Results[I], Messages);
  };
  for (std::size_t Next = 0; Next != Jobs.size() || !Running.empty();) {
    if (Interrupted) {
      for (auto [Child, I] : Running) {
        kill(Child, SIGKILL);
        waitpid(Child, nullptr, 0);
        Finish(I, interrupted(Jobs[I]));
      }
      Running.clear();
      for (; Next != Jobs.size(); ++Next)
        Finish(Next, interrupted(Jobs[Next]));
      break;
    }
    if (Next != Jobs.size() && Running.size() < Processes) {
      const std::size_t I = Next++;
      errs().flush();
      outs().flush();
      const pid_t Child = fork();
      if (Child == 0)
        work(Jobs[I], Answer(Temporary, I));
      if (Child > 0) {
        Running[Child] = I;
        continue;
      }
      UnitResult Lost = lostUnit(Jobs[I]);
      Lost.Unit.Status = UnitStatus::Failed;
      Lost.Unit.Reason =
          std::string("cannot start a process: ") + strerror(errno);
      Finish(I, std::move(Lost));
      continue;
    }
    int Status = 0;
    const pid_t Child = waitpid(-1, &Status, 0);
    auto It = Running.find(Child);
    if (It == Running.end())
      continue; // Interrupted, or a process that is not ours.
    const std::size_t I = It->second;
    Running.erase(It);
    Finish(I, collect(Status, Jobs[I], Answer(Temporary, I)));
  }
  return Results;
}

} // namespace coroscope
