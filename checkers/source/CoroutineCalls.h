//===- CoroutineCalls.h - The tasks that a coroutine has --------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// body --full expressions, variables--> calls --places--> suspensions
//
// A task is a value of a type that some coroutine of the unit returns, or that
// has a promise_type. Frames live as long as their tasks: a temporary to the
// end of its full expression, a variable to the end of its scope or to where it
// is moved away.
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_SOURCE_COROUTINECALLS_H
#define COROSCOPE_SOURCE_COROUTINECALLS_H

#include "frame/Coroutine.h"
#include "source/ProjectPaths.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

#include <string>
#include <vector>

namespace clang {
class ASTContext;
class ClassTemplateDecl;
class CXXRecordDecl;
class Expr;
class FunctionDecl;
class QualType;
} // namespace clang

namespace coroscope {

/// What a unit knows of tasks and of the functions that make them.
class TasksOfUnit {
  const clang::ASTContext &Context;
  llvm::DenseSet<const clang::CXXRecordDecl *> Records;
  llvm::DenseSet<const clang::ClassTemplateDecl *> Templates;
  llvm::DenseMap<const clang::FunctionDecl *, std::size_t> IndexOf;
  mutable llvm::DenseMap<const clang::CXXRecordDecl *, bool> IsTaskRecord;

public:
  /// \p Coroutines are all coroutines of the unit.
  TasksOfUnit(const clang::ASTContext &Context,
              const std::vector<clang::FunctionDecl *> &Coroutines);

  /// Whether \p Type, or what it refers to, is that of a task.
  bool isTask(clang::QualType Type) const;
  /// Whether \p Type has tasks in it, such as a tuple of tasks.
  bool hasTasks(clang::QualType Type) const;
  /// The index of \p Function in the coroutines of the unit, if it is one.
  std::optional<std::size_t> indexOf(const clang::FunctionDecl &Function) const;
};

/// Fills in the calls of \p C, which \p Function is. Those of coroutines of the
/// unit have only the index of the callee in \p CalleeIndex, one for each call;
/// it is nothing for others, whose names are filled in.
void findCalls(Coroutine &C, const clang::FunctionDecl &Function,
               const TasksOfUnit &Tasks, const ProjectPaths &Paths,
               std::vector<std::optional<std::size_t>> &CalleeIndex);

} // namespace coroscope

#endif
