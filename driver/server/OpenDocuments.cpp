//===- OpenDocuments.cpp - Documents in the editor, analyzed --------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "server/OpenDocuments.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Threading.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <poll.h>
#include <sys/wait.h>
#include <utility>

using namespace llvm;

namespace coroscope {

/// After a change, so that not each key starts an analysis.
constexpr std::chrono::milliseconds Pause(300);
/// For a worker that was ended by somebody.
constexpr unsigned MostAttempts = 5;
/// Units: seconds.
constexpr unsigned UnitTimeout = 300;

OpenDocuments::OpenDocuments(const ServerOptions &Options,
                             std::function<void(const Document &)> Analyzed,
                             std::function<void(const std::string &)> Log)
    : Options(Options), Analyzed(std::move(Analyzed)), Log(std::move(Log)) {
  configure({});
}

void OpenDocuments::configure(const EditorSettings &Settings) {
  Wanted = Settings;
  Finder.Level = Wanted.Level.value_or("");
  const std::string Directory = Wanted.CompileCommands.value_or("");
  Finder.Directory = Directory.empty() ? Options.CompileCommands : Directory;
}

int OpenDocuments::milliseconds(Clock::time_point Now) const {
  int Least = -1;
  for (const auto &[Path, D] : ByPath) {
    if (!D->IsDue)
      continue;
    const auto Left = std::chrono::ceil<std::chrono::milliseconds>(
        std::max(D->DueAt - Now, Clock::duration::zero()));
    if (Least < 0 || Left.count() < Least)
      Least = int(Left.count());
  }
  return Least;
}

bool OpenDocuments::workUntilReadable(int Input) {
  while (true) {
    work();
    std::vector<pollfd> Sources{{Input, POLLIN, 0}};
    std::vector<Document *> Waiting{nullptr};
    for (const auto &[Path, D] : ByPath)
      if (D->Running.isRunning()) {
        Sources.push_back({D->Running.pipe(), POLLIN, 0});
        Waiting.push_back(D.get());
      }
    if (poll(Sources.data(), Sources.size(), milliseconds(Clock::now())) < 0 &&
        errno != EINTR)
      return false;
    for (std::size_t I = 1; I != Sources.size(); ++I)
      if (Sources[I].revents)
        take(*Waiting[I]);
    if (Sources[0].revents)
      return true;
  }
}

unsigned OpenDocuments::processes() const {
  return Options.Processes ? Options.Processes
                           : hardware_concurrency().compute_thread_count();
}

void OpenDocuments::work() {
  // Keepers that are gone; analyses are waited for by name.
  for (siginfo_t Ended{};
       waitid(P_ALL, 0, &Ended, WEXITED | WNOHANG | WNOWAIT) == 0 &&
       Ended.si_pid != 0;
       Ended = {}) {
    bool IsAnalysis = false;
    for (const auto &[Path, D] : ByPath)
      IsAnalysis |= D->Running.is(Ended.si_pid);
    if (IsAnalysis)
      break; // Its pipe says so, too.
    waitpid(Ended.si_pid, nullptr, 0);
  }
  const unsigned Most = processes();
  const Clock::time_point Now = Clock::now();
  for (const auto &[Path, D] : ByPath) {
    if (!D->IsDue || D->DueAt > Now)
      continue;
    D->Running.end(); // It is of an older text.
    unsigned Others = 0;
    for (const auto &[Path, Other] : ByPath)
      Others += Other->Running.isRunning();
    if (Others >= Most) {
      D->DueAt = Now + Pause;
      continue;
    }
    start(*D);
  }
}

void OpenDocuments::start(Document &D) {
  D.IsDue = false;
  D.HasAnswer = false;
  D.RunningText = D.Text;
  D.RunningVersion = D.Version;
  auto Texts = std::make_shared<FileTexts>();
  std::vector<std::string> Includers;
  for (const auto &[Path, Other] : ByPath) {
    (*Texts)[Path] = Other->Text;
    if (is_contained(Other->FilesRead, D.Path))
      Includers.push_back(Path);
  }
  AnalysisRequest Request;
  std::string Mistake;
  Request.Jobs = Finder.jobsFor(D.Path, Includers, Mistake);
  if (!Mistake.empty())
    Log(Mistake);
  for (UnitJob &Job : Request.Jobs) {
    // Compile commands may spell the path in another way.
    auto Own = std::make_shared<FileTexts>(*Texts);
    if (Request.Jobs.size() == 1 && Job.Command.File != D.Path)
      (*Own)[Job.Command.File] = D.Text;
    Job.Texts = std::move(Own);
  }
  Request.Document = D.Path;
  Request.Rules = Wanted.Rules;
  Request.Measures = Wanted.Measures;
  Request.Processes = processes();
  Request.Timeout = UnitTimeout;
  D.RunningJobs = Request.Jobs;
  const UnitJob &First = Request.Jobs.front();
  Kept.prepare(First, *First.Texts);
  // Else the includes have to be parsed, and then the rest costs little.
  if (D.Whole && Request.Jobs.size() == 1 && Kept.keepers().has(First) &&
      Preambles::nameOf(D.WholeJob) == Preambles::nameOf(First))
    Request.Before = D.Whole;
  const Failure Wrong = D.Running.start(Request, Kept.keepers());
  Kept.keepers().closeOffered(First);
  if (Wrong)
    Log(Wrong.message());
}

void OpenDocuments::take(Document &D) {
  const bool MayGoOn = D.Running.receive();
  while (auto Answer = D.Running.take()) {
    UnitResult &Result = Answer->Result;
    const UnitJob &Job =
        D.RunningJobs[std::min(Answer->Job, D.RunningJobs.size() - 1)];
    // Somebody has ended the worker: its answer is still owed.
    if (Result.Unit.Status == UnitStatus::Crashed &&
        StringRef(Result.Unit.Reason).starts_with("ended by signal 9"))
      break;
    D.HasAnswer |= Answer->IsLast;
    if (!Result.Unit.isComplete()) {
      Log(D.Path + ": " + Result.Unit.Reason);
      continue; // The last good results stay.
    }
    D.FilesRead = Result.FilesRead;
    Kept.noteFiles(Job, Result.FilesRead);
    auto Made = std::make_unique<AnalyzedText>();
    Made->Root = Job.ProjectRoot;
    Made->Path = D.Path;
    Made->Uri = D.Uri;
    Made->Text = TextPositions(D.RunningText);
    // A path that the command spells in another way is that of the editor.
    if (D.RunningJobs.size() == 1)
      Made->Path = Job.Command.File;
    if (!Answer->IsEarly && D.RunningJobs.size() == 1 &&
        Job.Texts->contains(Job.Command.File)) {
      D.Whole = std::make_shared<const WholeAnswer>(
          WholeAnswer{Result, Job.Texts->at(Job.Command.File)});
      D.WholeJob = Job;
    }
    Made->Report.Coroutines = std::move(Result.Coroutines);
    Made->Report.CallSites = std::move(Result.CallSites);
    D.Last = std::move(Made);
    Analyzed(D);
  }
  if (MayGoOn)
    return;
  D.Running.end();
  if (D.HasAnswer) {
    D.Attempts = 0;
  } else if (++D.Attempts < MostAttempts) {
    D.IsDue = true;
    D.DueAt = Clock::now();
  } else {
    Log(D.Path + ": the analysis was ended " + std::to_string(D.Attempts) +
        " times");
  }
}

void OpenDocuments::analyzeAll() {
  for (const auto &[Path, D] : ByPath) {
    D->IsDue = true;
    D->DueAt = Clock::now();
    D->Attempts = 0;
  }
}

Document *OpenDocuments::find(const std::string &Path) const {
  auto It = ByPath.find(Path);
  return It == ByPath.end() ? nullptr : It->second.get();
}

void OpenDocuments::open(std::string Path, std::string Uri, std::string Text,
                         std::int64_t Version) {
  auto D = std::make_unique<Document>();
  D->Path = std::move(Path);
  D->Uri = std::move(Uri);
  D->Text = std::move(Text);
  D->Version = Version;
  D->DueAt = Clock::now();
  ByPath[D->Path] = std::move(D);
}

void OpenDocuments::change(Document &D, std::string Text,
                           std::int64_t Version) {
  D.Text = std::move(Text);
  D.Version = Version;
  D.IsDue = true;
  D.DueAt = Clock::now() + Pause;
  D.Attempts = 0;
}

void OpenDocuments::noteSaved(const Document &Saved) {
  for (const auto &[Path, D] : ByPath)
    if (D.get() != &Saved && is_contained(D->FilesRead, Saved.Path)) {
      D->IsDue = true;
      D->DueAt = Clock::now();
      D->Attempts = 0;
    }
}

void OpenDocuments::close(Document &D) {
  Kept.forget(D.Path);
  D.Running.end();
  ByPath.erase(ByPath.find(D.Path));
}

void OpenDocuments::closeAll() {
  for (const auto &[Path, D] : ByPath)
    D->Running.end();
  ByPath.clear();
}

} // namespace coroscope
