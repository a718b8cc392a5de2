//===- WorkerPool.cpp - Units analyzed in processes of their own ----------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "workers/WorkerPool.h"

#include "report/ReportJson.h"
#include "report/WriteFile.h"
#include "source/ProjectPaths.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/Program.h"

#include <atomic>
#include <mutex>
#include <thread>
#include <unistd.h>

using namespace llvm;
using nlohmann::ordered_json;

namespace coroscope {

static ordered_json toJson(const UnitJob &Job) {
  return {{"directory", Job.Command.Directory},
          {"file", Job.Command.File},
          {"arguments", Job.Command.Arguments},
          {"level", Job.Level},
          {"projectRoot", Job.ProjectRoot}};
}

static UnitJob jobFromJson(const ordered_json &Json) {
  UnitJob Job;
  Json.at("directory").get_to(Job.Command.Directory);
  Json.at("file").get_to(Job.Command.File);
  Json.at("arguments").get_to(Job.Command.Arguments);
  Json.at("level").get_to(Job.Level);
  Json.at("projectRoot").get_to(Job.ProjectRoot);
  return Job;
}

static std::string readAll(const Twine &Path) {
  auto Buffer = MemoryBuffer::getFile(Path);
  return Buffer ? (*Buffer)->getBuffer().str() : std::string();
}

/// Removes the directory and all in it at the end.
namespace {
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

/// The environment of a worker. With large pages a parse spends a tenth less, on
/// page faults; the setting only helps where glibc and the kernel know it.
static std::vector<std::string> workerEnvironment() {
  static constexpr char Tunables[] = "GLIBC_TUNABLES";
  std::vector<std::string> Environment;
  for (char **Variable = environ; *Variable; ++Variable)
    Environment.push_back(*Variable);
  if (!sys::Process::GetEnv(Tunables))
    Environment.push_back(std::string(Tunables) +
                          "=glibc.malloc.hugetlb=1:"
                          "glibc.malloc.top_pad=67108864");
  return Environment;
}

/// Runs one job in a process. \p Messages gets its stderr.
static UnitResult runProcess(const std::string &Program, const UnitJob &Job,
                             const TemporaryDirectory &Temporary,
                             std::size_t Number, std::string &Messages) {
  UnitResult Lost;
  Lost.Unit.File = ProjectPaths{Job.ProjectRoot, Job.Command.Directory}.shown(
      Job.Command.File);
  const std::string Base = Temporary.file(Twine(Number));
  const std::string JobFile = Base + ".job", ResultFile = Base + ".json",
                    MessageFile = Base + ".err";
  const std::string JobText = toJson(Job).dump(
      -1, ' ', false, ordered_json::error_handler_t::replace);
  if (Error Failed = writeFile(JobFile, JobText)) {
    Lost.Unit.Reason = toString(std::move(Failed));
    return Lost;
  }
  const std::optional<StringRef> Redirects[] = {StringRef(""), StringRef(""),
                                                StringRef(MessageFile)};
  const std::vector<std::string> Variables = workerEnvironment();
  const SmallVector<StringRef, 0> Environment(Variables.begin(),
                                              Variables.end());
  std::string Error;
  bool CouldNotStart = false;
  const int Code = sys::ExecuteAndWait(
      Program, {Program, WorkerCommand, JobFile, ResultFile},
      ArrayRef(Environment), Redirects, /*SecondsToWait=*/0, /*MemoryLimit=*/0, &Error,
      &CouldNotStart);
  Messages = readAll(MessageFile);
  sys::fs::remove(MessageFile);
  sys::fs::remove(JobFile);
  const std::string ResultText = readAll(ResultFile);
  sys::fs::remove(ResultFile);
  if (CouldNotStart) {
    Lost.Unit.Reason = "cannot start a worker: " + Error;
    return Lost;
  }
  if (Code != 0) {
    Lost.Unit.Status = UnitStatus::Crashed;
    Lost.Unit.Reason = Code < 0 ? "the worker was ended by: " + Error
                                : "the worker exited with " +
                                      std::to_string(Code);
    return Lost;
  }
  auto Result = unitResultFromText(ResultText);
  if (!Result) {
    Lost.Unit.Status = UnitStatus::Crashed;
    Lost.Unit.Reason =
        "the worker left no result: " + toString(Result.takeError());
    return Lost;
  }
  return std::move(*Result);
}

Expected<std::vector<UnitResult>> runWorkers(const std::string &Program,
                                             const std::vector<UnitJob> &Jobs,
                                             unsigned Processes,
                                             const UnitFinished &Finished) {
  TemporaryDirectory Temporary;
  if (std::error_code Failed = Temporary.create())
    return createStringError("cannot make a temporary directory: " +
                             Failed.message() + "; set TMPDIR to another place");
  std::vector<UnitResult> Results(Jobs.size());
  std::atomic<std::size_t> Next = 0;
  std::mutex Telling;
  auto Work = [&] {
    for (std::size_t I; (I = Next++) < Jobs.size();) {
      std::string Messages;
      Results[I] = runProcess(Program, Jobs[I], Temporary, I, Messages);
      std::lock_guard Lock(Telling);
      Finished(Results[I], Messages);
    }
  };
  std::vector<std::thread> Threads;
  for (unsigned I = 1; I < std::min<std::size_t>(Processes, Jobs.size()); ++I)
    Threads.emplace_back(Work);
  Work();
  for (std::thread &Thread : Threads)
    Thread.join();
  return Results;
}

int runWorker(const std::string &JobFile, const std::string &ResultFile) {
  UnitJob Job;
  try {
    Job = jobFromJson(ordered_json::parse(readAll(JobFile)));
  } catch (const ordered_json::exception &) {
    errs() << "error: this command is for the program itself\n";
    return 2;
  }
  SmallString<128> Scratch(ResultFile);
  Scratch += ".scratch";
  const UnitResult Result = analyzeUnit(Job, std::string(Scratch));
  sys::fs::remove_directories(Scratch, /*IgnoreErrors=*/true);
  if (Error Failed = writeFile(ResultFile, unitResultToText(Result))) {
    errs() << "error: " << toString(std::move(Failed)) << "\n";
    return 2;
  }
  return 0;
}

} // namespace coroscope
