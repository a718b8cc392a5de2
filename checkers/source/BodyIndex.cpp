//===- BodyIndex.cpp - Parents of the statements in a body ----------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "source/BodyIndex.h"

#include "clang/AST/Decl.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace coroscope {

/// Returns the written parts of \p Statement. Clang repeats the operands of
/// coroutine keywords in the calls that it makes of them, and leaves out the
/// default initializers of members and arrays that are copied.
static llvm::SmallVector<const Stmt *, 8> partsOf(const Stmt &Statement) {
  if (const auto *Suspend = dyn_cast<CoroutineSuspendExpr>(&Statement))
    return {Suspend->getOperand()};
  if (const auto *Return = dyn_cast<CoreturnStmt>(&Statement))
    return {Return->getOperand()};
  if (const auto *Member = dyn_cast<CXXDefaultInitExpr>(&Statement))
    return {Member->getExpr()};
  if (const auto *Copies = dyn_cast<ArrayInitLoopExpr>(&Statement))
    return {Copies->getCommonExpr()->getSourceExpr(), Copies->getSubExpr()};
  llvm::SmallVector<const Stmt *, 8> Parts;
  for (const Stmt *Part : Statement.children())
    Parts.push_back(Part);
  return Parts;
}

void BodyIndex::add(const Stmt *Statement, const Stmt *Parent) {
  // A shared statement keeps its first parent.
  if (!Statement || !Parents.try_emplace(Statement, Parent).second)
    return;
  if (isa<LabelStmt, GotoStmt, IndirectGotoStmt, AddrLabelExpr>(Statement))
    Jumps = true;
  if (const auto *Declaration = dyn_cast<DeclStmt>(Statement))
    for (const Decl *D : Declaration->decls())
      if (const auto *Variable = dyn_cast<VarDecl>(D)) {
        Declarations[Variable] = Declaration;
        Variables.push_back(Variable);
      }
  if (const auto *Reference = dyn_cast<DeclRefExpr>(Statement))
    if (const auto *Variable = dyn_cast<VarDecl>(Reference->getDecl()))
      References[Variable].push_back(Reference);
  if (const auto *Object = dyn_cast<CXXThisExpr>(Statement))
    This.push_back(Object);
  if (const auto *Suspend = dyn_cast<CoroutineSuspendExpr>(Statement))
    Suspensions.push_back(Suspend);
  for (const Stmt *Part : partsOf(*Statement))
    add(Part, Statement);
}

BodyIndex::BodyIndex(const FunctionDecl &Function) : Function(Function) {
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(&Function))
    for (const CXXCtorInitializer *Init : Constructor->inits())
      add(Init->getInit(), nullptr);
  const Stmt *Body = Function.getBody();
  if (const auto *Coroutine = dyn_cast_or_null<CoroutineBodyStmt>(Body))
    Body = Coroutine->getBody();
  add(Body, nullptr);
}

bool BodyIndex::declares(const VarDecl &Variable) const {
  return Function.Encloses(Variable.getDeclContext());
}

llvm::ArrayRef<const DeclRefExpr *>
BodyIndex::referencesTo(const VarDecl &Variable) const {
  auto It = References.find(&Variable);
  return It == References.end() ? llvm::ArrayRef<const DeclRefExpr *>()
                                : It->second;
}

const Stmt *BodyIndex::statementIn(const CompoundStmt &Block,
                                   const Stmt &Inner) const {
  for (const Stmt *S = &Inner; S;) {
    const Stmt *Parent = parentOf(*S);
    if (Parent == &Block)
      return S;
    S = Parent;
  }
  return nullptr;
}

bool BodyIndex::suspends(const Stmt *Statement) {
  if (!Statement)
    return false;
  if (isa<CoroutineSuspendExpr>(Statement))
    return true;
  if (const auto *Lambda = dyn_cast<LambdaExpr>(Statement))
    return llvm::any_of(Lambda->capture_inits(), suspends);
  return llvm::any_of(partsOf(*Statement), suspends);
}

static bool isLoop(const Stmt &Statement) {
  return isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(Statement);
}

bool BodyIndex::isRepeatedAcrossSuspension(const Stmt &Statement) const {
  for (const Stmt *S = parentOf(Statement); S; S = parentOf(*S))
    if (isLoop(*S) && suspends(S))
      return true;
  return false;
}

static bool leaves(const Stmt *Statement, bool InLoop, bool InSwitch) {
  if (!Statement || isa<LambdaExpr>(Statement))
    return false;
  if (isa<CoroutineSuspendExpr, CoreturnStmt, ReturnStmt>(Statement))
    return true;
  if (isa<BreakStmt>(Statement))
    return !InLoop && !InSwitch;
  if (isa<ContinueStmt>(Statement))
    return !InLoop;
  InLoop |= isLoop(*Statement);
  InSwitch |= isa<SwitchStmt>(Statement);
  return llvm::any_of(partsOf(*Statement), [&](const Stmt *Part) {
    return leaves(Part, InLoop, InSwitch);
  });
}

bool BodyIndex::canLeave(const Stmt &Statement) const {
  return leaves(&Statement, /*InLoop=*/false, /*InSwitch=*/false);
}

} // namespace coroscope
