//===- ClangAlone.h - Clang without our analysis ----------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What Clang does of a unit when nobody listens, in processes of their own: it
// may crash.
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_WORKERS_CLANGALONE_H
#define COROSCOPE_DRIVER_WORKERS_CLANGALONE_H

#include "workers/WorkerPool.h"

#include <string>

namespace coroscope {

/// The code that a crash is in.
enum class CrashOf { FrontEnd, BackEnd, Analysis };

/// Compiles \p Job once more with Clang alone, within the limits of \p Options,
/// to find out whose crash it is. \p Scratch is the name of a directory for
/// what Clang wants to write, and the caller's to remove.
CrashOf findCrash(const UnitJob &Job, const WorkerOptions &Options,
                  const std::string &Scratch);

/// Writes the preprocessed source of \p Job to \p Path. False if that cannot be
/// done.
bool preprocess(const UnitJob &Job, const std::string &Path,
                const std::string &Scratch);

} // namespace coroscope

#endif
