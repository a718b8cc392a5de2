//===- UnitJob.h - What a worker process is asked to do ---------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_WORKERS_UNITJOB_H
#define COROSCOPE_DRIVER_WORKERS_UNITJOB_H

#include "frame/Report.h"
#include "inputs/CompileCommands.h"

#include <memory>
#include <string>

namespace coroscope {

struct RecordedInputs;

/// One unit of work: a compile command and how to look at it.
struct UnitJob {
  CompileCommand Command;
  std::string Level;       ///< See OptimizationLevel.h.
  std::string ProjectRoot; ///< Absolute.
  /// Made to the main file in memory before it is parsed.
  std::vector<Edit> Edits = {};
  /// What the unit means without edits; null if that is not known.
  std::shared_ptr<const UnitMeaning> Meaning = {};
};

/// Analyzes \p Job in this process, which may crash or hang with it. Notes in
/// \p Inputs what the result depends on. A unit of which no file has a
/// coroutine is not parsed, and skipped. Changes the working directory. Compile
/// errors go to stderr. \p ScratchDirectory exists and is the caller's to
/// remove.
UnitResult analyzeUnit(const UnitJob &Job, const std::string &ScratchDirectory,
                       RecordedInputs &Inputs);

} // namespace coroscope

#endif
