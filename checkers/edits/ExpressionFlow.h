//===- ExpressionFlow.h - Addresses that expressions pass on ----*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_EDITS_EXPRESSIONFLOW_H
#define COROSCOPE_EDITS_EXPRESSIONFLOW_H

namespace clang {
class Expr;
class LambdaExpr;
class Stmt;
class VarDecl;
} // namespace clang

namespace coroscope {

/// The way of an address through an expression or a statement.
enum class ExpressionFlow {
  Ends,     ///< The result cannot hold it.
  PassesOn, ///< The result of the expression may hold it.
  Other,    ///< It may go elsewhere, as with calls, assignments and returns.
};

/// Returns the way of an address that \p Use has or is, through its parent
/// \p Parent.
ExpressionFlow flowThrough(const clang::Stmt &Parent, const clang::Expr &Use);

/// Returns true if \p Lambda, which refers to \p Variable, may hold an address
/// in it, and not just a copy.
bool mayHold(const clang::LambdaExpr &Lambda, const clang::VarDecl &Variable);

} // namespace coroscope

#endif
