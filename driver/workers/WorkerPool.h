//===- WorkerPool.h - Units analyzed in processes of their own --*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// jobs --fork--> one process each --file--> results, whatever happens
//
// Processes are forked and do not start the program anew: loading LLVM takes as
// long as analyzing a small unit.
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

/// Told of each unit when it is finished. \p Messages is what the worker wrote
/// to stderr.
using UnitFinished =
    std::function<void(const UnitResult &Result, const std::string &Messages)>;

/// Runs \p Jobs, at most \p Processes at a time. There is a result for every
/// job, in the same order: a worker that crashes or leaves no result costs its
/// own unit. When the program is interrupted, workers are stopped and the units
/// that are left are marked failed. Fails only if there is no place for
/// temporary files. This process must have no other threads.
llvm::Expected<std::vector<UnitResult>>
runWorkers(const std::vector<UnitJob> &Jobs, unsigned Processes,
           const UnitFinished &Finished);

} // namespace coroscope

#endif
