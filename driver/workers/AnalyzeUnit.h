//===- AnalyzeUnit.h - One unit, in this process ----------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_WORKERS_ANALYZEUNIT_H
#define COROSCOPE_DRIVER_WORKERS_ANALYZEUNIT_H

#include "frame/Report.h"
#include "inputs/UnitJob.h"

#include <string>

namespace coroscope {

struct RecordedInputs;

/// Analyzes \p Job in this process, which may crash or hang with it. Notes in
/// \p Inputs what the result depends on. A unit of which no file has a
/// coroutine is not parsed, and skipped. Changes the working directory. Compile
/// errors go to stderr. \p ScratchDirectory exists and is the caller's to
/// remove.
UnitResult analyzeUnit(const UnitJob &Job, const std::string &ScratchDirectory,
                       RecordedInputs &Inputs);

} // namespace coroscope

#endif
