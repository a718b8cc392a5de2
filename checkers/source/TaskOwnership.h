//===- TaskOwnership.h - What objects do to their tasks -------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_SOURCE_TASKOWNERSHIP_H
#define COROSCOPE_SOURCE_TASKOWNERSHIP_H

#include "llvm/ADT/DenseMap.h"

namespace clang {
class CXXMethodDecl;
class CXXRecordDecl;
class Decl;
class FunctionDecl;
class QualType;
} // namespace clang

namespace coroscope {

/// Tells which types destroy the frames of the tasks that they have.
class TaskOwnership {
  llvm::DenseMap<const clang::CXXRecordDecl *, bool> Ends;

  bool endsTasks(const clang::CXXRecordDecl &Record, unsigned Levels);

public:
  /// True if an object of \p Type destroys the frames of its tasks when it
  /// goes. A destructor that is only declared is taken to do it.
  bool endsTasks(clang::QualType Type);

  /// True if \p Assignment, of a task, gives what was there to the other one.
  static bool swaps(const clang::CXXMethodDecl &Assignment);
};

/// Whether \p D is of the standard library, at any depth.
bool isStandard(const clang::Decl &D);

/// Whether \p Record is std::coroutine_handle.
bool isCoroutineHandle(const clang::CXXRecordDecl *Record);

/// Whether \p Type is one of the standard library that holds one object.
bool holdsOne(clang::QualType Type);

} // namespace coroscope

#endif
