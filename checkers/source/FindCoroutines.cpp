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
#include "clang/Basic/Module.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SmallVector.h"

using namespace clang;

namespace coroscope {

static bool isCoroutine(const FunctionDecl &Function) {
  return isa_and_nonnull<CoroutineBodyStmt>(Function.getBody());
}

/// Returns true if \p Function comes with a named module that is imported. The
/// AST lists the functions of other headers and modules, but not these.
static bool isImported(const FunctionDecl &Function) {
  const FunctionDecl *Written = Function.getTemplateInstantiationPattern();
  const Module *Owner = (Written ? Written : &Function)->getOwningModule();
  return Owner && Owner->getTopLevelModule()->isNamedModule() &&
         (Written || Function.isInlined());
}

namespace {

class FunctionFinder : public RecursiveASTVisitor<FunctionFinder> {
  const SourceManager &Sources;
  FunctionsOfUnit &Found;
  llvm::DenseSet<const FunctionDecl *> Seen;
  FunctionDecl *Current = nullptr; ///< Null in coroutines and outside.
  /// Definitions from named modules that the unit uses.
  llvm::SmallVector<FunctionDecl *> Imported;

  void use(FunctionDecl *Function) {
    if (Function && isImported(*Function))
      if (FunctionDecl *Definition = Function->getDefinition())
        Imported.push_back(Definition);
  }

public:
  FunctionFinder(const SourceManager &Sources, FunctionsOfUnit &Found)
      : Sources(Sources), Found(Found) {}

  void findIn(ASTContext &Context) {
    TraverseAST(Context);
    while (!Imported.empty())
      TraverseDecl(Imported.pop_back_val());
  }

  bool shouldVisitTemplateInstantiations() const { return true; }
  bool shouldVisitImplicitCode() const { return true; }
  bool shouldWalkTypesOfTypeLocs() const { return false; }

  /// Skips dependent functions, which have no code; their instantiations are
  /// reached through the template. Visits each function once: the operand of a
  /// co_await appears several times, and so does a lambda in it.
  bool TraverseDecl(Decl *D) {
    auto *Function = dyn_cast_or_null<FunctionDecl>(D);
    if (Function &&
        (Function->isDependentContext() || !Seen.insert(Function).second))
      return true;
    FunctionDecl *Outer = Current;
    if (Function)
      Current = isCoroutine(*Function) ? nullptr : Function;
    const bool GoesOn = RecursiveASTVisitor::TraverseDecl(D);
    Current = Outer;
    return GoesOn;
  }

  /// Works around the visitor of clang 22, which takes written template
  /// arguments for a sign of an explicit specialization, and asserts that. Only
  /// the initializer can contain functions.
  bool TraverseVarTemplateSpecializationDecl(
      VarTemplateSpecializationDecl *Variable) {
    return TraverseStmt(Variable->getInit());
  }

  /// Skips types, which contain no functions.
  bool TraverseTypeLoc(TypeLoc, bool = true) { return true; }
  bool TraverseType(QualType, bool = true) { return true; }

  bool VisitFunctionDecl(FunctionDecl *Function) {
    if (!Function->doesThisDeclarationHaveABody() && !Function->isDefaulted())
      return true;
    if (isCoroutine(*Function))
      Found.Coroutines.push_back(Function);
    else
      Found.Others.push_back(Function);
    return true;
  }

  bool VisitCallExpr(CallExpr *Call) {
    if (Current && Call->isPRValue() && Call->getType()->isRecordType() &&
        Call->getDirectCallee() &&
        !Sources.isInSystemHeader(Sources.getExpansionLoc(Call->getExprLoc())))
      Found.Calls.push_back({Current, Call});
    return true;
  }

  bool VisitDeclRefExpr(DeclRefExpr *Use) {
    use(dyn_cast<FunctionDecl>(Use->getDecl()));
    return true;
  }
  bool VisitMemberExpr(MemberExpr *Use) {
    use(dyn_cast<FunctionDecl>(Use->getMemberDecl()));
    return true;
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *Use) {
    use(Use->getConstructor());
    return true;
  }
  bool VisitCXXBindTemporaryExpr(CXXBindTemporaryExpr *Use) {
    use(const_cast<CXXDestructorDecl *>(Use->getTemporary()->getDestructor()));
    return true;
  }
  bool VisitVarDecl(VarDecl *Variable) {
    if (const auto *Class = Variable->getType()
                                ->getBaseElementTypeUnsafe()
                                ->getAsCXXRecordDecl();
        Class && Class->hasDefinition())
      use(Class->getDestructor());
    return true;
  }

  /// Skips unevaluated operands, which call nothing.
  bool TraverseCXXNoexceptExpr(CXXNoexceptExpr *) { return true; }
  bool TraverseRequiresExpr(RequiresExpr *) { return true; }
  bool TraverseUnaryExprOrTypeTraitExpr(UnaryExprOrTypeTraitExpr *) {
    return true;
  }
};

} // namespace

FunctionsOfUnit findFunctions(ASTContext &Context) {
  FunctionsOfUnit Found;
  FunctionFinder(Context.getSourceManager(), Found).findIn(Context);
  if (Found.Coroutines.empty()) {
    Found.Others.clear();
    Found.Calls.clear();
  }
  return Found;
}

} // namespace coroscope
