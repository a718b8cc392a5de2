//===- CoroutineCalls.h - The tasks that a coroutine has --------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// body --full expressions, variables--> calls --places--> suspensions
//
// Frames live as long as their tasks: a temporary to the end of its full
// expression, a variable to the end of its scope or to the place where it is
// moved away.
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

/// Fills in the calls of \p C, the coroutine \p Function. \p CalleeIndex gets
/// one element for each call: the index of a callee in this unit, whose names
/// stay empty, or nothing for others, whose names are filled in.
void findCalls(Coroutine &C, const clang::FunctionDecl &Function,
               const TasksOfUnit &Tasks, const ProjectPaths &Paths,
               std::vector<std::optional<std::size_t>> &CalleeIndex);

} // namespace coroscope

#endif
