//===- CallSites.h - Calls of coroutines in functions -----------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_SOURCE_CALLSITES_H
#define COROSCOPE_SOURCE_CALLSITES_H

#include "frame/Call.h"
#include "source/FindCoroutines.h"
#include "source/ProjectPaths.h"
#include "source/TasksOfUnit.h"

#include <optional>
#include <vector>

namespace coroscope {

/// A call in a function that is no coroutine, of one, or of what may be one of
/// another unit.
struct FoundCallSite {
  /// Without elision; the callee has a name only if it is not of this unit.
  CallSite Site;
  clang::FunctionDecl *Caller = nullptr;
  std::optional<std::size_t> CalleeIndex; ///< In the coroutines of the unit.
};

/// Those of \p Calls that are of tasks, each once, in the order of the source.
std::vector<FoundCallSite> findCallSites(const std::vector<ObjectCall> &Calls,
                                         const TasksOfUnit &Tasks,
                                         const ProjectPaths &Paths);

} // namespace coroscope

#endif
