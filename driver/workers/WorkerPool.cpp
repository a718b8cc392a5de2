//===- WorkerPool.cpp - Units analyzed in processes of their own ----------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "workers/WorkerPool.h"

#include "cache/UnitCache.h"
#include "source/ProjectPaths.h"
#include "workers/Preambles.h"
#include "workers/Reproducer.h"
#include "workers/WorkerProcess.h"
#include "json/ReportJson.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Errno.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Signals.h"
#include "llvm/Support/raw_ostream.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <limits>
#include <map>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace llvm;

namespace coroscope {

namespace {

/// Removes the directory and its contents at the end.
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

} // namespace

static volatile std::sig_atomic_t Interrupted = 0;

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

static WorkerFiles filesOf(const TemporaryDirectory &Temporary,
                           std::size_t Job) {
  return {Temporary.file(Twine(Job) + ".json"),
          Temporary.file(Twine(Job) + ".err"),
          Temporary.file(Twine(Job) + ".scratch")};
}

static void remove(const WorkerFiles &Files) {
  for (const char *Suffix : {"", ".trial", ".text"})
    sys::fs::remove(Files.Result + Suffix);
  sys::fs::remove(Files.Messages);
  sys::fs::remove_directories(Files.Scratch, /*IgnoreErrors=*/true);
}

/// Sets status and reason of a unit whose worker was ended by \p Signal.
static void explainSignal(Unit &Lost, int Signal,
                          const WorkerOptions &Options) {
  if (Signal == SIGALRM && Options.Timeout) {
    Lost.Status = UnitStatus::Timeout;
    Lost.Reason =
        "took more than " + std::to_string(Options.Timeout) + " s (--timeout)";
    return;
  }
  Lost.Reason = "ended by signal " + std::to_string(Signal) + " (" +
                strsignal(Signal) + ")";
}

/// Returns true if a worker with \p Status, as from waitpid, ended by a bug in
/// the program; false if it has finished, or something else has ended it.
static bool isCrash(int Status) {
  if (WIFSIGNALED(Status))
    return is_contained({SIGSEGV, SIGABRT, SIGBUS, SIGILL, SIGFPE, SIGTRAP},
                        WTERMSIG(Status));
  // LLVM ends the process on errors that it cannot report.
  return !is_contained({WorkerDone, WorkerFailed, WorkerOutOfMemory},
                       WEXITSTATUS(Status));
}

/// Returns the result of a worker with \p Status, as from waitpid.
static UnitResult collect(int Status, const UnitJob &Job,
                          const WorkerFiles &Files,
                          const WorkerOptions &Options) {
  UnitResult Lost = lostUnit(Job);
  if (WIFSIGNALED(Status)) {
    explainSignal(Lost.Unit, WTERMSIG(Status), Options);
    // LLVM prints the error before it aborts.
    const std::string Messages = readAll(Files.Messages);
    if (std::size_t At = StringRef(Messages).find("LLVM ERROR: ");
        isCrash(Status) && At != StringRef::npos)
      Lost.Unit.Reason +=
          ": " + StringRef(Messages).substr(At).split('\n').first.str();
    return Lost;
  }
  if (WEXITSTATUS(Status) == WorkerOutOfMemory) {
    Lost.Unit.Status = UnitStatus::Failed;
    Lost.Unit.Reason =
        "needs more than the memory limit of " + inWords(*Options.MemoryLimit);
    return Lost;
  }
  if (WEXITSTATUS(Status) == WorkerFailed) {
    Lost.Unit.Status = UnitStatus::Failed;
    Lost.Unit.Reason = "there is no space for its result; set TMPDIR to "
                       "another place";
    return Lost;
  }
  if (WEXITSTATUS(Status) != WorkerDone) {
    const std::string Messages = readAll(Files.Messages);
    const StringRef Last = StringRef(Messages).rtrim();
    Lost.Unit.Reason = "exited with " + std::to_string(WEXITSTATUS(Status));
    if (!Last.empty())
      Lost.Unit.Reason += ": " + Last.substr(Last.rfind('\n') + 1).str();
    return Lost;
  }
  UnitResult Result;
  if (Failure Wrong = readUnitResult(readAll(Files.Result), Result)) {
    Lost.Unit.Reason = "left a result that cannot be read: " + Wrong.message();
    return Lost;
  }
  return Result;
}

static UnitResult interrupted(const UnitJob &Job) {
  UnitResult Left = lostUnit(Job);
  Left.Unit.Status = UnitStatus::Skipped;
  Left.Unit.Reason = InterruptedReason;
  return Left;
}

void watchForInterrupts() {
  sys::SetInterruptFunction([] { Interrupted = 1; });
}

bool wasInterrupted() { return Interrupted; }

namespace {
/// One run of the pool.
class Pool {
  const std::vector<UnitJob> &Jobs;
  const WorkerOptions &Options;
  const UnitFinished &Finished;
  TemporaryDirectory Temporary;
  std::vector<UnitResult> Results;
  std::vector<std::size_t> Left; ///< Indices of jobs; the next one is the last.
  std::map<pid_t, std::size_t> Running;
  /// The most memory that workers took which left a keeper.
  std::map<std::size_t, Bytes> Memory;

  void lookUp();
  void finish(std::size_t I, UnitResult Result, bool IsCrash = false);
  void reproduce(std::size_t I, Unit &U, const std::string &Messages,
                 bool IsCrash);
  void start(std::size_t I);
  void waitForOne();
  void stop();

public:
  Pool(const std::vector<UnitJob> &Jobs, const WorkerOptions &Options,
       const UnitFinished &Finished)
      : Jobs(Jobs), Options(Options), Finished(Finished), Results(Jobs.size()) {
  }

  Expected<std::vector<UnitResult>> run();
};
} // namespace

/// Takes available results from the cache, and orders the other jobs.
void Pool::lookUp() {
  std::vector<std::pair<double, std::size_t>> Order;
  for (std::size_t I = 0; I != Jobs.size(); ++I) {
    CacheLookup Lookup;
    if (Options.Cache && !Interrupted)
      Lookup = Options.Cache->find(Jobs[I]);
    if (Lookup.Found) {
      Results[I] = std::move(Lookup.Found->Result);
      if (Options.ListsFiles)
        Results[I].FilesRead = std::move(Lookup.FilesRead);
      Finished(Results[I], Lookup.Found->Messages, /*IsFromCache=*/true);
      continue;
    }
    // Unknown units may take long.
    Order.emplace_back(
        Lookup.Seconds.value_or(std::numeric_limits<double>::infinity()), I);
  }
  std::sort(Order.begin(), Order.end(), [](const auto &A, const auto &B) {
    return std::make_pair(-A.first, A.second) <
           std::make_pair(-B.first, B.second);
  });
  for (auto It = Order.rbegin(); It != Order.rend(); ++It)
    Left.push_back(It->second);
}

/// Writes a reproducer of a worker's end, and adds its path to the reason.
void Pool::reproduce(std::size_t I, Unit &U, const std::string &Messages,
                     bool IsCrash) {
  std::optional<CrashOf> Whose;
  if (IsCrash)
    Whose = findCrash(Jobs[I], Options, filesOf(Temporary, I).Scratch);
  if (Whose == CrashOf::FrontEnd)
    U.Reason = "clang's front end crashed: " + U.Reason;
  else if (Whose == CrashOf::BackEnd)
    U.Reason = "clang's back end crashed: " + U.Reason;
  auto Made =
      writeReproducer(Options.Reproducers, Jobs[I], U.Reason, Messages, Whose);
  U.Reason += Made ? "; to reproduce it: " + *Made
                   : "; no reproducer: " + toString(Made.takeError());
}

void Pool::finish(std::size_t I, UnitResult Result, bool IsCrash) {
  const WorkerFiles Files = filesOf(Temporary, I);
  std::string Messages = readAll(Files.Messages);
  Results[I] = std::move(Result);
  Unit &U = Results[I].Unit;
  if ((U.Status == UnitStatus::Crashed || U.Status == UnitStatus::Timeout) &&
      !Options.Reproducers.empty() && Jobs[I].Edits.empty())
    reproduce(I, U, Messages, IsCrash);
  if (IsCrash)
    Messages.clear(); // A stack trace, which the reproducer has.
  remove(Files);
  if (auto Kept = Memory.find(I); Kept != Memory.end()) {
    const bool ComesAgain =
        !Jobs[I].Edits.empty() ||
        (Options.ComesAgain && Options.ComesAgain(Results[I]));
    if (!ComesAgain || !Options.Keepers->keep(Jobs[I], Kept->second))
      Options.Keepers->drop(Jobs[I]);
  }
  Finished(Results[I], Messages, /*IsFromCache=*/false);
}

void Pool::start(std::size_t I) {
  errs().flush();
  outs().flush();
  int KeeperSocket = -1;
  if (Options.Keepers && !Options.Keepers->has(Jobs[I]))
    KeeperSocket = Options.Keepers->open(Jobs[I]);
  if (KeeperSocket >= 0)
    Memory[I] = Bytes(0);
  const pid_t Child = fork();
  if (Child == 0)
    runWorkerProcess(Jobs[I], filesOf(Temporary, I), Options, KeeperSocket);
  if (KeeperSocket >= 0)
    close(KeeperSocket);
  if (Child > 0) {
    Running[Child] = I;
    return;
  }
  UnitResult Lost = lostUnit(Jobs[I]);
  Lost.Unit.Status = UnitStatus::Failed;
  Lost.Unit.Reason = std::string("cannot start a process: ") + strerror(errno);
  finish(I, std::move(Lost));
}

namespace {
/// Interrupts system calls of this process once a second as long as it lives.
/// Workers have timers of their own.
class Ticking {
  struct sigaction Before;

public:
  Ticking() {
    struct sigaction Action = {};
    Action.sa_handler = [](int) {};
    sigaction(SIGALRM, &Action, &Before); // No SA_RESTART: it is to interrupt.
    const itimerval EverySecond = {{1, 0}, {1, 0}};
    setitimer(ITIMER_REAL, &EverySecond, nullptr);
  }
  ~Ticking() {
    const itimerval Never = {};
    setitimer(ITIMER_REAL, &Never, nullptr);
    sigaction(SIGALRM, &Before, nullptr);
  }
};
} // namespace

void Pool::waitForOne() {
  int Status = 0, Failed = 0;
  rusage Used{};
  pid_t Child = 0;
  {
    const Ticking Clock;
    Child = wait4(-1, &Status, 0, &Used);
    Failed = Child < 0 ? errno : 0;
  }
  if (Failed == EINTR && !Interrupted) {
    if (Options.Working && !Running.empty())
      Options.Working(Jobs[Running.begin()->second]);
    return;
  }
  // Where somebody else has waited for them, what they have left counts.
  auto It = Failed == ECHILD ? Running.begin() : Running.find(Child);
  if (It == Running.end())
    return; // Interrupted, or a process of another owner.
  const std::size_t I = It->second;
  Running.erase(It);
  if (auto Kept = Memory.find(I); Kept != Memory.end())
    Kept->second = Bytes(std::uint64_t(Used.ru_maxrss) * 1024);
  finish(I, collect(Status, Jobs[I], filesOf(Temporary, I), Options),
         isCrash(Status));
}

void Pool::stop() {
  for (auto [Child, I] : Running) {
    kill(Child, SIGKILL);
    sys::RetryAfterSignal(-1, waitpid, Child, nullptr, 0);
    finish(I, interrupted(Jobs[I]));
  }
  Running.clear();
  for (; !Left.empty(); Left.pop_back())
    finish(Left.back(), interrupted(Jobs[Left.back()]));
}

Expected<std::vector<UnitResult>> Pool::run() {
  if (std::error_code Failed = Temporary.create())
    return createStringError(
        "cannot make a temporary directory: " + Failed.message() +
        "; set TMPDIR to another place");
  watchForInterrupts();
  lookUp();
  while (!Left.empty() || !Running.empty()) {
    if (Interrupted) {
      stop();
    } else if (!Left.empty() && Running.size() < Options.Processes) {
      const std::size_t I = Left.back();
      Left.pop_back();
      start(I);
    } else {
      waitForOne();
    }
  }
  return std::move(Results);
}

Expected<std::vector<UnitResult>> runWorkers(const std::vector<UnitJob> &Jobs,
                                             const WorkerOptions &Options,
                                             const UnitFinished &Finished) {
  return Pool(Jobs, Options, Finished).run();
}

} // namespace coroscope
