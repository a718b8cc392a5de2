//===- ValueFlow.cpp - Paths of a variable's address ----------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "edits/ValueFlow.h"

#include "edits/KnownFunctions.h"
#include "source/BodyIndex.h"
#include "source/CoroutineIdentity.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

#include <algorithm>

using namespace clang;

namespace coroscope {

namespace {

/// Follows addresses through the body of one function.
class Follower {
  AddressFlow &Flows;
  const BodyIndex &Body;
  /// The function, if it is followed as a callee; otherwise null.
  const FunctionDecl *Callee;
  ValueFlow &Flow;
  CalleeEffect &Effect; ///< The effect of the callee.

  void outlives(std::string Why) {
    if (Flow.Outlives.empty())
      Flow.Outlives = std::move(Why);
  }
  void addUnknown(std::string Name) {
    if (!llvm::is_contained(Flow.Unknown, Name))
      Flow.Unknown.push_back(std::move(Name));
  }
  void addAlias(const VarDecl &Variable);
  void followUse(const Expr &Use);
  void followCast(const CastExpr &Cast, const Expr &Use);
  void followInto(const Stmt &Parent, const Expr &Use);
  void followAssignment(const BinaryOperator &Assignment, const Expr &Use);
  void followDeclaration(const DeclStmt &Declaration, const Expr &Use);
  void followReturn(const ReturnStmt &Return, const Expr &Use);
  void followMember(const MemberExpr &Member);
  void followConstruction(const CXXConstructExpr &Made, const Expr &Use);
  void followArgument(const CallExpr &Call, const Expr &Use);
  void followCall(const CallExpr &Call, const FunctionDecl *Called,
                  int Parameter);
  void followCallables(const CallExpr &Call);
  void takeEffect(const CallExpr &Call, const CalleeEffect &Of);
  void storedIn(const Expr &Place);
  void storedThrough(const Expr &Pointer);
  void storedByArgument(const Expr &Argument);
  bool pointsIntoAlias(const VarDecl &Pointer) const;

public:
  Follower(AddressFlow &Flows, const BodyIndex &Body,
           const FunctionDecl *Callee, ValueFlow &Flow, CalleeEffect &Effect)
      : Flows(Flows), Body(Body), Callee(Callee), Flow(Flow), Effect(Effect) {}

  /// Follows the known aliases, and those that it finds.
  void followAliases();
  void followThis();
};

} // namespace

static std::string quoted(const NamedDecl &D) {
  return "'" + D.getNameAsString() + "'";
}

void Follower::addAlias(const VarDecl &Variable) {
  // A lambda has captured it: the uses around the lambda are not seen from
  // here.
  if (Callee && Variable.isInitCapture() &&
      Variable.getDeclContext() == Callee) {
    Effect.StoresInObject = true; // The object of the lambda.
    return;
  }
  if (!Body.declares(Variable))
    return outlives(quoted(Variable) + " may still refer to it");
  if (Variable.isStaticLocal() || !Variable.hasLocalStorage())
    return outlives(quoted(Variable) + " may still refer to it");
  if (!llvm::is_contained(Flow.Aliases, &Variable))
    Flow.Aliases.push_back(&Variable);
}

/// Returns the variable whose object \p Place is or is a part of; null if there
/// is none or a pointer leads to it.
static const VarDecl *rootOf(const Expr &Place) {
  const Expr *E = Place.IgnoreParenImpCasts();
  for (;;) {
    if (const auto *Member = dyn_cast<MemberExpr>(E);
        Member && !Member->isArrow())
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

/// Notes that an address has been stored at \p Place.
void Follower::storedIn(const Expr &Place) {
  if (const VarDecl *Root = rootOf(Place)) {
    if (Root->hasLocalStorage() && !Root->getType()->isReferenceType())
      return addAlias(*Root);
    // A parameter that refers to an object of the caller.
    if (const auto *Parameter = dyn_cast<ParmVarDecl>(Root);
        Callee && Parameter && Parameter->getDeclContext() == Callee) {
      Effect.StoresIn.push_back(Parameter->getFunctionScopeIndex());
      return;
    }
    if (Root->hasLocalStorage() && Root->getInit())
      return storedIn(*Root->getInit());
    return outlives("its address is stored in " + quoted(*Root));
  }
  const Expr *E = Place.IgnoreParenImpCasts();
  // For a store through a pointer, find the pointer.
  while (true) {
    if (const auto *Member = dyn_cast<MemberExpr>(E)) {
      if (Member->isArrow())
        return storedThrough(*Member->getBase());
      E = Member->getBase()->IgnoreParenImpCasts();
    } else if (const auto *Element = dyn_cast<ArraySubscriptExpr>(E)) {
      return storedThrough(*Element->getBase());
    } else if (const auto *Deref = dyn_cast<UnaryOperator>(E);
               Deref && Deref->getOpcode() == UO_Deref) {
      return storedThrough(*Deref->getSubExpr());
    } else {
      break;
    }
  }
  outlives("its address is stored elsewhere");
}

/// Returns true if \p Pointer points into an object that may hold the address
/// as long as it exists.
bool Follower::pointsIntoAlias(const VarDecl &Pointer) const {
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
  if (!Root || !llvm::is_contained(Flow.Aliases, Root))
    return false;
  return llvm::none_of(
      Body.referencesTo(Pointer), [&](const DeclRefExpr *Reference) {
        const auto *Assignment =
            dyn_cast_or_null<BinaryOperator>(Body.parentOf(*Reference));
        const auto *Address =
            dyn_cast_or_null<UnaryOperator>(Body.parentOf(*Reference));
        return (Assignment && Assignment->getOpcode() == BO_Assign &&
                Assignment->getLHS() == Reference) ||
               (Address && Address->getOpcode() == UO_AddrOf);
      });
}

/// Notes that an address has been stored where \p Pointer points.
void Follower::storedThrough(const Expr &Pointer) {
  const Expr *E = Pointer.IgnoreParenImpCasts();
  if (E->getType()->isArrayType())
    return storedIn(*E);
  if (const auto *Address = dyn_cast<UnaryOperator>(E);
      Address && Address->getOpcode() == UO_AddrOf)
    return storedIn(*Address->getSubExpr());
  if (isa<CXXThisExpr>(E) && Callee) {
    Effect.StoresInObject = true;
    return;
  }
  if (const auto *Reference = dyn_cast<DeclRefExpr>(E)) {
    const auto *Variable = dyn_cast<VarDecl>(Reference->getDecl());
    if (const auto *Parameter = dyn_cast_or_null<ParmVarDecl>(Variable);
        Parameter && Callee && Parameter->getDeclContext() == Callee) {
      Effect.StoresIn.push_back(Parameter->getFunctionScopeIndex());
      return;
    }
    // An object that stores its own address.
    if (Variable && pointsIntoAlias(*Variable))
      return;
  }
  outlives("its address is stored elsewhere");
}

/// Notes that a function stores an address in the object that \p Argument is
/// or points to.
void Follower::storedByArgument(const Expr &Argument) {
  if (Argument.isPRValue() && Argument.getType()->isPointerType())
    storedThrough(Argument);
  else
    storedIn(Argument);
}

void Follower::takeEffect(const CallExpr &Call, const CalleeEffect &Of) {
  if (!Of.Keeps.empty())
    outlives(Of.Keeps);
  for (const std::string &Name : Of.Unknown)
    addUnknown(Name);
  if (Of.StoresInObject) {
    if (const auto *Member = dyn_cast<CXXMemberCallExpr>(&Call))
      storedByArgument(*Member->getImplicitObjectArgument());
    else if (isa<CXXOperatorCallExpr>(Call) && Call.getNumArgs())
      storedIn(*Call.getArg(0));
  }
  const unsigned First = isa<CXXOperatorCallExpr>(Call) &&
                                 Call.getDirectCallee() &&
                                 isa<CXXMethodDecl>(Call.getDirectCallee())
                             ? 1
                             : 0;
  for (unsigned Parameter : Of.StoresIn)
    if (Parameter + First < Call.getNumArgs())
      storedByArgument(*Call.getArg(Parameter + First));
  if (Of.Returns && !holdsNoAddress(Call.getType()))
    followUse(Call);
  else if (Of.Returns && Call.isGLValue())
    followUse(Call);
}

/// Returns the function that a call of \p Argument runs; null if it is not
/// callable, or the function is unknown.
static const FunctionDecl *callableIn(const Expr &Argument) {
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

/// Returns true if a function may call an object of \p Class. Those of the
/// library that compare and add keep nothing; others hold what they call.
static bool isCallable(const CXXRecordDecl *Class) {
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

/// Follows the callables among the arguments: a library function may call them
/// with the other arguments.
void Follower::followCallables(const CallExpr &Call) {
  for (const Expr *Argument : Call.arguments()) {
    const QualType Type = Argument->getType().getNonReferenceType();
    const CXXRecordDecl *Class = Type->getAsCXXRecordDecl();
    const bool IsPointer =
        Type->isFunctionPointerType() || Type->isFunctionType();
    if (!IsPointer && !isCallable(Class))
      continue;
    const FunctionDecl *Called = callableIn(*Argument);
    if (!Called) {
      addUnknown("the function that '" +
                 (Call.getDirectCallee()
                      ? Call.getDirectCallee()->getNameAsString()
                      : std::string("it")) +
                 "' calls");
      continue;
    }
    for (unsigned I = 0; I != Called->getNumParams(); ++I)
      if (!holdsNoAddress(Called->getParamDecl(I)->getType())) {
        const CalleeEffect &Of = Flows.effectOf(*Called, static_cast<int>(I));
        if (!Of.Keeps.empty())
          outlives(Of.Keeps);
        for (const std::string &Name : Of.Unknown)
          addUnknown(Name);
        if (Of.StoresInObject || !Of.StoresIn.empty())
          outlives("a function that is called with it may keep it");
      }
  }
}

void Follower::followCall(const CallExpr &Call, const FunctionDecl *Called,
                          int Parameter) {
  if (!Called) {
    addUnknown("the function that is called through a pointer");
    if (!holdsNoAddress(Call.getType()) || Call.isGLValue())
      followUse(Call);
    return;
  }
  switch (knownEffectOf(*Called)) {
  case KnownEffect::Unknown:
    break;
  case KnownEffect::Uses:
    followCallables(Call);
    return;
  case KnownEffect::Delivers:
    for (const Expr *Argument : Call.arguments())
      if (Argument->getType()->isPointerType() &&
          Argument->getType()->getPointeeType()->isPointerType() &&
          !Argument->isNullPointerConstant(
              const_cast<ASTContext &>(Called->getASTContext()),
              Expr::NPC_ValueDependentIsNotNull))
        storedThrough(*Argument);
    [[fallthrough]];
  case KnownEffect::Returns:
    if (setsView(*Called)) {
      if (const auto *Member = dyn_cast<CXXMemberCallExpr>(&Call))
        storedByArgument(*Member->getImplicitObjectArgument());
      storedByArgument(*Call.getArg(0));
    } else if (mayStoreInArgument(Call, *Called))
      return outlives(quoted(*Called) + " may store its address elsewhere");
    followCallables(Call);
    if (Call.isGLValue() || !holdsNoAddress(Call.getType()))
      followUse(Call);
    return;
  }
  if (mayBeOverridden(Call, *Called)) {
    addUnknown(quoted(*Called) + ", which may be overridden,");
    if (Call.isGLValue() || !holdsNoAddress(Call.getType()))
      followUse(Call);
    return;
  }
  takeEffect(Call, Flows.effectOf(*Called, Parameter));
}

/// Follows \p Use, an argument of \p Call or the called function.
void Follower::followArgument(const CallExpr &Call, const Expr &Use) {
  const FunctionDecl *Called = Call.getDirectCallee();
  const bool IsMemberOperator = isa<CXXOperatorCallExpr>(Call) && Called &&
                                isa<CXXMethodDecl>(Called) &&
                                !cast<CXXMethodDecl>(Called)->isStatic();
  for (unsigned I = 0; I != Call.getNumArgs(); ++I)
    if (Call.getArg(I) == &Use)
      return followCall(Call, Called,
                        static_cast<int>(I) - (IsMemberOperator ? 1 : 0));
  // The callee itself: a pointer to a function holds no address of the object.
  if (const auto *Member = dyn_cast<MemberExpr>(&Use); !Member)
    outlives("it is used in a way that is not known to be harmless");
}

void Follower::followMember(const MemberExpr &Member) {
  if (!isa<CXXMethodDecl>(Member.getMemberDecl())) {
    // A static member is not a part of the object.
    if (!isa<VarDecl>(Member.getMemberDecl()))
      followUse(Member);
    return;
  }
  const auto *Call = dyn_cast_or_null<CXXMemberCallExpr>(Body.parentOf(Member));
  if (!Call)
    return outlives("a member function of it is used without a call");
  followCall(*Call, Call->getMethodDecl(), AddressFlow::Object);
}

void Follower::followConstruction(const CXXConstructExpr &Made,
                                  const Expr &Use) {
  const CXXConstructorDecl &Constructor = *Made.getConstructor();
  if (copiesArguments(Constructor) || Made.isElidable())
    return Made.isElidable() ? followUse(Made) : void();
  // The object has what its constructor keeps; the body tells the other
  // effects.
  if (!Constructor.isTrivial() && !Constructor.isImplicit() &&
      !Constructor.isDefaulted() && !Constructor.isInStdNamespace())
    for (unsigned I = 0; I != Made.getNumArgs(); ++I)
      if (Made.getArg(I) == &Use) {
        const CalleeEffect &Of =
            Flows.effectOf(Constructor, static_cast<int>(I));
        if (!Of.Keeps.empty())
          outlives(Of.Keeps);
        for (const std::string &Name : Of.Unknown)
          addUnknown(Name);
        if (!Of.StoresIn.empty())
          outlives("the constructor of " + quoted(*Constructor.getParent()) +
                   " may store its address elsewhere");
      }
  if (!holdsNoAddress(Made.getType()))
    followUse(Made);
}

void Follower::followAssignment(const BinaryOperator &Assignment,
                                const Expr &Use) {
  if (Assignment.getLHS() == &Use) {
    if (!isa_and_nonnull<CompoundStmt>(Body.parentOf(Assignment)))
      followUse(Assignment);
    return;
  }
  if (!holdsNoAddress(Use.getType()))
    storedIn(*Assignment.getLHS());
}

void Follower::followDeclaration(const DeclStmt &Declaration, const Expr &Use) {
  for (const Decl *D : Declaration.decls()) {
    const auto *Variable = dyn_cast<VarDecl>(D);
    if (!Variable || Variable->getInit() != &Use)
      continue;
    if (Variable->getType()->isReferenceType() ||
        !holdsNoAddress(Variable->getType()))
      addAlias(*Variable);
    if (const auto *Bindings = dyn_cast<DecompositionDecl>(Variable);
        Bindings && Variable->getType()->isReferenceType())
      outlives("a structured binding refers to it");
  }
}

void Follower::followReturn(const ReturnStmt &Return, const Expr &) {
  // The return belongs to the innermost lambda around it.
  for (const Stmt *S = Body.parentOf(Return); S; S = Body.parentOf(*S))
    if (const auto *Lambda = dyn_cast<LambdaExpr>(S)) {
      if (const auto *Call =
              dyn_cast_or_null<CXXOperatorCallExpr>(Body.parentOf(*Lambda)))
        return followUse(*Call);
      return outlives("a lambda returns its address");
    }
  if (Callee)
    Effect.Returns = true;
  else
    outlives("its address is returned");
}

void Follower::followCast(const CastExpr &Cast, const Expr &Use) {
  switch (Cast.getCastKind()) {
  case CK_LValueToRValue:
    // A value that is read is a copy, unless it may hold an address.
    if (!holdsNoAddress(Use.getType()))
      followUse(Cast);
    return;
  case CK_ToVoid:
  case CK_PointerToBoolean:
  case CK_MemberPointerToBoolean:
    return;
  case CK_PointerToIntegral:
    return outlives("its address is used as a number");
  default:
    followUse(Cast);
  }
}

/// Follows the value of \p Use, an lvalue of the variable or of a part of it,
/// or a value that may hold an address in it.
void Follower::followUse(const Expr &Use) {
  if (const Stmt *Parent = Body.parentOf(Use))
    followInto(*Parent, Use);
}

void Follower::followInto(const Stmt &Parent, const Expr &Use) {
  if (const auto *Cast = dyn_cast<CastExpr>(&Parent))
    return followCast(*Cast, Use);
  if (const auto *Member = dyn_cast<MemberExpr>(&Parent))
    return followMember(*Member);
  if (isa<ParenExpr, ExprWithCleanups, MaterializeTemporaryExpr,
          CXXBindTemporaryExpr, CXXDefaultArgExpr, SubstNonTypeTemplateParmExpr,
          ConstantExpr>(Parent))
    return followUse(cast<Expr>(Parent));
  if (isa<ConditionalOperator>(Parent)) {
    if (cast<ConditionalOperator>(Parent).getCond() != &Use)
      followUse(cast<Expr>(Parent));
    return;
  }
  if (isa<InitListExpr, CXXParenListInitExpr, DesignatedInitExpr>(Parent)) {
    if (!holdsNoAddress(cast<Expr>(Parent).getType()))
      followUse(cast<Expr>(Parent));
    return;
  }
  if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(&Parent)) {
    if (Subscript->getBase() == &Use)
      followUse(*Subscript);
    return;
  }
  if (const auto *Operator = dyn_cast<UnaryOperator>(&Parent)) {
    if (Operator->isIncrementDecrementOp() ||
        Operator->getOpcode() == UO_AddrOf || Operator->getOpcode() == UO_Deref)
      followUse(*Operator);
    return; // Other operators work on a value that was read.
  }
  if (isa<UnaryExprOrTypeTraitExpr, CXXNoexceptExpr, CXXTypeidExpr>(Parent))
    return;
  if (const auto *Operator = dyn_cast<BinaryOperator>(&Parent)) {
    if (Operator->isAssignmentOp())
      return followAssignment(*Operator, Use);
    if ((Operator->isAdditiveOp() && Operator->getType()->isPointerType()) ||
        (Operator->getOpcode() == BO_Comma && Operator->getRHS() == &Use))
      followUse(*Operator);
    return;
  }
  if (const auto *Call = dyn_cast<CallExpr>(&Parent))
    return followArgument(*Call, Use);
  if (const auto *Made = dyn_cast<CXXConstructExpr>(&Parent))
    return followConstruction(*Made, Use);
  if (const auto *Declaration = dyn_cast<DeclStmt>(&Parent))
    return followDeclaration(*Declaration, Use);
  if (isa<CompoundStmt, IfStmt, ForStmt, WhileStmt, DoStmt, SwitchStmt,
          CXXForRangeStmt, LabelStmt, CaseStmt, DefaultStmt>(Parent))
    return; // The value is not used.
  if (const auto *Return = dyn_cast<ReturnStmt>(&Parent))
    return followReturn(*Return, Use);
  if (isa<LambdaExpr>(Parent)) // A capture.
    return followUse(cast<Expr>(Parent));
  if (isa<CoroutineSuspendExpr>(Parent))
    return outlives("what is awaited may still use it");
  if (isa<CXXDeleteExpr>(Parent))
    return;
  outlives("it is used in a way that is not known to be harmless");
}

/// Returns true if \p Lambda, which refers to \p Variable, may hold an address
/// in it, and not just a copy.
static bool mayHold(const LambdaExpr &Lambda, const VarDecl &Variable) {
  for (const LambdaCapture &Capture : Lambda.captures())
    if (Capture.capturesVariable() && Capture.getCapturedVar() == &Variable)
      return Capture.getCaptureKind() != LCK_ByCopy ||
             !holdsNoAddress(Variable.getType());
  return false; // The lambda's own variable.
}

void Follower::followAliases() {
  // The list grows in the loop.
  for (std::size_t I = 0; I != Flow.Aliases.size(); ++I)
    for (const DeclRefExpr *Reference : Body.referencesTo(*Flow.Aliases[I])) {
      followUse(*Reference);
      for (const Stmt *S = Body.parentOf(*Reference); S; S = Body.parentOf(*S))
        if (const auto *Lambda = dyn_cast<LambdaExpr>(S);
            Lambda && mayHold(*Lambda, *Flow.Aliases[I]))
          followUse(*Lambda);
    }
}

void Follower::followThis() {
  for (const CXXThisExpr *Use : Body.thisExpressions())
    followUse(*Use);
  followAliases();
}

ValueFlow AddressFlow::follow(const VarDecl &Variable, const BodyIndex &Body) {
  ValueFlow Flow;
  CalleeEffect None;
  Flow.Aliases.push_back(&Variable);
  Follower(*this, Body, nullptr, Flow, None).followAliases();
  std::sort(Flow.Unknown.begin(), Flow.Unknown.end());
  return Flow;
}

const CalleeEffect &AddressFlow::effectOf(const FunctionDecl &Callee,
                                          int Parameter) {
  const FunctionDecl *Definition = Callee.getDefinition();
  const FunctionDecl &Followed = Definition ? *Definition : Callee;
  // A recursive call adds no other effects.
  auto [It, IsNew] = Known.try_emplace({&Followed, Parameter});
  CalleeEffect &Effect = It->second;
  if (!IsNew)
    return Effect;
  const Stmt *Written = Followed.getBody();
  const bool IsReplaced =
      Followed.hasAttr<WeakAttr>() || Followed.isDependentContext();
  if (!Written || IsReplaced ||
      (Parameter != Object &&
       static_cast<unsigned>(Parameter) >= Followed.getNumParams())) {
    Effect.Unknown.push_back(quoted(Followed));
    Effect.Returns = true;
    return Effect;
  }
  if (isa<CoroutineBodyStmt>(Written)) {
    // Its frame keeps the arguments, and its result may refer to the frame.
    Effect.Keeps =
        "the coroutine " + quoted(Followed) + " may keep its address";
    return Effect;
  }
  if (isa<CXXDestructorDecl>(Followed))
    return Effect;
  const BodyIndex Body(Followed);
  ValueFlow Flow;
  Follower Own(*this, Body, &Followed, Flow, Effect);
  if (Parameter == Object) {
    Own.followThis();
  } else {
    Flow.Aliases.push_back(Followed.getParamDecl(Parameter));
    Own.followAliases();
  }
  if (!Flow.Outlives.empty())
    Effect.Keeps = quoted(Followed) + " keeps it: " + Flow.Outlives;
  std::sort(Flow.Unknown.begin(), Flow.Unknown.end());
  Effect.Unknown = std::move(Flow.Unknown);
  return Effect;
}

} // namespace coroscope
