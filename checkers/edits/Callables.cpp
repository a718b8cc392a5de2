//===- Callables.cpp - Objects and pointers that can be called ------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "edits/Callables.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace coroscope {

const FunctionDecl *callableIn(const Expr &Argument) {
  const Expr *E = Argument.IgnoreUnlessSpelledInSource();
  if (const auto *Reference = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts()))
    if (const auto *Function = dyn_cast<FunctionDecl>(Reference->getDecl()))
      return Function;
  const CXXRecordDecl *Class =
      Argument.getType().getNonReferenceType()->getAsCXXRecordDecl();
  if (!Class || !Class->hasDefinition())
    return nullptr;
  if (Class->isLambda())
    return Class->getLambdaCallOperator();
  const auto Operators = Class->lookup(
      Class->getASTContext().DeclarationNames.getCXXOperatorName(OO_Call));
  return Operators.isSingleResult() ? dyn_cast<CXXMethodDecl>(Operators.front())
                                    : nullptr;
}

bool isCallable(const CXXRecordDecl *Class) {
  if (!Class || !Class->hasDefinition())
    return false;
  if (Class->isInStdNamespace() && Class->isEmpty())
    return false;
  return Class->isLambda() ||
         !Class
              ->lookup(
                  Class->getASTContext().DeclarationNames.getCXXOperatorName(
                      OO_Call))
              .empty();
}

} // namespace coroscope
