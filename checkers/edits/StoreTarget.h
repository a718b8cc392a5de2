//===- StoreTarget.h - Objects in which an address is stored ----*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_EDITS_STORETARGET_H
#define COROSCOPE_EDITS_STORETARGET_H

#include "llvm/ADT/ArrayRef.h"

namespace clang {
class Expr;
class FunctionDecl;
class VarDecl;
} // namespace clang

namespace coroscope {

class BodyIndex;

/// The object in which an address is stored.
///
/// Lifetime: refers to the AST.
struct StoreTarget {
  enum TargetKind {
    Local,     ///< A local variable, or a part of it.
    Parameter, ///< What a parameter of the callee refers or points to.
    This,      ///< The object of the callee.
    Pointee,   ///< What a variable points to.
    Elsewhere,
  };
  TargetKind Kind;
  /// Null for `This`; for `Elsewhere`, the variable if it is known.
  const clang::VarDecl *Variable;
};

/// Returns the target of a store at \p Place. \p Callee is the function around
/// it if its caller is told of the effect; otherwise null, and there are no
/// targets `Parameter` and `This`.
StoreTarget targetAt(const clang::Expr &Place,
                     const clang::FunctionDecl *Callee);

/// Returns the target of a store where \p Pointer points.
StoreTarget targetThrough(const clang::Expr &Pointer,
                          const clang::FunctionDecl *Callee);

/// Returns the target of a function that stores in the object that
/// \p Argument is or points to.
StoreTarget targetByArgument(const clang::Expr &Argument,
                             const clang::FunctionDecl *Callee);

/// Returns true if \p Pointer points into one of \p Variables as long as it
/// exists.
bool pointsInto(const clang::VarDecl &Pointer,
                llvm::ArrayRef<const clang::VarDecl *> Variables,
                const BodyIndex &Body);

} // namespace coroscope

#endif
