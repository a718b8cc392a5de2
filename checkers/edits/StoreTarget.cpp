//===- StoreTarget.cpp - Objects in which an address is stored ------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "edits/StoreTarget.h"

#include "source/BodyIndex.h"

#include "clang/AST/Decl.h"
#include "clang/AST/ExprCXX.h"

#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace coroscope {

/// Returns true if \p Member is a part of the object before it: what a
/// reference refers to and a static member are elsewhere.
static bool isInObject(const MemberExpr &Member) {
  const ValueDecl &Named = *Member.getMemberDecl();
  return isa<FieldDecl>(Named) && !Named.getType()->isReferenceType();
}

/// Returns the variable whose object \p Place is or is a part of; null if there
/// is none or a pointer or a reference in it leads to it.
static const VarDecl *rootOf(const Expr &Place) {
  const Expr *E = Place.IgnoreParenImpCasts();
  for (;;) {
    if (const auto *Member = dyn_cast<MemberExpr>(E);
        Member && !Member->isArrow() && isInObject(*Member))
      E = Member->getBase()->IgnoreParenImpCasts();
    else if (const auto *Element = dyn_cast<ArraySubscriptExpr>(E);
             Element && Element->getBase()
                            ->IgnoreParenImpCasts()
                            ->getType()
                            ->isArrayType())
      E = Element->getBase()->IgnoreParenImpCasts();
    else
      break;
  }
  const auto *Reference = dyn_cast<DeclRefExpr>(E);
  return Reference ? dyn_cast<VarDecl>(Reference->getDecl()) : nullptr;
}

StoreTarget targetAt(const Expr &Place, const FunctionDecl *Callee) {
  if (const VarDecl *Root = rootOf(Place)) {
    if (Root->hasLocalStorage() && !Root->getType()->isReferenceType())
      return {StoreTarget::Local, Root};
    // A parameter that refers to an object of the caller.
    if (const auto *Parameter = dyn_cast<ParmVarDecl>(Root);
        Callee && Parameter && Parameter->getDeclContext() == Callee)
      return {StoreTarget::Parameter, Parameter};
    if (Root->hasLocalStorage() && Root->getInit())
      return targetAt(*Root->getInit(), Callee);
    return {StoreTarget::Elsewhere, Root};
  }
  const Expr *E = Place.IgnoreParenImpCasts();
  // For a store through a pointer, find the pointer.
  while (true) {
    if (const auto *Member = dyn_cast<MemberExpr>(E)) {
      if (!isInObject(*Member))
        break;
      if (Member->isArrow())
        return targetThrough(*Member->getBase(), Callee);
      E = Member->getBase()->IgnoreParenImpCasts();
    } else if (const auto *Element = dyn_cast<ArraySubscriptExpr>(E)) {
      return targetThrough(*Element->getBase(), Callee);
    } else if (const auto *Deref = dyn_cast<UnaryOperator>(E);
               Deref && Deref->getOpcode() == UO_Deref) {
      return targetThrough(*Deref->getSubExpr(), Callee);
    } else {
      break;
    }
  }
  return {StoreTarget::Elsewhere, nullptr};
}

StoreTarget targetThrough(const Expr &Pointer, const FunctionDecl *Callee) {
  const Expr *E = Pointer.IgnoreParenImpCasts();
  if (E->getType()->isArrayType())
    return targetAt(*E, Callee);
  if (const auto *Address = dyn_cast<UnaryOperator>(E);
      Address && Address->getOpcode() == UO_AddrOf)
    return targetAt(*Address->getSubExpr(), Callee);
  if (isa<CXXThisExpr>(E) && Callee)
    return {StoreTarget::This, nullptr};
  if (const auto *Reference = dyn_cast<DeclRefExpr>(E)) {
    const auto *Variable = dyn_cast<VarDecl>(Reference->getDecl());
    if (const auto *Parameter = dyn_cast_or_null<ParmVarDecl>(Variable);
        Parameter && Callee && Parameter->getDeclContext() == Callee)
      return {StoreTarget::Parameter, Parameter};
    if (Variable)
      return {StoreTarget::Pointee, Variable};
  }
  return {StoreTarget::Elsewhere, nullptr};
}

StoreTarget targetByArgument(const Expr &Argument, const FunctionDecl *Callee) {
  return Argument.isPRValue() && Argument.getType()->isPointerType()
             ? targetThrough(Argument, Callee)
             : targetAt(Argument, Callee);
}

bool pointsInto(const VarDecl &Pointer, ArrayRef<const VarDecl *> Variables,
                const BodyIndex &Body) {
  const Expr *Init = Pointer.getInit();
  if (!Init || !Pointer.getType()->isPointerType())
    return false;
  Init = Init->IgnoreParenImpCasts();
  if (const auto *Address = dyn_cast<UnaryOperator>(Init);
      Address && Address->getOpcode() == UO_AddrOf)
    Init = Address->getSubExpr();
  else if (!Init->getType()->isArrayType())
    return false;
  const VarDecl *Root = rootOf(*Init);
  if (!Root || !llvm::is_contained(Variables, Root))
    return false;
  // Who refers to the pointer could make it point elsewhere.
  return llvm::all_of(
      Body.referencesTo(Pointer), [&](const DeclRefExpr *Reference) {
        const Stmt *Parent = Body.parentOf(*Reference);
        if (const auto *Cast = dyn_cast_or_null<CastExpr>(Parent))
          return Cast->getCastKind() == CK_LValueToRValue;
        if (const auto *Moved = dyn_cast_or_null<UnaryOperator>(Parent))
          return Moved->isIncrementDecrementOp();
        // The uses in a lambda are references of their own.
        if (const auto *Lambda = dyn_cast_or_null<LambdaExpr>(Parent))
          return llvm::any_of(Lambda->captures(),
                              [&](const LambdaCapture &Capture) {
                                return Capture.capturesVariable() &&
                                       Capture.getCapturedVar() == &Pointer;
                              });
        return isa_and_nonnull<CompoundAssignOperator>(Parent);
      });
}

} // namespace coroscope
