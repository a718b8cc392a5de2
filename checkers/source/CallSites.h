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

/// A call in an ordinary function of a coroutine, or of a function in another
/// unit that may be one.
struct FoundCallSite {
  /// Has no elision yet; the callee has a name only if it is not of this unit.
  CallSite Site;
  clang::FunctionDecl *Caller = nullptr;
  std::optional<std::size_t> CalleeIndex; ///< In the unit's coroutines.
};

/// Returns the \p Calls of tasks, each once, in the order of the source.
std::vector<FoundCallSite> findCallSites(const std::vector<ObjectCall> &Calls,
                                         const TasksOfUnit &Tasks,
                                         const ProjectPaths &Paths);

} // namespace coroscope

#endif
