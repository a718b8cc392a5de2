//===- FindCoroutines.cpp - The coroutines of a unit ----------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "source/FindCoroutines.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace coroscope {

namespace {

class FunctionFinder : public RecursiveASTVisitor<FunctionFinder> {
  FunctionsOfUnit &Found;

public:
  explicit FunctionFinder(FunctionsOfUnit &Found) : Found(Found) {}

  bool shouldVisitTemplateInstantiations() const { return true; }
  bool shouldVisitImplicitCode() const { return true; }
  bool shouldWalkTypesOfTypeLocs() const { return false; }

  /// What depends on a template parameter has no code; its instantiations are
  /// reached through the template.
  bool TraverseDecl(Decl *D) {
    if (const auto *Function = dyn_cast_or_null<FunctionDecl>(D);
        Function && Function->isDependentContext())
      return true;
    return RecursiveASTVisitor::TraverseDecl(D);
  }

  /// The visitor of clang 22 takes written template arguments for a sign of an
  /// explicit specialization, and asserts it. Functions can only be in the
  /// initializer.
  bool TraverseVarTemplateSpecializationDecl(
      VarTemplateSpecializationDecl *Variable) {
    return TraverseStmt(Variable->getInit());
  }

  /// Types hold no functions.
  bool TraverseTypeLoc(TypeLoc, bool = true) { return true; }
  bool TraverseType(QualType, bool = true) { return true; }

  bool VisitFunctionDecl(FunctionDecl *Function) {
    if (!Function->doesThisDeclarationHaveABody() && !Function->isDefaulted())
      return true;
    if (isa_and_nonnull<CoroutineBodyStmt>(Function->getBody()))
      Found.Coroutines.push_back(Function);
    else
      Found.Others.push_back(Function);
    return true;
  }
};

} // namespace

FunctionsOfUnit findFunctions(ASTContext &Context) {
  FunctionsOfUnit Found;
  FunctionFinder(Found).TraverseAST(Context);
  if (Found.Coroutines.empty())
    Found.Others.clear();
  return Found;
}

} // namespace coroscope
