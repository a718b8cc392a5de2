//===- ProcessSetup.cpp - What the program inherits -----------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "outputs/ProcessSetup.h"

#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace coroscope {

static void openClosedStreams() {
  // Reading from what is open for writing only is an error, and so on. Nobody
  // can be told that nobody can be told.
  for (auto [Stream, Mode] : {std::pair{STDIN_FILENO, O_WRONLY},
                              {STDOUT_FILENO, O_RDONLY},
                              {STDERR_FILENO, O_WRONLY}})
    if (fcntl(Stream, F_GETFD) < 0)
      (void)open("/dev/null", Mode); // Gets the lowest number that is free.
}

std::vector<int> setUpProcess() {
  openClosedStreams();
  std::signal(SIGCHLD, SIG_DFL);
  sigset_t Needed;
  sigemptyset(&Needed);
  sigaddset(&Needed, SIGALRM);
  sigprocmask(SIG_UNBLOCK, &Needed, nullptr);

  std::vector<int> Ignored{SIGPIPE, SIGXFSZ};
  for (int Signal : {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2}) {
    struct sigaction Inherited;
    if (sigaction(Signal, nullptr, &Inherited) == 0 &&
        Inherited.sa_handler == SIG_IGN)
      Ignored.push_back(Signal);
  }
  return Ignored;
}

void ignoreSignals(const std::vector<int> &Signals) {
  for (int Signal : Signals)
    std::signal(Signal, SIG_IGN);
}

} // namespace coroscope
