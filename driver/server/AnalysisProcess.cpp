//===- AnalysisProcess.cpp - One analysis for the server ------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "server/AnalysisProcess.h"

#include "advice/FinishReport.h"
#include "config/Configuration.h"
#include "source/ProjectPaths.h"
#include "workers/MeasureAdvice.h"
#include "workers/Preambles.h"
#include "workers/WorkerPool.h"
#include "json/ReportJson.h"

#include "llvm/ADT/STLExtras.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace llvm;

namespace coroscope {

namespace {
/// Goes before each part of an answer.
struct PartHeader {
  std::uint64_t Size;
  std::uint64_t Job;
  std::uint64_t IsEarly;
  std::uint64_t IsLast;
};
} // namespace

static void send(int Pipe, const AnalysisAnswer &Answer) {
  const std::string Text = unitResultToJson(Answer.Result);
  const PartHeader Header{Text.size(), Answer.Job, Answer.IsEarly,
                          Answer.IsLast};
  std::string All(reinterpret_cast<const char *>(&Header), sizeof(Header));
  All += Text;
  for (StringRef Rest = All; !Rest.empty();) {
    const ssize_t Written = write(Pipe, Rest.data(), Rest.size());
    if (Written < 0 && errno != EINTR)
      _exit(1);
    Rest = Rest.drop_front(Written > 0 ? Written : 0);
  }
}

/// Whether \p Result, of \p Job, has read the file \p Document.
static bool hasDocument(const UnitResult &Result, const UnitJob &Job,
                        const std::string &Document) {
  return Job.Command.File == Document ||
         is_contained(Result.FilesRead, Document);
}

/// Judges \p Result, and tries edits if \p Measure is not empty.
static UnitResult
finished(UnitResult Result, SettingsOfProject &Settings,
         std::function<void(std::vector<Trial> &, const Report &)> Measure) {
  const Unit Analyzed = Result.Unit;
  std::vector<std::string> Files = Result.FilesRead;
  std::vector<FunctionText> Functions = Result.Functions;
  std::vector<UnitResult> Results;
  Results.push_back(std::move(Result));
  Report Made = merge(std::move(Results));
  Finishing How;
  How.SettingsFor = [&](const Coroutine &C) { return Settings.of(C); };
  How.Measure = std::move(Measure);
  finishReport(Made, How);
  UnitResult Told;
  Told.Unit = Analyzed;
  Told.FilesRead = std::move(Files);
  Told.Functions = std::move(Functions);
  Told.Coroutines = std::move(Made.Coroutines);
  Told.CallSites = std::move(Made.CallSites);
  return Told;
}

/// Whether there are edits to try for the findings of \p Result.
static bool hasCandidates(const UnitResult &Result) {
  return any_of(Result.Coroutines, [](const Coroutine &C) {
    return any_of(C.Findings, [&](const Finding &F) {
      return F.Cause && !C.Frame.Ranges[F.Cause->Range]
                             .Occupants[F.Cause->Occupant]
                             .Candidates.empty();
    });
  });
}

/// Sends what is known of the changed function before the whole unit is, if
/// that is possible.
static void sendEarly(const AnalysisRequest &Request,
                      const WorkerOptions &Workers, int Pipe) {
  UnitJob Job = Request.Jobs.front();
  const auto Text = Job.Texts->find(Job.Command.File);
  if (!Request.Before || Text == Job.Texts->end())
    return;
  const TextChange Change = findChange(Request.Before->Text, Text->second);
  Job.Focus = focusAfter(Change, *Request.Before, Text->second);
  if (!Job.Focus)
    return;
  auto Results = runWorkers(
      {Job}, Workers, [](const UnitResult &, const std::string &, bool) {});
  if (!Results)
    return consumeError(Results.takeError());
  if (Results->front().Unit.Status != UnitStatus::Analyzed)
    return; // The whole unit tells more.
  auto Joined = withChange(*Request.Before, Change, *Job.Focus,
                           std::move(Results->front()));
  auto Limits = Configuration::create(Request.Rules);
  if (!Joined || !Limits)
    return consumeError(Limits.takeError());
  SettingsOfProject Settings(*Limits, Job.ProjectRoot);
  AnalysisAnswer Answer;
  Answer.IsEarly = true;
  Answer.Result = finished(std::move(*Joined), Settings, nullptr);
  if (Error Wrong = Settings.takeError())
    return consumeError(std::move(Wrong));
  send(Pipe, Answer);
}

/// In the process of the analysis.
static void analyze(const AnalysisRequest &Request, Preambles &Keepers,
                    int Pipe) {
  WorkerOptions Workers;
  Workers.Timeout = Request.Timeout;
  Workers.ListsFiles = true;
  Workers.Keepers = &Keepers;
  Workers.ComesAgain = [](const UnitResult &) { return true; };
  sendEarly(Request, Workers, Pipe);
  for (std::size_t I = 0; I != Request.Jobs.size(); ++I) {
    const UnitJob &Job = Request.Jobs[I];
    auto Results = runWorkers(
        {Job}, Workers, [](const UnitResult &, const std::string &, bool) {});
    AnalysisAnswer Answer;
    Answer.Job = I;
    if (!Results) {
      Answer.IsLast = true;
      Answer.Result.Unit.Reason = toString(Results.takeError());
      return send(Pipe, Answer);
    }
    UnitResult &Result = Results->front();
    // Another unit may have it; the last one tells how it went.
    if (!hasDocument(Result, Job, Request.Document) &&
        I + 1 != Request.Jobs.size())
      continue;
    auto Limits = Configuration::create(Request.Rules);
    if (!Limits) {
      Answer.IsLast = true;
      Answer.Result.Unit.Reason = toString(Limits.takeError());
      return send(Pipe, Answer);
    }
    SettingsOfProject Settings(*Limits, Job.ProjectRoot);
    UnitJob Sound = Job;
    if (!Result.Meaning.empty())
      Sound.Meaning = std::make_shared<const UnitMeaning>(Result.Meaning);
    const bool IsAnalyzed = Result.Unit.isComplete();
    Answer.Result = finished(Result, Settings, nullptr);
    Answer.IsLast =
        !IsAnalyzed || !Request.Measures || !hasCandidates(Answer.Result);
    if (Error Wrong = Settings.takeError()) {
      Answer.IsLast = true;
      Answer.Result.Unit.Status = UnitStatus::Failed;
      Answer.Result.Unit.Reason = toString(std::move(Wrong));
    }
    send(Pipe, Answer);
    if (Answer.IsLast)
      return;
    WorkerOptions Trying = Workers;
    Trying.Processes = Request.Processes;
    SettingsOfProject Again(*Limits, Job.ProjectRoot);
    Answer.Result =
        finished(std::move(Result), Again,
                 [&](std::vector<Trial> &Trials, const Report &Judged) {
                   // What could not be tried is said in words.
                   consumeError(measure(Trials, Judged, {Sound}, Trying));
                 });
    Answer.IsLast = true;
    return send(Pipe, Answer);
  }
}

Failure AnalysisProcess::start(const AnalysisRequest &Request,
                               Preambles &Keepers) {
  end();
  int Ends[2];
  if (pipe2(Ends, O_CLOEXEC) != 0)
    return std::string("cannot make a pipe: ") + strerror(errno);
  const pid_t Child = fork();
  if (Child == 0) {
    // It is ended with all that it starts.
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    close(Ends[0]);
    const int Nothing = open("/dev/null", O_RDWR);
    if (Nothing < 0 || dup2(Nothing, STDIN_FILENO) < 0 ||
        dup2(Nothing, STDOUT_FILENO) < 0)
      _exit(1);
    analyze(Request, Keepers, Ends[1]);
    _exit(0);
  }
  close(Ends[1]);
  if (Child < 0) {
    close(Ends[0]);
    return std::string("cannot start a process: ") + strerror(errno);
  }
  setpgid(Child, Child); // Whoever comes first.
  fcntl(Ends[0], F_SETFL, O_NONBLOCK);
  Process = Child;
  Pipe = Ends[0];
  return {};
}

bool AnalysisProcess::receive() {
  char Buffer[1 << 16];
  while (true) {
    const ssize_t Got = read(Pipe, Buffer, sizeof(Buffer));
    if (Got > 0)
      Received.append(Buffer, Got);
    else if (Got == 0)
      return false;
    else if (errno != EINTR)
      return errno == EAGAIN;
  }
}

std::optional<AnalysisAnswer> AnalysisProcess::take() {
  PartHeader Header;
  if (Received.size() < sizeof(Header))
    return std::nullopt;
  std::memcpy(&Header, Received.data(), sizeof(Header));
  if (Received.size() - sizeof(Header) < Header.Size)
    return std::nullopt;
  AnalysisAnswer Answer;
  Answer.Job = Header.Job;
  Answer.IsEarly = Header.IsEarly;
  Answer.IsLast = Header.IsLast;
  if (Failure Wrong = readUnitResult(
          Received.substr(sizeof(Header), Header.Size), Answer.Result))
    Answer.Result.Unit.Reason = Wrong.message();
  Received.erase(0, sizeof(Header) + Header.Size);
  return Answer;
}

void AnalysisProcess::end() {
  if (Process > 0) {
    kill(-Process, SIGKILL);
    while (waitpid(Process, nullptr, 0) < 0 && errno == EINTR) {
    }
  }
  if (Pipe >= 0)
    close(Pipe);
  Process = -1;
  Pipe = -1;
  Received.clear();
}

} // namespace coroscope
