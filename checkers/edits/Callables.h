//===- Callables.h - Objects and pointers that can be called ----*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_EDITS_CALLABLES_H
#define COROSCOPE_EDITS_CALLABLES_H

namespace clang {
class CXXRecordDecl;
class Expr;
class FunctionDecl;
} // namespace clang

namespace coroscope {

/// Returns the function that a call of \p Argument runs; null if it is not
/// callable, or the function is unknown.
const clang::FunctionDecl *callableIn(const clang::Expr &Argument);

/// Returns true if a function may call an object of \p Class, which may be
/// null. Those of the library that compare and add keep nothing; others hold
/// what they call.
bool isCallable(const clang::CXXRecordDecl *Class);

} // namespace coroscope

#endif
