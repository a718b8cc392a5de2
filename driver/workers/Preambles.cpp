//===- Preambles.cpp - Units parsed up to the end of their includes -------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "workers/Preambles.h"

#include "outputs/WriteFile.h"
#include "workers/PreambleKeeper.h"
#include "workers/WorkerProcess.h"
#include "json/ReportJson.h"

#include <cerrno>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

using namespace llvm;

namespace coroscope {

Preambles::Name Preambles::nameOf(const UnitJob &Job) {
  return {Job.Command.Directory, Job.Command.File, Job.Command.Arguments,
          Job.Level, Job.ProjectRoot};
}

Preambles::Preambles(Bytes Most) : Most(Most) {
  // Keepers outlive the workers that leave them.
  prctl(PR_SET_CHILD_SUBREAPER, 1);
}

Preambles::~Preambles() {
  for (const auto &[Name, Keeper] : Known) {
    close(Keeper.Socket);
    if (Keeper.Offered >= 0)
      close(Keeper.Offered);
  }
  while (waitpid(-1, nullptr, 0) > 0 || errno == EINTR) {
  }
}

Bytes Preambles::usualLimit() {
  const long Pages = sysconf(_SC_PHYS_PAGES), Size = sysconf(_SC_PAGESIZE);
  return Bytes(Pages > 0 && Size > 0
                   ? std::uint64_t(Pages) * std::uint64_t(Size) / 4
                   : 0);
}

bool Preambles::has(const UnitJob &Job) const {
  auto It = Known.find(nameOf(Job));
  return It != Known.end() && It->second.Offered < 0;
}

bool Preambles::offer(const UnitJob &Job) {
  drop(Job);
  const int End = open(Job);
  if (End >= 0)
    Known[nameOf(Job)].Offered = End;
  return End >= 0;
}

void Preambles::closeOffered(const UnitJob &Job) {
  auto It = Known.find(nameOf(Job));
  if (It != Known.end() && It->second.Offered >= 0)
    close(std::exchange(It->second.Offered, -1));
}

bool Preambles::isAlive(const UnitJob &Job) const {
  auto It = Known.find(nameOf(Job));
  if (It == Known.end())
    return false;
  pollfd Keeper{It->second.Socket, 0, 0};
  return poll(&Keeper, 1, 0) == 0;
}

int Preambles::open(const UnitJob &Job) {
  if (auto It = Known.find(nameOf(Job)); It != Known.end())
    if (const int End = std::exchange(It->second.Offered, -1); End >= 0)
      return End;
  int Ends[2];
  // A message is a job: it arrives whole, or not at all.
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, Ends) != 0)
    return -1;
  Known[nameOf(Job)].Socket = Ends[0];
  return Ends[1];
}

bool Preambles::keep(const UnitJob &Job, Bytes Size) {
  auto It = Known.find(nameOf(Job));
  if (It == Known.end())
    return false;
  Bytes Sum = Size;
  for (const auto &[Name, Other] : Known)
    if (&Other != &It->second)
      Sum += Other.Size;
  if (Sum > Most) {
    drop(Job);
    return false;
  }
  It->second.Size = Size;
  return true;
}

void Preambles::drop(const UnitJob &Job) {
  auto It = Known.find(nameOf(Job));
  if (It == Known.end())
    return;
  closeOffered(Job);
  close(It->second.Socket);
  Known.erase(It);
}

std::optional<int> Preambles::ask(const UnitJob &Job, const WorkerFiles &Files,
                                  const WorkerOptions &Options) const {
  auto It = Known.find(nameOf(Job));
  if (It == Known.end())
    return std::nullopt;
  KeeperRequest Request;
  Request.Files = Files;
  Request.Timeout = Options.Timeout;
  Request.Trial = Files.Result + ".trial";
  if (Error Failed = writeFile(
          Request.Trial,
          trialToJson({Job.Edits, Job.WantsAllFrames, Job.Focus,
                       Job.Meaning ? *Job.Meaning : UnitMeaning()}))) {
    consumeError(std::move(Failed));
    return std::nullopt;
  }
  if (Job.Texts)
    if (auto Text = Job.Texts->find(Job.Command.File);
        Text != Job.Texts->end()) {
      Request.Text = Files.Result + ".text";
      if (Error Failed = writeFile(Request.Text, Text->second)) {
        consumeError(std::move(Failed));
        return std::nullopt;
      }
    }
  int Answer[2];
  if (pipe(Answer) != 0)
    return std::nullopt;
  const bool IsSent = sendRequest(It->second.Socket, Request, Answer[1]);
  close(Answer[1]);
  int Status = 0;
  ssize_t Got = -1;
  if (IsSent)
    do
      Got = read(Answer[0], &Status, sizeof(Status));
    while (Got < 0 && errno == EINTR);
  close(Answer[0]);
  if (Got != sizeof(Status) ||
      (WIFEXITED(Status) && WEXITSTATUS(Status) == WorkerCannotGoOn))
    return std::nullopt;
  return Status;
}

} // namespace coroscope
