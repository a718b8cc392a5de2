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

/// Analyzes \p Job in this process, which may crash or hang with it. Records in
/// \p Inputs the files that the result depends on. Skips a unit without
/// coroutines in any file, and does not parse it. Changes the working
/// directory. Compile errors go to stderr. The caller has made
/// \p ScratchDirectory and removes it.
UnitResult analyzeUnit(const UnitJob &Job, const std::string &ScratchDirectory,
                       RecordedInputs &Inputs);

} // namespace coroscope

#endif
