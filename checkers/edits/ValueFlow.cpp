//===- ValueFlow.cpp - Whether a value can outlive its scope --------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "edits/ValueFlow.h"

#include "source/BodyIndex.h"

#include "clang/AST/Decl.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace coroscope {

namespace {

class Follower {
  const BodyIndex &Body;
  ValueFlow &Flow;

  bool outlives(std::string Why) {
    if (Flow.Outlives.empty())
      Flow.Outlives = std::move(Why);
    return false;
  }
  void followReference(const DeclRefExpr &Reference);
  void followUse(const Expr &Use);
  bool isHarmlessCall(const Expr &Call, const FunctionDecl *Callee,
                      llvm::ArrayRef<const Expr *> Others);

public:
  Follower(const BodyIndex &Body, ValueFlow &Flow) : Body(Body), Flow(Flow) {}

  void run();
};

} // namespace

/// A type whose values hold no address.
static bool isPlain(QualType Type) {
  return Type->isVoidType() || Type->isArithmeticType() ||
         Type->isEnumeralType() || Type->isNullPtrType();
}

/// Whether something that is passed as \p Argument cannot be made to keep an
/// address: plain values, and what may only be read.
static bool keepsNothing(const Expr &Argument) {
  QualType Type = Argument.getType();
  if (isPlain(Type) && Argument.isPRValue())
    return true;
  if (isa<StringLiteral>(Argument.IgnoreParenImpCasts()))
    return true;
  if (Type->isPointerType())
    return Type->getPointeeType().isConstQualified() ||
           Type->isFunctionPointerType();
  return Argument.isGLValue() && Type.isConstQualified();
}

bool Follower::isHarmlessCall(const Expr &Call, const FunctionDecl *Callee,
                              llvm::ArrayRef<const Expr *> Others) {
  const std::string Name =
      Callee ? "'" + Callee->getNameAsString() + "'" : "an unknown function";
  if (!isPlain(Call.getType()))
    return outlives("the result of " + Name + " may point into it");
  if (!Callee)
    return outlives("its address is passed to " + Name);
  for (const Expr *Other : Others)
    if (!keepsNothing(*Other))
      return outlives("its address is passed to " + Name +
                      " together with an object that may keep it");
  return true;
}

/// Follows the value of \p Use, an lvalue of the variable or of a part of it,
/// or an address in it.
void Follower::followUse(const Expr &Use) {
  const Stmt *Parent = Body.parentOf(Use);
  if (!Parent)
    return;
  if (const auto *Cast = dyn_cast<CastExpr>(Parent)) {
    switch (Cast->getCastKind()) {
    case CK_LValueToRValue:
      // What is read from it is a copy, unless it is an address in a pointer.
      if (Use.getType()->isPointerType() || Use.getType()->isReferenceType())
        followUse(*Cast);
      else if (!isPlain(Use.getType()) && !Use.getType()->isRecordType())
        outlives("it is read as a value that may be an address");
      return;
    case CK_ToVoid:
    case CK_PointerToBoolean:
      return;
    case CK_PointerToIntegral:
      outlives("its address is used as a number");
      return;
    default:
      followUse(*Cast);
      return;
    }
  }
  if (isa<ParenExpr, MemberExpr, ExprWithCleanups>(Parent)) {
    if (const auto *Member = dyn_cast<MemberExpr>(Parent);
        Member && isa<CXXMethodDecl>(Member->getMemberDecl())) {
      const auto *Call =
          dyn_cast_or_null<CXXMemberCallExpr>(Body.parentOf(*Member));
      if (!Call) {
        outlives("a member function of it is used without a call");
        return;
      }
      llvm::SmallVector<const Expr *, 4> Others(Call->arguments());
      isHarmlessCall(*Call, Call->getDirectCallee(), Others);
      return;
    }
    followUse(*cast<Expr>(Parent));
    return;
  }
  if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(Parent)) {
    if (Subscript->getBase() == &Use)
      followUse(*Subscript);
    return;
  }
  if (const auto *Operator = dyn_cast<UnaryOperator>(Parent)) {
    if (Operator->isIncrementDecrementOp() ||
        Operator->getOpcode() == UO_AddrOf || Operator->getOpcode() == UO_Deref)
      followUse(*Operator);
    return; // Of a value that was read.
  }
  if (isa<UnaryExprOrTypeTraitExpr, CXXNoexceptExpr, CXXTypeidExpr>(Parent))
    return;
  if (const auto *Operator = dyn_cast<BinaryOperator>(Parent)) {
    if (Operator->isAssignmentOp()) {
      if (Operator->getLHS() == &Use) {
        if (!isa<CompoundStmt>(Body.parentOf(*Operator)))
          followUse(*Operator);
        return;
      }
      if (!isPlain(Use.getType()))
        outlives("its address is stored elsewhere");
      return;
    }
    if (Operator->isAdditiveOp() && Operator->getType()->isPointerType())
      followUse(*Operator);
    else if (Operator->getOpcode() == BO_Comma && Operator->getRHS() == &Use)
      followUse(*Operator);
    return;
  }
  if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(Parent)) {
    llvm::SmallVector<const Expr *, 4> Others;
    for (const Expr *Argument : Call->arguments())
      if (Argument != &Use)
        Others.push_back(Argument);
    isHarmlessCall(*Call, Call->getDirectCallee(), Others);
    return;
  }
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(Parent)) {
    outlives("its address is passed to '" +
             (Call->getMethodDecl() ? Call->getMethodDecl()->getNameAsString()
                                    : std::string("a function")) +
             "' of another object, which may keep it");
    return;
  }
  if (const auto *Call = dyn_cast<CallExpr>(Parent)) {
    llvm::SmallVector<const Expr *, 4> Others;
    for (const Expr *Argument : Call->arguments())
      if (Argument != &Use)
        Others.push_back(Argument);
    isHarmlessCall(*Call, Call->getDirectCallee(), Others);
    return;
  }
  if (const auto *Declaration = dyn_cast<DeclStmt>(Parent)) {
    for (const Decl *D : Declaration->decls())
      if (const auto *Variable = dyn_cast<VarDecl>(D);
          Variable && Variable->getInit() == &Use) {
        if (Variable->isStaticLocal() || !Variable->isLocalVarDecl())
          outlives("a static variable refers to it");
        else if (!isPlain(Variable->getType()) &&
                 !llvm::is_contained(Flow.Aliases, Variable))
          Flow.Aliases.push_back(Variable);
      }
    return;
  }
  if (isa<CompoundStmt, IfStmt, ForStmt, WhileStmt, DoStmt, SwitchStmt,
          CXXForRangeStmt>(Parent))
    return; // The value is not used.
  if (isa<ConditionalOperator>(Parent)) {
    followUse(*cast<Expr>(Parent));
    return;
  }
  if (isa<CoroutineSuspendExpr>(Parent)) {
    outlives("what is awaited may still use it");
    return;
  }
  if (isa<LambdaExpr>(Parent)) {
    outlives("a lambda refers to it");
    return;
  }
  if (isa<CXXConstructExpr>(Parent)) {
    outlives("an object is made from it that may refer to it");
    return;
  }
  outlives("it is used in a way that is not known to be harmless");
}

void Follower::followReference(const DeclRefExpr &Reference) {
  for (const Stmt *S = Body.parentOf(Reference); S; S = Body.parentOf(*S)) {
    if (isa<LambdaExpr>(S)) {
      outlives("a lambda refers to it");
      return;
    }
    if (isa<CoroutineSuspendExpr>(S)) {
      outlives("what is awaited may still use it");
      return;
    }
    if (isa<CompoundStmt>(S))
      break;
  }
  followUse(Reference);
}

void Follower::run() {
  // Grows while it is followed.
  for (std::size_t I = 0; I != Flow.Aliases.size(); ++I)
    for (const DeclRefExpr *Reference : Body.referencesTo(*Flow.Aliases[I]))
      followReference(*Reference);
}

ValueFlow followValue(const VarDecl &Variable, const BodyIndex &Body) {
  ValueFlow Flow;
  Flow.Aliases.push_back(&Variable);
  Follower(Body, Flow).run();
  return Flow;
}

} // namespace coroscope
