//===- PreambleKeeper.h - The process behind a preamble ---------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// keeper --fork--> watcher --fork--> the parse goes on
//                     `--status--> who has asked
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_WORKERS_PREAMBLEKEEPER_H
#define COROSCOPE_DRIVER_WORKERS_PREAMBLEKEEPER_H

#include "workers/AnalyzeUnit.h"
#include "workers/WorkerProcess.h"

#include <string>

namespace coroscope {

/// What a keeper is asked for.
struct KeeperRequest {
  WorkerFiles Files;
  unsigned Timeout = 0; ///< Units: seconds; 0 for none.
  std::string Trial;    ///< A file, see `trialToJson`.
  std::string Text;     ///< A file with the main file's text; empty: as it was.
};

/// Sends \p Request to the keeper at \p Socket, with the pipe that it answers
/// through. False if there is none any more.
bool sendRequest(int Socket, const KeeperRequest &Request, int Answer);

/// The fork at the end of the includes, in the worker of a unit.
class PreambleKeeper : public PreambleEnd {
  const int Socket;
  const WorkerOptions &Options;
  UnitJob &Job;
  WorkerFiles &Files;

  [[noreturn]] void watch(int Answer);
  bool serve();

public:
  /// \p Job and \p Files are those of the worker; in a process that goes on
  /// with another text they become those of the request.
  PreambleKeeper(int Socket, const WorkerOptions &Options, UnitJob &Job,
                 WorkerFiles &Files)
      : Socket(Socket), Options(Options), Job(Job), Files(Files) {}

  bool reached() override;
  [[noreturn]] void refuse() override;
};

} // namespace coroscope

#endif
