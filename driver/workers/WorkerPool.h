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

#include "inputs/UnitJob.h"

#include "llvm/Support/Error.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace coroscope {

class Preambles;
class UnitCache;

/// Told about once a second of a job that is running.
using UnitWorking = std::function<void(const UnitJob &Job)>;

/// How units are analyzed.
struct WorkerOptions {
  unsigned Processes = 1;           ///< At a time.
  UnitCache *Cache = nullptr;       ///< Null to do without.
  unsigned Timeout = 0;             ///< Units: seconds of a unit; 0 for none.
  std::optional<Bytes> MemoryLimit; ///< Of the address space of a worker.
  bool ListsFiles = false; ///< Whether results tell which files were read.
  /// Where directories with what is needed to reproduce a crash go; empty for
  /// none.
  std::string Reproducers;
  Preambles *Keepers = nullptr; ///< Null to parse all of each unit.
  /// Whether the unit of a result will be analyzed again; empty: none is.
  std::function<bool(const UnitResult &Result)> ComesAgain = {};
  UnitWorking Working; ///< Null for nobody.
};

/// Told of each unit when it is finished. \p Messages is what the worker wrote
/// to stderr, now or when the cache was filled.
using UnitFinished = std::function<void(
    const UnitResult &Result, const std::string &Messages, bool IsFromCache)>;

/// Runs \p Jobs, each in a process of its own, those that are known to take
/// longest first. There is a result for every job, in the same order: a worker
/// that crashes, hangs or leaves no result costs its own unit. When the program
/// is interrupted, workers are stopped and the units that are left are skipped.
/// Fails only if there is no place for temporary files. This process must have
/// no other threads.
llvm::Expected<std::vector<UnitResult>>
runWorkers(const std::vector<UnitJob> &Jobs, const WorkerOptions &Options,
           const UnitFinished &Finished);

/// From here on SIGINT, SIGTERM and SIGHUP end runs, and not the process.
void watchForInterrupts();

/// Whether a run has been stopped by SIGINT, SIGTERM or SIGHUP.
bool wasInterrupted();

} // namespace coroscope

#endif
