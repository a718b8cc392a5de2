//===- ExpressionFlow.cpp - Addresses that expressions pass on ------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "edits/ExpressionFlow.h"

#include "edits/KnownFunctions.h"

#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace coroscope {

static ExpressionFlow passedIf(bool IsPassed) {
  return IsPassed ? ExpressionFlow::PassesOn : ExpressionFlow::Ends;
}

static ExpressionFlow flowThroughCast(const CastExpr &Cast, const Expr &Use) {
  switch (Cast.getCastKind()) {
  case CK_LValueToRValue:
    // A value that is read is a copy, unless it may hold an address.
    return passedIf(!holdsNoAddress(Use.getType()));
  case CK_ToVoid:
  case CK_PointerToBoolean:
  case CK_MemberPointerToBoolean:
    return ExpressionFlow::Ends;
  case CK_PointerToIntegral:
    return ExpressionFlow::Other;
  case CK_LValueToRValueBitCast:
    if (holdsNoAddress(Use.getType()))
      return ExpressionFlow::Ends;
    // An address that becomes a number.
    return holdsNoAddress(Cast.getType()) ? ExpressionFlow::Other
                                          : ExpressionFlow::PassesOn;
  default:
    return ExpressionFlow::PassesOn;
  }
}

ExpressionFlow flowThrough(const Stmt &Parent, const Expr &Use) {
  if (const auto *Cast = dyn_cast<CastExpr>(&Parent))
    return flowThroughCast(*Cast, Use);
  if (isa<ParenExpr, ExprWithCleanups, MaterializeTemporaryExpr,
          CXXBindTemporaryExpr, CXXDefaultArgExpr, SubstNonTypeTemplateParmExpr,
          ConstantExpr>(Parent))
    return ExpressionFlow::PassesOn;
  if (const auto *Choice = dyn_cast<ConditionalOperator>(&Parent))
    return passedIf(Choice->getCond() != &Use);
  if (isa<InitListExpr, CXXParenListInitExpr, DesignatedInitExpr,
          ArrayInitLoopExpr>(Parent))
    return passedIf(!holdsNoAddress(cast<Expr>(Parent).getType()));
  if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(&Parent))
    return passedIf(Subscript->getBase() == &Use);
  // Other operators work on a value that was read.
  if (const auto *Operator = dyn_cast<UnaryOperator>(&Parent))
    return passedIf(Operator->isIncrementDecrementOp() ||
                    Operator->getOpcode() == UO_AddrOf ||
                    Operator->getOpcode() == UO_Deref ||
                    Operator->getOpcode() == UO_Extension);
  if (isa<UnaryExprOrTypeTraitExpr, CXXNoexceptExpr, CXXTypeidExpr>(Parent))
    return ExpressionFlow::Ends;
  // In a generic lambda, only its instances tell what an operator does.
  if (const auto *Operator = dyn_cast<BinaryOperator>(&Parent);
      Operator && Operator->isTypeDependent())
    return ExpressionFlow::Other;
  if (const auto *Operator = dyn_cast<BinaryOperator>(&Parent);
      Operator && !Operator->isAssignmentOp())
    return passedIf(
        (Operator->isAdditiveOp() && Operator->getType()->isPointerType()) ||
        (Operator->getOpcode() == BO_Comma && Operator->getRHS() == &Use) ||
        (Operator->isPtrMemOp() && Operator->getLHS() == &Use));
  if (isa<CompoundStmt, IfStmt, ForStmt, WhileStmt, DoStmt, SwitchStmt,
          CXXForRangeStmt, LabelStmt, CaseStmt, DefaultStmt>(Parent))
    return ExpressionFlow::Ends; // The value is not used.
  if (isa<LambdaExpr>(Parent))   // A capture.
    return ExpressionFlow::PassesOn;
  if (isa<CXXDeleteExpr>(Parent))
    return ExpressionFlow::Ends;
  return ExpressionFlow::Other;
}

bool mayHold(const LambdaExpr &Lambda, const VarDecl &Variable) {
  for (const LambdaCapture &Capture : Lambda.captures())
    if (Capture.capturesVariable() && Capture.getCapturedVar() == &Variable)
      return Capture.getCaptureKind() != LCK_ByCopy ||
             !holdsNoAddress(Variable.getType());
  return false; // The lambda's own variable.
}

} // namespace coroscope
