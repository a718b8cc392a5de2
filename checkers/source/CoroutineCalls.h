//===- CoroutineCalls.h - The tasks that a coroutine has --------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// body --TaskFlow--> tasks, ways --places--> calls, moments
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_SOURCE_COROUTINECALLS_H
#define COROSCOPE_SOURCE_COROUTINECALLS_H

#include "frame/Coroutine.h"
#include "source/ProjectPaths.h"
#include "source/TasksOfUnit.h"

#include <optional>
#include <vector>

namespace clang {
class FunctionDecl;
} // namespace clang

namespace coroscope {

/// Fills in the calls and the moments of \p C, which \p Function is. Those of
/// coroutines of the unit have only the index of the callee in \p CalleeIndex,
/// one for each call; it is nothing for others, whose names are filled in.
void findCalls(Coroutine &C, const clang::FunctionDecl &Function,
               const TasksOfUnit &Tasks, const ProjectPaths &Paths,
               std::vector<std::optional<std::size_t>> &CalleeIndex);

} // namespace coroscope

#endif
