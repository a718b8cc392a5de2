//===- WorkerProcess.h - The process of one unit ----------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_WORKERS_WORKERPROCESS_H
#define COROSCOPE_DRIVER_WORKERS_WORKERPROCESS_H

#include "workers/WorkerPool.h"

#include <string>

namespace coroscope {

/// The files through which a worker answers.
struct WorkerFiles {
  std::string Result;   ///< The unit's result, as JSON.
  std::string Messages; ///< Its stderr.
  std::string Scratch;  ///< A directory for files of Clang.
};

/// Exit codes of a worker.
enum WorkerExit {
  WorkerDone = 0,
  WorkerFailed = 2,
  WorkerOutOfMemory = 77,
  WorkerCannotGoOn = 78, ///< From a preamble, with another text.
};

/// The worker process, just forked: analyzes \p Job within the limits of
/// \p Options, and keeps the result in the cache if there is one. It leaves a
/// keeper at \p KeeperSocket, if that is not -1; else it asks one, if it can.
[[noreturn]] void runWorkerProcess(UnitJob Job, WorkerFiles Files,
                                   const WorkerOptions &Options,
                                   int KeeperSocket);

/// Discards stdout, sends stderr to the file \p Messages, and sets the limits
/// of the process: SIGALRM ends it after the timeout. It ends with its parent.
/// Returns false on failure.
bool confineProcess(const std::string &Messages, const WorkerOptions &Options);

} // namespace coroscope

#endif
