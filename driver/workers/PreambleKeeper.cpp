//===- PreambleKeeper.cpp - The process behind a preamble -----------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "workers/PreambleKeeper.h"

#include "workers/HugePages.h"

#include "workers/Preambles.h"
#include "json/ReportJson.h"

#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace llvm;

namespace coroscope {

/// Longer than the paths of a request. Units: bytes.
static constexpr std::size_t MostOfRequest = 64 * 1024;

bool sendRequest(int Socket, const KeeperRequest &Request, int Answer) {
  std::string Message;
  for (const std::string &Part :
       {Request.Files.Result, Request.Files.Messages, Request.Files.Scratch,
        std::to_string(Request.Timeout), Request.Trial, Request.Text})
    (Message += Part) += '\0';
  iovec Whole{Message.data(), Message.size()};
  alignas(cmsghdr) char Control[CMSG_SPACE(sizeof(int))] = {};
  msghdr Header{};
  Header.msg_iov = &Whole;
  Header.msg_iovlen = 1;
  Header.msg_control = Control;
  Header.msg_controllen = sizeof(Control);
  cmsghdr *Passed = CMSG_FIRSTHDR(&Header);
  Passed->cmsg_level = SOL_SOCKET;
  Passed->cmsg_type = SCM_RIGHTS;
  Passed->cmsg_len = CMSG_LEN(sizeof(int));
  std::memcpy(CMSG_DATA(Passed), &Answer, sizeof(int));
  ssize_t Sent;
  do
    Sent = sendmsg(Socket, &Header, MSG_NOSIGNAL);
  while (Sent < 0 && errno == EINTR);
  return Sent == ssize_t(Message.size());
}

/// Waits for a request. Gives the pipe for the answer; -1 if nobody can ask any
/// more.
static int receiveRequest(int Socket, KeeperRequest &Request) {
  std::string Message(MostOfRequest, '\0');
  iovec Whole{Message.data(), Message.size()};
  alignas(cmsghdr) char Control[CMSG_SPACE(sizeof(int))] = {};
  msghdr Header{};
  Header.msg_iov = &Whole;
  Header.msg_iovlen = 1;
  Header.msg_control = Control;
  Header.msg_controllen = sizeof(Control);
  ssize_t Got;
  do
    Got = recvmsg(Socket, &Header, MSG_CMSG_CLOEXEC);
  while (Got < 0 && errno == EINTR);
  const cmsghdr *Passed = CMSG_FIRSTHDR(&Header);
  if (Got <= 0 || !Passed || Passed->cmsg_type != SCM_RIGHTS)
    return -1;
  int Answer;
  std::memcpy(&Answer, CMSG_DATA(Passed), sizeof(int));
  SmallVector<StringRef, 8> Parts;
  StringRef(Message).take_front(Got).split(Parts, '\0');
  if (Parts.size() < 6)
    return -1;
  Request.Files = {Parts[0].str(), Parts[1].str(), Parts[2].str()};
  Parts[3].getAsInteger(10, Request.Timeout);
  Request.Trial = Parts[4].str();
  Request.Text = Parts[5].str();
  return Answer;
}

static std::optional<std::string> readFile(const std::string &Path) {
  auto Buffer = MemoryBuffer::getFile(Path);
  if (!Buffer)
    return std::nullopt;
  return (*Buffer)->getBuffer().str();
}

/// Puts what is asked for into \p Job. False if it cannot be read.
static bool readInto(UnitJob &Job, const KeeperRequest &Request) {
  auto Trial = readFile(Request.Trial);
  TrialOrder Order;
  if (!Trial || readTrial(std::move(*Trial), Order))
    return false;
  Job.Edits = std::move(Order.Edits);
  Job.WantsAllFrames = Order.WantsAllFrames;
  Job.Focus = std::move(Order.Focus);
  Job.Meaning.reset();
  if (!Order.Meaning.empty())
    Job.Meaning = std::make_shared<const UnitMeaning>(std::move(Order.Meaning));
  if (Request.Text.empty())
    return true;
  auto Text = readFile(Request.Text);
  if (!Text)
    return false;
  auto Texts =
      std::make_shared<FileTexts>(Job.Texts ? *Job.Texts : FileTexts());
  (*Texts)[Job.Command.File] = std::move(*Text);
  Job.Texts = std::move(Texts);
  return true;
}

/// Waits for \p Child, which is ended when nobody reads the answer any more.
static int waitWhileRead(pid_t Child, int Answer) {
  // A signal must not come between the last look and the wait.
  sigset_t Ended, Before;
  sigemptyset(&Ended);
  sigaddset(&Ended, SIGCHLD);
  sigprocmask(SIG_BLOCK, &Ended, &Before);
  signal(SIGCHLD, [](int) {});
  int Status = 0;
  while (waitpid(Child, &Status, WNOHANG) != Child) {
    pollfd Reader{Answer, 0, 0};
    if (ppoll(&Reader, 1, nullptr, &Before) > 0) {
      kill(Child, SIGKILL);
      waitpid(Child, &Status, 0);
      break;
    }
  }
  return Status;
}

void PreambleKeeper::refuse() { _exit(WorkerCannotGoOn); }

/// In a child of the keeper. Does not return but in the process that goes on.
bool PreambleKeeper::serve() {
  while (true) {
    KeeperRequest Request;
    const int Answer = receiveRequest(Socket, Request);
    while (waitpid(-1, nullptr, Answer < 0 ? 0 : WNOHANG) > 0) {
    } // Their time counts as the program's.
    if (Answer < 0)
      _exit(WorkerDone);
    const pid_t Watcher = fork();
    if (Watcher != 0) { // If that failed, who asks sees the pipe end.
      close(Answer);
      continue;
    }
    close(Socket);
    const pid_t Child = fork();
    if (Child != 0) {
      const int Status = Child > 0 ? waitWhileRead(Child, Answer) : 0;
      if (Child > 0 && write(Answer, &Status, sizeof(Status)) < 0)
        _exit(WorkerFailed);
      _exit(WorkerDone);
    }
    close(Answer);
    WorkerOptions Limits = Options;
    Limits.Timeout = Request.Timeout;
    if (!confineProcess(Request.Files.Messages, Limits))
      _exit(WorkerFailed);
    copySharedHugePages();
    if (!readInto(Job, Request))
      refuse();
    Files = Request.Files;
    return true;
  }
}

bool PreambleKeeper::reached() {
  errs().flush();
  const pid_t Keeper = fork();
  if (Keeper != 0) {
    close(Socket);
    copySharedHugePages();
    return false;
  }
  alarm(0);
  setpgid(0, 0); // It outlives the worker.
  if (const int Nothing = ::open("/dev/null", O_RDWR); Nothing >= 0)
    dup2(Nothing, STDERR_FILENO);
  // Whoever reads what the others write waits for the last of them.
  if (Socket > STDERR_FILENO + 1)
    close_range(STDERR_FILENO + 1, Socket - 1, 0);
  close_range(Socket + 1, ~0U, 0);
  return serve();
}

} // namespace coroscope
