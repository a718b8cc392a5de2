//===- CoroutineFacts.cpp - Plain facts of a coroutine --------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "source/CoroutineFacts.h"

#include "source/BodyIndex.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Basic/TargetInfo.h"

using namespace clang;

namespace coroscope {

/// Returns the implicit suspension in \p Statement; null if there is none.
static const CoroutineSuspendExpr *suspensionIn(const Stmt *Statement) {
  if (const auto *Expression = dyn_cast_or_null<Expr>(Statement))
    return dyn_cast<CoroutineSuspendExpr>(
        Expression->IgnoreUnlessSpelledInSource());
  return nullptr;
}

/// Returns true if \p Call calls a function whose body is just "return true;",
/// or "return false;" if \p Expected is false.
static bool isAlways(bool Expected, const Expr *Call) {
  const auto *Written =
      dyn_cast_or_null<CallExpr>(Call ? Call->IgnoreImplicit() : nullptr);
  const FunctionDecl *Callee = Written ? Written->getDirectCallee() : nullptr;
  const auto *Body =
      dyn_cast_or_null<CompoundStmt>(Callee ? Callee->getBody() : nullptr);
  if (!Body || Body->size() != 1)
    return false;
  const auto *Return = dyn_cast<ReturnStmt>(Body->body_front());
  const auto *Value = Return && Return->getRetValue()
                          ? dyn_cast<CXXBoolLiteralExpr>(
                                Return->getRetValue()->IgnoreParenImpCasts())
                          : nullptr;
  return Value && Value->getValue() == Expected;
}

/// Returns the alignment that the allocation of the frame guarantees; nothing
/// if the author or -fcoro-aligned-allocation takes care of it.
static std::optional<Bytes> allocationAlign(const CoroutineBodyStmt &Body,
                                            const ASTContext &Context) {
  if (Context.getLangOpts().CoroAlignedAllocation)
    return std::nullopt;
  const auto *Call = dyn_cast_or_null<CallExpr>(Body.getAllocate());
  const FunctionDecl *Allocate = Call ? Call->getDirectCallee() : nullptr;
  if (!Allocate || isa<CXXMethodDecl>(Allocate))
    return std::nullopt;
  return Bytes(
      Context.toCharUnitsFromBits(Context.getTargetInfo().getNewAlign())
          .getQuantity());
}

void fillFacts(Coroutine &C, const FunctionDecl &Function) {
  const ASTContext &Context = Function.getASTContext();
  const SourceManager &Sources = Context.getSourceManager();
  const auto *Body = cast<CoroutineBodyStmt>(Function.getBody());
  C.Background.LastLine = Sources.getPresumedLineNumber(
      Sources.getExpansionLoc(Function.getEndLoc()));
  C.Background.AllocationAlign = allocationAlign(*Body, Context);
  const CoroutineSuspendExpr *Initial =
      suspensionIn(Body->getInitSuspendStmt());
  C.IsLazy = Initial && isAlways(false, Initial->getReadyExpr());
  // Unoptimized code seems to run past a final suspension that always waits.
  if (const CoroutineSuspendExpr *Final =
          suspensionIn(Body->getFinalSuspendStmt());
      Final && isAlways(false, Final->getReadyExpr()))
    for (Suspend &S : C.Suspends)
      S.MayEnd = S.Kind == SuspendKind::Final;
  C.Background.NeverSuspends = Initial &&
                               isAlways(true, Initial->getReadyExpr()) &&
                               !BodyIndex::suspends(Body->getBody());
}

} // namespace coroscope
