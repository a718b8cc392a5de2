//===- BodyIndex.h - Parents of the statements in a body --------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_SOURCE_BODYINDEX_H
#define COROSCOPE_SOURCE_BODYINDEX_H

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"

#include <vector>

namespace clang {
class CompoundStmt;
class CoroutineSuspendExpr;
class CXXThisExpr;
class DeclRefExpr;
class DeclStmt;
class FunctionDecl;
class Stmt;
class VarDecl;
} // namespace clang

namespace coroscope {

/// The written statements of a function with their parents, and the variables
/// with their references. Includes the bodies of lambdas, since their
/// references count, and the initializers of a constructor.
///
/// Lifetime: points into the AST.
class BodyIndex {
  llvm::DenseMap<const clang::Stmt *, const clang::Stmt *> Parents;
  llvm::DenseMap<const clang::VarDecl *, const clang::DeclStmt *> Declarations;
  llvm::DenseMap<const clang::VarDecl *,
                 llvm::SmallVector<const clang::DeclRefExpr *, 4>>
      References;
  std::vector<const clang::VarDecl *> Variables;
  std::vector<const clang::CXXThisExpr *> This;
  std::vector<const clang::CoroutineSuspendExpr *> Suspensions;
  bool Jumps = false;
  const clang::FunctionDecl &Function;

  void add(const clang::Stmt *Statement, const clang::Stmt *Parent);

public:
  explicit BodyIndex(const clang::FunctionDecl &Function);

  /// Returns null for the body itself.
  const clang::Stmt *parentOf(const clang::Stmt &Statement) const {
    return Parents.lookup(&Statement);
  }
  /// Returns null for a variable declared elsewhere, as in a condition.
  const clang::DeclStmt *declarationOf(const clang::VarDecl &Variable) const {
    return Declarations.lookup(&Variable);
  }
  llvm::ArrayRef<const clang::DeclRefExpr *>
  referencesTo(const clang::VarDecl &Variable) const;

  /// Returns each co_await and co_yield as written, once.
  const std::vector<const clang::CoroutineSuspendExpr *> &suspensions() const {
    return Suspensions;
  }

  /// Returns the uses of the object, written or implicit.
  const std::vector<const clang::CXXThisExpr *> &thisExpressions() const {
    return This;
  }

  /// Returns the variables in the order of the source.
  const std::vector<const clang::VarDecl *> &variables() const {
    return Variables;
  }
  /// Returns true if \p Variable belongs to the function or to a lambda in it,
  /// and not to a function around it.
  bool declares(const clang::VarDecl &Variable) const;

  /// Returns true if there is a label or a goto.
  bool hasJumps() const { return Jumps; }

  /// Returns the statement directly in \p Block that is or contains \p Inner;
  /// null if it is not in the block.
  const clang::Stmt *statementIn(const clang::CompoundStmt &Block,
                                 const clang::Stmt &Inner) const;

  /// Returns true if \p Statement is in a loop that suspends.
  bool isRepeatedAcrossSuspension(const clang::Stmt &Statement) const;

  /// Returns true if \p Statement contains a co_await, co_yield, co_return or
  /// return, or a break or continue that leaves it.
  bool canLeave(const clang::Stmt &Statement) const;

  /// Returns true if \p Statement contains a co_await or co_yield outside
  /// lambdas.
  static bool suspends(const clang::Stmt *Statement);
};

} // namespace coroscope

#endif
