//===- CoroutineText.h - The source text of a coroutine ---------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Debug information names a value by line and column. This index finds the
// source there: variables with their types as written, expressions, operands of
// suspensions.
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_SOURCE_COROUTINETEXT_H
#define COROSCOPE_SOURCE_COROUTINETEXT_H

#include "frame/Frame.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace clang {
class ASTContext;
class CoroutineSuspendExpr;
class Expr;
class FunctionDecl;
class QualType;
class SourceLocation;
class SourceRange;
class VarDecl;
} // namespace clang

namespace coroscope {

/// A variable of the source.
struct VariableText {
  std::string Name;
  std::string Type;          ///< As written.
  std::string FullType = {}; ///< Valid anywhere, or empty.
  Bytes Size = Bytes(0);     ///< Of an object of the type; 0 if it is unknown.
  unsigned Line = 0;
  unsigned Column = 0;
  bool IsParameter = false;
};

/// An expression of the source.
struct ExpressionText {
  std::string Text; ///< As written, on one line, shortened.
  std::string Type; ///< As written.
};

/// Finds source texts by place. Lines and columns are 1-based and presumed, as
/// in debug information.
///
/// Lifetime: points into the AST.
class CoroutineText {
public:
  CoroutineText(const clang::FunctionDecl &Function);

  /// Returns the parameter with number \p Argument, counted from 1 with `this`
  /// first, as debug information does.
  std::optional<VariableText> parameter(unsigned Argument) const;

  /// Returns the first parameter without a name whose type has \p Size.
  std::optional<VariableText> unnamedParameter(Bytes Size) const;

  /// Returns the variable \p Name declared at \p Line and \p Column; column 0
  /// matches any. For line 0, returns the only variable of that name.
  std::optional<VariableText> variable(std::string_view Name, unsigned Line,
                                       unsigned Column) const;

  /// Returns the variable behind the structured bindings, of which \p Name is
  /// declared at \p Line and \p Column; column 0 matches any.
  std::optional<VariableText> bindingsWith(std::string_view Name, unsigned Line,
                                           unsigned Column) const;

  /// Returns the variable of \p Size behind the structured bindings that are
  /// declared from a place on.
  std::optional<VariableText> bindings(unsigned Line, unsigned Column,
                                       Bytes Size) const;

  /// Returns the outermost expression at a place with a type of \p Size; if
  /// none has that size, the outermost one. If no expression starts there, uses
  /// the one before it in the line.
  std::optional<ExpressionText> expression(unsigned Line, unsigned Column,
                                           Bytes Size) const;

  /// Returns the operand, as written, of the `co_await` or `co_yield` at a
  /// place, with the type of its awaiter. Nothing if there is no such keyword.
  std::optional<ExpressionText> awaiter(unsigned Line, unsigned Column) const;

  /// Returns true if a block, or the coroutine itself, ends at a place, where
  /// its variables are destroyed.
  bool isEndOfScope(unsigned Line, unsigned Column) const;

  /// True if the variable \p Name declared at \p DeclaredLine is named in a
  /// line, or in the expression that begins at the place.
  bool mentions(std::string_view Name, unsigned DeclaredLine, unsigned Line,
                unsigned Column) const;

  /// True if a place is in the declaration of the variable, its initializer
  /// included.
  bool isInDeclaration(std::string_view Name, unsigned DeclaredLine,
                       unsigned Line, unsigned Column) const;

  /// True if a place is in the `co_await` or `co_yield` expression at
  /// \p SuspendLine, \p SuspendColumn.
  bool isInSuspension(unsigned SuspendLine, unsigned SuspendColumn,
                      unsigned Line, unsigned Column) const;

  /// True if the call at a place gives what the `co_await` or `co_yield` at
  /// \p SuspendLine, \p SuspendColumn waits for: an operation, or a part of
  /// one.
  bool isAwaitedCall(unsigned SuspendLine, unsigned SuspendColumn,
                     unsigned Line, unsigned Column) const;

  /// The types of the awaiters of the initial and the final suspension, as
  /// written. Empty if unknown.
  std::string initialAwaiterType() const;
  std::string finalAwaiterType() const;

  /// Returns the type of the promise; the full one is valid anywhere, or empty.
  std::string promiseType() const;
  std::string fullPromiseType() const;

private:
  using LineColumn = std::pair<unsigned, unsigned>;
  class Collector;

  LineColumn presumed(clang::SourceLocation Location) const;
  std::string typeText(clang::QualType Type) const;
  std::string fullTypeText(clang::QualType Type) const;
  std::string exprText(const clang::Expr &Expression) const;
  VariableText describe(const clang::VarDecl &Variable) const;
  const clang::VarDecl *find(std::string_view Name,
                             unsigned DeclaredLine) const;
  bool isOperation(const clang::Expr *E, LineColumn Place) const;
  bool contains(clang::SourceRange Range, LineColumn Place) const;

  const clang::FunctionDecl &Function;
  const clang::ASTContext &Context;
  std::multimap<std::string, const clang::VarDecl *, std::less<>> Variables;
  std::multimap<LineColumn, const clang::Expr *> Expressions;
  std::map<LineColumn, const clang::CoroutineSuspendExpr *> Suspends;
  std::set<LineColumn> ScopeEnds;
  std::map<const clang::VarDecl *, std::set<unsigned>> Mentions; ///< Lines.
};

} // namespace coroscope

#endif
