//===- ValueFlow.cpp - Paths of a variable's address ----------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "edits/ValueFlow.h"

#include "edits/Callables.h"
#include "edits/ConstructorFacts.h"
#include "edits/ExpressionFlow.h"
#include "edits/KnownFunctions.h"
#include "edits/StoreTarget.h"
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
  /// Notes what a function with the effect \p Of keeps.
  void keptBy(const CalleeEffect &Of) {
    if (!Of.Keeps.empty())
      outlives(Of.Keeps);
    for (const std::string &Name : Of.Unknown)
      addUnknown(Name);
  }
  /// Asks about the elements that \p Called, of the library, may make of it.
  void askAboutElements(const FunctionDecl &Called) {
    if (const CXXRecordDecl *Made = constructedBy(Called))
      addUnknown("the constructor of '" + Made->getNameAsString() + "'");
  }
  void addAlias(const VarDecl &Variable);
  void followUse(const Expr &Use);
  void followInto(const Stmt &Parent, const Expr &Use);
  void followAssignment(const BinaryOperator &Assignment, const Expr &Use);
  void followDeclaration(const DeclStmt &Declaration, const Expr &Use);
  void followCapture(const LambdaExpr &Lambda, const Expr &Use);
  void followReturn(const ReturnStmt &Return, const Expr &Use);
  void followMember(const MemberExpr &Member);
  void followConstruction(const CXXConstructExpr &Made, const Expr &Use);
  void followMaking(const Expr &Init);
  void followArgument(const CallExpr &Call, const Expr &Use);
  void followCall(const CallExpr &Call, const FunctionDecl *Called,
                  int Parameter);
  void followCallables(const CallExpr &Call);
  void takeEffect(const CallExpr &Call, const CalleeEffect &Of);
  void storedIn(const StoreTarget &Target);
  void storedByArgument(const Expr &Argument) {
    storedIn(targetByArgument(Argument, Callee));
  }

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

/// Returns true if \p Variable can refer to what initializes it.
static bool mayRefer(const VarDecl &Variable) {
  return Variable.getType()->isReferenceType() ||
         !holdsNoAddress(Variable.getType());
}

void Follower::addAlias(const VarDecl &Variable) {
  // A lambda has captured it: the uses around the lambda are not seen from
  // here.
  if (Callee && Variable.isInitCapture() &&
      Variable.getDeclContext() == Callee) {
    Effect.StoresInObject = true; // The object of the lambda.
    return;
  }
  if (!Body.declares(Variable) || !Variable.hasLocalStorage())
    return outlives(quoted(Variable) + " may still refer to it");
  if (!llvm::is_contained(Flow.Aliases, &Variable))
    Flow.Aliases.push_back(&Variable);
}

/// Notes that an address has been stored in \p Target.
void Follower::storedIn(const StoreTarget &Target) {
  switch (Target.Kind) {
  case StoreTarget::Local:
    return addAlias(*Target.Variable);
  case StoreTarget::Parameter:
    Effect.StoresIn.push_back(
        cast<ParmVarDecl>(Target.Variable)->getFunctionScopeIndex());
    return;
  case StoreTarget::This:
    Effect.StoresInObject = true;
    return;
  case StoreTarget::Pointee:
    // An object that stores its own address.
    if (!pointsInto(*Target.Variable, Flow.Aliases, Body))
      outlives("its address is stored elsewhere");
    return;
  case StoreTarget::Elsewhere:
    return outlives(Target.Variable
                        ? "its address is stored in " + quoted(*Target.Variable)
                        : "its address is stored elsewhere");
  }
}

void Follower::takeEffect(const CallExpr &Call, const CalleeEffect &Of) {
  keptBy(Of);
  if (Of.StoresInObject) {
    if (const auto *Member = dyn_cast<CXXMemberCallExpr>(&Call))
      storedByArgument(*Member->getImplicitObjectArgument());
    else if (isa<CXXOperatorCallExpr>(Call) && Call.getNumArgs())
      storedIn(targetAt(*Call.getArg(0), Callee));
  }
  const unsigned First = isa<CXXOperatorCallExpr>(Call) &&
                                 Call.getDirectCallee() &&
                                 isa<CXXMethodDecl>(Call.getDirectCallee())
                             ? 1
                             : 0;
  for (unsigned Parameter : Of.StoresIn)
    if (Parameter + First < Call.getNumArgs())
      storedByArgument(*Call.getArg(Parameter + First));
  if (Of.Returns && (Call.isGLValue() || !holdsNoAddress(Call.getType())))
    followUse(Call);
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
        keptBy(Of);
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
        storedIn(targetThrough(*Argument, Callee));
    [[fallthrough]];
  case KnownEffect::Returns:
    if (setsView(*Called)) {
      if (const auto *Member = dyn_cast<CXXMemberCallExpr>(&Call))
        storedByArgument(*Member->getImplicitObjectArgument());
      storedByArgument(*Call.getArg(0));
    } else if (mayStoreInArgument(Call, *Called))
      return outlives(quoted(*Called) + " may store its address elsewhere");
    followCallables(Call);
    askAboutElements(*Called);
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
  // A pointer to a member function, called for the object.
  if (const auto *Bound = dyn_cast<BinaryOperator>(Use.IgnoreParens());
      Bound && Bound->isPtrMemOp())
    return followCall(Call, nullptr, AddressFlow::Object);
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

/// Follows an object into the constructors that make it and its members, as
/// \p Init says.
void Follower::followMaking(const Expr &Init) {
  const Expr *E = Init.IgnoreImplicit()->IgnoreParenCasts()->IgnoreImplicit();
  if (const auto *Member = dyn_cast<CXXDefaultInitExpr>(E))
    return followMaking(*Member->getExpr());
  if (const auto *List = dyn_cast<InitListExpr>(E)) {
    for (const Expr *Part : List->inits())
      if (Part)
        followMaking(*Part);
    if (List->hasArrayFiller())
      followMaking(*List->getArrayFiller());
    return;
  }
  const auto *Made = dyn_cast<CXXConstructExpr>(E);
  if (!Made)
    return;
  const CXXConstructorDecl &Written = writtenFor(*Made->getConstructor());
  if (!hasEffects(Written))
    return;
  const CalleeEffect &Of = Flows.effectOf(Written, AddressFlow::Object);
  keptBy(Of);
  for (unsigned Parameter : Of.StoresIn)
    if (Parameter < Made->getNumArgs())
      storedByArgument(*Made->getArg(Parameter));
}

void Follower::followConstruction(const CXXConstructExpr &Made,
                                  const Expr &Use) {
  const CXXConstructorDecl &Constructor = *Made.getConstructor();
  if (Made.isElidable())
    return followUse(Made);
  if (copiesArguments(Constructor)) {
    askAboutElements(Constructor);
    return;
  }
  // The object has what its constructor keeps; the body tells the other
  // effects.
  const CXXConstructorDecl &Written = writtenFor(Constructor);
  if (hasEffects(Written))
    for (unsigned I = 0; I != Made.getNumArgs(); ++I)
      if (Made.getArg(I) == &Use) {
        const CalleeEffect &Of = Flows.effectOf(Written, static_cast<int>(I));
        keptBy(Of);
        if (!Of.StoresIn.empty())
          outlives("the constructor of " + quoted(*Constructor.getParent()) +
                   " may store its address elsewhere");
      }
  if (!holdsNoAddress(Made.getType()))
    followUse(Made);
}

void Follower::followAssignment(const BinaryOperator &Assignment,
                                const Expr &Use) {
  if (Assignment.getLHS() == &Use)
    return followUse(Assignment);
  if (!holdsNoAddress(Use.getType()))
    storedIn(targetAt(*Assignment.getLHS(), Callee));
}

void Follower::followDeclaration(const DeclStmt &Declaration, const Expr &Use) {
  for (const Decl *D : Declaration.decls()) {
    const auto *Variable = dyn_cast<VarDecl>(D);
    if (!Variable || Variable->getInit() != &Use)
      continue;
    if (!mayRefer(*Variable))
      continue;
    addAlias(*Variable);
    // The uses of its names are not references to it.
    if (isa<DecompositionDecl>(Variable))
      outlives("a structured binding refers to it");
  }
}

/// Follows \p Use into the variable that \p Lambda makes of it, as in
/// `[P = &V]`.
void Follower::followCapture(const LambdaExpr &Lambda, const Expr &Use) {
  for (const auto &[Capture, Init] :
       llvm::zip(Lambda.captures(), Lambda.capture_inits())) {
    if (Init != &Use || !Capture.capturesVariable())
      continue;
    const auto *Made = dyn_cast<VarDecl>(Capture.getCapturedVar());
    if (Made && Made->isInitCapture() && mayRefer(*Made))
      addAlias(*Made);
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

/// Follows the value of \p Use, an lvalue of the variable or of a part of it,
/// or a value that may hold an address in it.
void Follower::followUse(const Expr &Use) {
  if (const Stmt *Parent = Body.parentOf(Use))
    followInto(*Parent, Use);
}

void Follower::followInto(const Stmt &Parent, const Expr &Use) {
  if (const auto *Lambda = dyn_cast<LambdaExpr>(&Parent))
    followCapture(*Lambda, Use);
  // The last statement in "({ ... })" is its value.
  if (const auto *Block = dyn_cast<CompoundStmt>(&Parent);
      Block && Block->body_back() == &Use)
    if (const auto *Value = dyn_cast_or_null<StmtExpr>(Body.parentOf(*Block)))
      return followUse(*Value);
  switch (flowThrough(Parent, Use)) {
  case ExpressionFlow::Ends:
    return;
  case ExpressionFlow::PassesOn:
    return followUse(cast<Expr>(Parent));
  case ExpressionFlow::Other:
    break;
  }
  if (isa<CastExpr>(Parent))
    return outlives("its address is used as a number");
  if (const auto *Member = dyn_cast<MemberExpr>(&Parent))
    return followMember(*Member);
  if (const auto *Assignment = dyn_cast<BinaryOperator>(&Parent);
      Assignment && !Assignment->isTypeDependent())
    return followAssignment(*Assignment, Use);
  if (const auto *Call = dyn_cast<CallExpr>(&Parent))
    return followArgument(*Call, Use);
  if (const auto *Made = dyn_cast<CXXConstructExpr>(&Parent))
    return followConstruction(*Made, Use);
  if (const auto *Declaration = dyn_cast<DeclStmt>(&Parent))
    return followDeclaration(*Declaration, Use);
  if (const auto *Return = dyn_cast<ReturnStmt>(&Parent))
    return followReturn(*Return, Use);
  if (isa<CoroutineSuspendExpr>(Parent))
    return outlives("what is awaited may still use it");
  outlives("it is used in a way that is not known to be harmless");
}

void Follower::followAliases() {
  // The list grows in the loop.
  for (std::size_t I = 0; I != Flow.Aliases.size(); ++I) {
    // The initializer of a parameter is its default.
    if (const Expr *Init = Flow.Aliases[I]->getInit();
        Init && !isa<ParmVarDecl>(Flow.Aliases[I]))
      followMaking(*Init);
    for (const DeclRefExpr *Reference : Body.referencesTo(*Flow.Aliases[I])) {
      followUse(*Reference);
      for (const Stmt *S = Body.parentOf(*Reference); S; S = Body.parentOf(*S))
        if (const auto *Lambda = dyn_cast<LambdaExpr>(S);
            Lambda && mayHold(*Lambda, *Flow.Aliases[I]))
          followUse(*Lambda);
    }
  }
}

void Follower::followThis() {
  if (const auto *Constructor = dyn_cast_or_null<CXXConstructorDecl>(Callee))
    for (const CXXCtorInitializer *Init : Constructor->inits())
      if (Init->getInit())
        followMaking(*Init->getInit());
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
  const Place Key{&Followed, Parameter};
  auto [It, IsNew] = Known.try_emplace(Key);
  CalleeEffect &Effect = It->second;
  if (!IsNew) {
    // In a circle of calls, those that lead back here are done before it.
    if (const auto Waiting = llvm::find(Open, Key); Waiting != Open.end())
      Incomplete.insert(std::next(Waiting), Open.end());
    return Effect;
  }
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
  Open.push_back(Key);
  Follower Own(*this, Body, &Followed, Flow, Effect);
  if (Parameter == Object) {
    Own.followThis();
  } else {
    Flow.Aliases.push_back(Followed.getParamDecl(Parameter));
    Own.followAliases();
  }
  Open.pop_back();
  if (Incomplete.erase(Key) != 0) {
    Effect.Returns = true;
    if (!llvm::is_contained(Flow.Unknown, quoted(Followed)))
      Flow.Unknown.push_back(quoted(Followed));
  }
  if (!Flow.Outlives.empty())
    Effect.Keeps = quoted(Followed) + " keeps it: " + Flow.Outlives;
  std::sort(Flow.Unknown.begin(), Flow.Unknown.end());
  Effect.Unknown = std::move(Flow.Unknown);
  return Effect;
}

} // namespace coroscope
