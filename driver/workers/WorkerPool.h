//===- WorkerPool.h - Units analyzed in processes of their own --*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// jobs --fork--> one process each --file--> results, whatever happens
//
// Processes are forked instead of started anew: loading LLVM takes as long as
// analyzing a small unit.
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
  unsigned Processes = 1;           ///< The number at a time.
  UnitCache *Cache = nullptr;       ///< Null for none.
  unsigned Timeout = 0;             ///< Units: seconds per unit; 0 for none.
  std::optional<Bytes> MemoryLimit; ///< The limit of a worker's address space.
  bool ListsFiles = false;          ///< True if results list the files read.
  /// The directory for reproducers of crashes; empty for none.
  std::string Reproducers;
  Preambles *Keepers = nullptr; ///< Null to parse all of each unit.
  /// Whether the unit of a result will be analyzed again; empty: none is.
  std::function<bool(const UnitResult &Result)> ComesAgain = {};
  UnitWorking Working; ///< Null for nobody.
};

/// Called when a unit is finished. \p Messages are the worker's text on stderr,
/// from now or from the cached run.
using UnitFinished = std::function<void(
    const UnitResult &Result, const std::string &Messages, bool IsFromCache)>;

/// Runs \p Jobs, each in a process of its own, the longest first as far as
/// known. Returns a result for every job, in the same order: a worker that
/// crashes, hangs or leaves no result costs only its own unit. If the program
/// is interrupted, stops the workers and skips the remaining units. Fails only
/// if there is no place for temporary files. This process must have no other
/// threads.
llvm::Expected<std::vector<UnitResult>>
runWorkers(const std::vector<UnitJob> &Jobs, const WorkerOptions &Options,
           const UnitFinished &Finished);

/// Makes SIGINT, SIGTERM and SIGHUP end runs instead of the process.
void watchForInterrupts();

/// Returns true if SIGINT, SIGTERM or SIGHUP has stopped a run.
bool wasInterrupted();

} // namespace coroscope

#endif
