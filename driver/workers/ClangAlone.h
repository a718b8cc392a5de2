//===- ClangAlone.h - Clang without our analysis ----------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Runs Clang without our analysis on a unit, in a process of its own, because
// it may crash.
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_WORKERS_CLANGALONE_H
#define COROSCOPE_DRIVER_WORKERS_CLANGALONE_H

#include "workers/WorkerPool.h"

#include <string>

namespace coroscope {

/// The code that has crashed.
enum class CrashOf { FrontEnd, BackEnd, Analysis };

/// Compiles \p Job once more with Clang alone, within the limits of \p Options,
/// to find the code that crashes. \p Scratch names a directory for files of
/// Clang, which the caller removes.
CrashOf findCrash(const UnitJob &Job, const WorkerOptions &Options,
                  const std::string &Scratch);

/// Writes the preprocessed source of \p Job to \p Path. Returns false on
/// failure.
bool preprocess(const UnitJob &Job, const std::string &Path,
                const std::string &Scratch);

} // namespace coroscope

#endif
