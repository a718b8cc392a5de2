//===- TasksOfUnit.h - The types that are tasks -----------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_SOURCE_TASKSOFUNIT_H
#define COROSCOPE_SOURCE_TASKSOFUNIT_H

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace clang {
class ASTContext;
class ClassTemplateDecl;
class CXXRecordDecl;
class FunctionDecl;
class Stmt;
class QualType;
} // namespace clang

namespace coroscope {

/// The tasks of a unit and the functions that make them. A task is a value of a
/// type that some coroutine of the unit returns, or that has a promise_type.
class TasksOfUnit {
  const clang::ASTContext &Context;
  llvm::DenseSet<const clang::CXXRecordDecl *> Records;
  llvm::DenseSet<const clang::ClassTemplateDecl *> Templates;
  llvm::DenseMap<const clang::FunctionDecl *, std::size_t> IndexOf;
  mutable llvm::DenseMap<const clang::CXXRecordDecl *, bool> IsTaskRecord;
  mutable llvm::DenseMap<const clang::CXXRecordDecl *, bool> Holds;
  mutable llvm::DenseMap<const clang::FunctionDecl *, bool> Makes;

  bool hasCallOfTask(const clang::Stmt &S) const;

public:
  /// \p Coroutines are all coroutines of the unit.
  TasksOfUnit(const clang::ASTContext &Context,
              const std::vector<clang::FunctionDecl *> &Coroutines);

  /// Returns true if \p Type, or the type that it refers to, is a task.
  bool isTask(clang::QualType Type) const;
  /// Whether \p Type, or what it refers to, is made of tasks, such as a tuple
  /// of tasks.
  bool hasTasks(clang::QualType Type) const;
  /// The same, or a class that has such members.
  bool mayHoldTasks(clang::QualType Type) const;
  /// The index of \p Function in the coroutines of the unit, if it is one.
  std::optional<std::size_t> indexOf(const clang::FunctionDecl &Function) const;
  /// Whether the body of \p Function has calls that give tasks, or of functions
  /// whose bodies have. Those of system headers are not looked at.
  bool makesTasks(const clang::FunctionDecl &Function) const;
};

} // namespace coroscope

#endif
