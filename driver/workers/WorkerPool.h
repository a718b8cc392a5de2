//===- WorkerPool.h - Units analyzed in processes of their own --*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// jobs --> one `coroscope unit JOB RESULT` each --> results, whatever happens
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_WORKERS_WORKERPOOL_H
#define COROSCOPE_DRIVER_WORKERS_WORKERPOOL_H

#include "workers/UnitJob.h"

#include "llvm/Support/Error.h"

#include <functional>
#include <string>
#include <vector>

namespace coroscope {

/// The hidden command that a worker process is started with.
inline constexpr char WorkerCommand[] = "unit";

/// Told of each unit when it is finished, one at a time. \p Messages is what the
/// worker wrote to stderr.
using UnitFinished =
    std::function<void(const UnitResult &Result, const std::string &Messages)>;

/// Runs \p Jobs, at most \p Processes at a time, with \p Program, which is this
/// program. There is a result for every job, in the same order: a worker that
/// crashes or leaves no result costs its own unit. Fails only if there is no
/// place for temporary files.
llvm::Expected<std::vector<UnitResult>>
runWorkers(const std::string &Program, const std::vector<UnitJob> &Jobs,
           unsigned Processes, const UnitFinished &Finished);

/// The other side: reads the job, analyzes, writes the result. Returns the exit
/// code of the process.
int runWorker(const std::string &JobFile, const std::string &ResultFile);

} // namespace coroscope

#endif
