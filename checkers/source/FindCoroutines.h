//===- FindCoroutines.h - The coroutines of a unit --------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_SOURCE_FINDCOROUTINES_H
#define COROSCOPE_SOURCE_FINDCOROUTINES_H

#include <vector>

namespace clang {
class ASTContext;
class CallExpr;
class FunctionDecl;
} // namespace clang

namespace coroscope {

/// A call of a function that returns an object of a class.
struct ObjectCall {
  clang::FunctionDecl *Caller = nullptr; ///< An ordinary function.
  const clang::CallExpr *Call = nullptr;

  bool operator==(const ObjectCall &) const = default;
};

/// The functions of a translation unit that can have code.
///
/// Lifetime: the declarations belong to the AST.
struct FunctionsOfUnit {
  /// Definitions with a coroutine body, in the order of the AST: functions,
  /// members, lambdas, instantiations. Templates themselves are left out.
  std::vector<clang::FunctionDecl *> Coroutines;
  /// The definitions of every other function. Empty if there are no coroutines.
  std::vector<clang::FunctionDecl *> Others;
  /// The calls in Others that may be of coroutines, outside system headers.
  std::vector<ObjectCall> Calls;
};

/// Walks the whole AST, including instantiations, implicit code and lambdas. Of
/// imported named modules, includes what the unit uses and emits itself.
FunctionsOfUnit findFunctions(clang::ASTContext &Context);

} // namespace coroscope

#endif
