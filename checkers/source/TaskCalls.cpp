//===- TaskCalls.cpp - What calls do to tasks -----------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "source/CoroutineIdentity.h"
#include "source/TaskFlow.h"

#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace coroscope {

/// A call, with what is given to it.
struct TaskFlow::Call {
  const CallExpr &E;
  const FunctionDecl *Callee; ///< Null if it is not known.
  TaskHolder Result;          ///< Where the object that it makes is.
  const Expr *Object = nullptr;
  llvm::ArrayRef<const Expr *> Arguments; ///< Without the object.
  TaskValue OfObject = {};
  std::vector<TaskValue> Given = {}; ///< One for each argument.

  bool makesObject() const { return isObject(E); }
  const CXXMethodDecl *method() const {
    return Object ? dyn_cast_or_null<CXXMethodDecl>(Callee) : nullptr;
  }
  /// Empty for operators and the like.
  llvm::StringRef name() const {
    return Callee && Callee->getDeclName().isIdentifier() ? Callee->getName()
                                                          : "";
  }
  bool isOperator(OverloadedOperatorKind Kind) const {
    return Callee && Callee->getOverloadedOperator() == Kind;
  }
};

/// What \p E is called on; null if it is no member function.
static const Expr *objectOf(const CallExpr &E) {
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(&E))
    return Member->getImplicitObjectArgument();
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(E.getDirectCallee());
  if (isa<CXXOperatorCallExpr>(E) && Method &&
      Method->isImplicitObjectMemberFunction())
    return E.getArg(0);
  return nullptr;
}

static QualType objectType(const Expr &Object) {
  const QualType Type = Object.getType();
  return Type->isPointerType() ? Type->getPointeeType() : Type;
}

/// Evaluates the object and the arguments.
void TaskFlow::evaluate(Call &C) {
  if (C.isOperator(OO_Equal)) // The right side comes first.
    for (const Expr *Argument : C.Arguments)
      C.Given.push_back(value(Argument));
  if (C.Object)
    C.OfObject = value(C.Object);
  else if (!C.Callee)
    value(C.E.getCallee());
  if (C.Given.empty())
    for (const Expr *Argument : C.Arguments)
      C.Given.push_back(value(Argument));
}

TaskValue TaskFlow::call(const CallExpr &E, TaskHolder Result) {
  const FunctionDecl *Callee = E.getDirectCallee();
  if (Callee && mayBeOverridden(E, *Callee))
    Callee = nullptr;
  Call C{E, Callee, Result, objectOf(E), {E.getArgs(), E.getNumArgs()}};
  if (C.Object && isa<CXXOperatorCallExpr>(E))
    C.Arguments = C.Arguments.drop_front();
  evaluate(C);
  if (!C.Callee)
    return callUnseen(C);
  if (C.Callee->getBuiltinID() && !C.makesObject() && !isStandard(*C.Callee))
    return {};
  if (Tasks.indexOf(*C.Callee))
    return callCoroutine(C);
  if (C.isOperator(OO_Equal) && C.Object)
    if (const CXXMethodDecl *Method = C.method();
        Tasks.isTask(objectType(*C.Object)) ||
        Method->isCopyAssignmentOperator() ||
        Method->isMoveAssignmentOperator() || isStandard(*Method))
      return assign(C);
  if (isStandard(*C.Callee))
    return callStandard(C);
  if (!C.Callee->getDefinition())
    return C.makesObject() && Tasks.isTask(E.getType()) ? callCoroutine(C)
                                                        : callUnseen(C);
  return isRelevant(C) || Tasks.makesTasks(*C.Callee) ? follow(C) : TaskValue();
}

//===----------------------------------------------------------------------===//
// Coroutines
//===----------------------------------------------------------------------===//

/// What takes tasks by value has them in its frame; what takes them by
/// reference may await them.
TaskValue TaskFlow::callCoroutine(const Call &C) {
  const std::size_t Task = make(C.E, C.Callee, C.Result);
  Found.Tasks[Task].IsElidable = C.E.isCoroElideSafe();
  const unsigned Frame =
      ActivationIds.try_emplace({Current->Id, &C.E}, ActivationIds.size() + 1)
          .first->second;
  // What it reaches otherwise, through captures and members, it may resume.
  resume(C.OfObject);
  for (unsigned I = 0; I != C.Given.size() && I != C.Callee->getNumParams();
       ++I) {
    const ParmVarDecl *Parameter = C.Callee->getParamDecl(I);
    std::vector<TaskHolder> In = C.Given[I].In;
    std::vector<TaskHolder> Reached = reach(C.Given[I]);
    llvm::erase_if(Reached, [&](TaskHolder Holder) {
      return llvm::is_contained(In, Holder);
    });
    resume({std::move(Reached)});
    if (!Parameter->getType()->isReferenceType()) {
      const unsigned Outer = std::exchange(Current->Id, Frame);
      In = {holderOf(Parameter, Parameter->getType())};
      Current->Id = Outer;
      move(C.Given[I], In.front());
      GivenTo[Task].push_back(In.front());
      IsInFrame.insert(In.front());
    } else if (!Tasks.isTask(Parameter->getType()) &&
               !Tasks.hasTasks(Parameter->getType())) {
      continue;
    }
    for (const TaskState &State : Now.all())
      for (const HeldTask &Held : State)
        if (llvm::is_contained(In, Held.In) && Held.Task != Task)
          Found.Tasks[Task].Given.insert({I, Held.Task});
  }
  return {{C.Result}};
}

//===----------------------------------------------------------------------===//
// Functions that are followed
//===----------------------------------------------------------------------===//

/// Whether \p C is given tasks, or something that can have them, or gives one.
bool TaskFlow::isRelevant(const Call &C) const {
  TaskValue All = C.OfObject;
  for (const TaskValue &Given : C.Given)
    All.add(Given);
  const std::vector<TaskHolder> In = reach(All);
  return Tasks.mayHoldTasks(C.E.getType()) || Now.hasAny(In) ||
         llvm::any_of(In, [&](TaskHolder Holder) {
           return Holder != Nowhere && Tasks.mayHoldTasks(TypeOf[Holder]);
         });
}

/// Prepares \p Callee to be followed; false if that goes too deep.
bool TaskFlow::enter(Activation &Callee, const Expr &From) {
  static constexpr std::size_t MostNested = 16;
  if (Activations.size() == MostNested ||
      llvm::any_of(Activations, [&](const Activation *Outer) {
        return Outer->Function == Callee.Function;
      })) {
    Found.IsPartial = true;
    return false;
  }
  Callee.Id =
      ActivationIds.try_emplace({Current->Id, &From}, ActivationIds.size() + 1)
          .first->second;
  Callee.FirstScope = Scopes.size();
  return true;
}

TaskValue TaskFlow::follow(const Call &C) {
  Activation Own;
  Own.Function = C.Callee->getDefinition();
  Own.This = C.OfObject;
  Own.Result = C.Result;
  for (unsigned I = 0; I != C.Given.size() && I != Own.Function->getNumParams();
       ++I)
    Own.References[Own.Function->getParamDecl(I)] = C.Given[I];
  if (!enter(Own, C.E))
    return callUnseen(C);
  walkActivation(Own, C.E, nullptr);
  if (C.makesObject())
    return {{C.Result}};
  return Own.Returned;
}

/// Walks \p Own, which \p From calls; of a constructor, its initializers first.
void TaskFlow::walkActivation(Activation &Own, const Expr &From,
                              const CXXConstructorDecl *Constructor) {
  Activation *Caller = std::exchange(Current, &Own);
  Activations.push_back(&Own);
  const Expr *OuterSite = Site;
  if (!Site)
    Site = &From;
  if (Constructor)
    for (const CXXCtorInitializer *Init : Constructor->inits())
      if (Init->getInit()) {
        const std::size_t First = Temporaries.size();
        part(Init->getInit(), Own.Result);
        finishFullExpression(First);
      }
  walkScope(Own.Function->getBody());
  Now.join(Own.AtReturn);
  Site = OuterSite;
  Activations.pop_back();
  Current = Caller;
}

bool TaskFlow::construct(const CXXConstructExpr &E,
                         const CXXConstructorDecl &Constructor,
                         TaskHolder Result) {
  const FunctionDecl *Definition = Constructor.getDefinition();
  if (!Definition)
    return false;
  Activation Own;
  Own.Function = Definition;
  Own.This = {{Result}};
  Own.Result = Result;
  for (unsigned I = 0; I != E.getNumArgs() && I != Definition->getNumParams();
       ++I)
    Own.References[Definition->getParamDecl(I)] = value(E.getArg(I));
  if (enter(Own, E))
    walkActivation(Own, E, cast<CXXConstructorDecl>(Definition));
  return true;
}

//===----------------------------------------------------------------------===//
// Functions that are not
//===----------------------------------------------------------------------===//

/// Whether \p Argument is something that can be called, and may have to do with
/// tasks then.
bool TaskFlow::mayActOnTasks(const Expr &Argument,
                             const TaskValue &Value) const {
  const CXXRecordDecl *Record =
      Argument.getType().getNonReferenceType()->getAsCXXRecordDecl();
  if (!Record || !Record->isLambda())
    return false;
  auto HasTasks = [&](const FunctionDecl *Function) {
    return Tasks.mayHoldTasks(Function->getReturnType()) ||
           llvm::any_of(Function->parameters(), [&](const ParmVarDecl *P) {
             return Tasks.mayHoldTasks(P->getType());
           });
  };
  if (const FunctionTemplateDecl *Generic =
          Record->getDependentLambdaCallOperator()) {
    if (llvm::any_of(Generic->specializations(), HasTasks))
      return true;
  } else if (HasTasks(Record->getLambdaCallOperator())) {
    return true;
  }
  return llvm::any_of(reach(Value), [&](TaskHolder Holder) {
    return Holder != Nowhere && Tasks.mayHoldTasks(TypeOf[Holder]);
  });
}

/// Hands \p Value to a function that nobody sees: by reference, if \p Argument
/// is not given up. What a result may have, it has until it goes.
void TaskFlow::handOver(const Expr &Argument, const TaskValue &Value,
                        const Call &C) {
  Found.IsPartial |= mayActOnTasks(Argument, Value);
  if (Argument.isPRValue() || Argument.isXValue()) {
    if (C.makesObject()) {
      move(Value, C.Result);
      refer(C.Result, Value);
    } else {
      lose(Value);
    }
    return;
  }
  if (!Argument.getType().isConstQualified())
    resume(Value);
  if (C.makesObject())
    refer(C.Result, Value);
}

TaskValue TaskFlow::callUnseen(const Call &C) {
  const bool MayHave = Tasks.mayHoldTasks(C.E.getType());
  TaskValue All = C.OfObject;
  for (const TaskValue &Given : C.Given)
    All.add(Given);
  const bool IsGiven = Now.hasAny(All.In);
  if (C.Object)
    handOver(*C.Object, C.OfObject, C);
  for (std::size_t I = 0; I != C.Given.size(); ++I)
    handOver(*C.Arguments[I], C.Given[I], C);
  if (!C.makesObject())
    return All;
  // It may have made others around what it was given.
  if (MayHave || IsGiven)
    make(C.E, nullptr, C.Result);
  return {{C.Result}};
}

/// What is assigned takes the place of what was there.
TaskValue TaskFlow::assign(const Call &C) {
  const QualType Type = objectType(*C.Object);
  if (isCoroutineHandle(Type->getAsCXXRecordDecl())) {
    // The handle of a task itself, and not one that it has of another.
    const auto *Member = dyn_cast<MemberExpr>(C.Object->IgnoreParenImpCasts());
    if (Member && Tasks.isTask(objectType(*Member->getBase())))
      lose(C.OfObject);
    return C.OfObject;
  }
  if (Tasks.isTask(Type) && TaskOwnership::swaps(*C.method())) {
    swap(C.OfObject, C.Given.front());
    return C.OfObject;
  }
  const bool IsKnown = C.OfObject.In.size() == 1;
  if (C.OfObject.IsPart || !IsKnown)
    lose(C.OfObject);
  else if (Ownership.endsTasks(Type))
    destroy(C.OfObject);
  else
    lose(C.OfObject);
  for (const TaskValue &Given : C.Given)
    if (IsKnown) {
      move(Given, C.OfObject.In.front());
      refer(C.OfObject.In.front(), Given);
    } else {
      lose(Given);
    }
  return C.OfObject;
}

//===----------------------------------------------------------------------===//
// The standard library
//===----------------------------------------------------------------------===//

namespace {
/// What a function of the standard library does with tasks.
enum class StandardCall {
  Same,    ///< What it gives is what it is given.
  Element, ///< The same, or a part of it.
  Put,     ///< Puts its arguments into the object, besides what is there.
  Replace, ///< The same, in place of what is there.
  Clear,   ///< Ends what is in the object.
  Remove,  ///< Ends a part of it.
  Swap,
  Exchange,
  Release, ///< Lets go of it.
  Look,    ///< Changes nothing.
  Other,
};
} // namespace

static StandardCall kindOf(llvm::StringRef Name, bool IsMember,
                           QualType Object) {
  if (!IsMember)
    return llvm::StringSwitch<StandardCall>(Name)
        .Cases({"move", "forward", "forward_like", "move_if_noexcept",
                "as_const", "ref", "cref", "addressof", "tie", "to_address"},
               StandardCall::Same)
        .Cases(
            {"get", "begin", "end", "cbegin", "cend", "data", "next", "prev"},
            StandardCall::Element)
        .Case("swap", StandardCall::Swap)
        .Case("exchange", StandardCall::Exchange)
        .Cases({"size", "empty", "distance", "advance", "make_tuple",
                "make_pair", "make_optional", "make_unique", "make_shared",
                "forward_as_tuple", "to_array"},
               StandardCall::Look)
        .Default(StandardCall::Other);
  const auto Kind =
      llvm::StringSwitch<StandardCall>(Name)
          .Cases({"push_back", "push_front", "push", "insert", "emplace_back",
                  "emplace_front", "emplace_hint", "try_emplace", "append"},
                 StandardCall::Put)
          .Case("emplace",
                holdsOne(Object) ? StandardCall::Replace : StandardCall::Put)
          .Cases({"reset", "assign"}, StandardCall::Replace)
          .Case("insert_or_assign", StandardCall::Put)
          .Case("clear", StandardCall::Clear)
          .Cases({"pop_back", "pop_front", "pop", "erase", "resize", "extract",
                  "remove", "remove_if"},
                 StandardCall::Remove)
          .Case("swap", StandardCall::Swap)
          .Case("release", StandardCall::Release)
          .Default(StandardCall::Look);
  return Kind;
}

std::optional<TaskValue> TaskFlow::callHandle(const Call &C) {
  const CXXMethodDecl *Method = dyn_cast<CXXMethodDecl>(C.Callee);
  if (!Method || !isCoroutineHandle(Method->getParent()))
    return std::nullopt;
  if (!C.Object)
    return TaskValue(); // from_promise, from_address.
  const TaskValue All{reach(C.OfObject), C.OfObject.IsPart};
  if (C.name() == "destroy")
    destroy(All);
  else if (C.name() == "resume" || C.isOperator(OO_Call))
    resume(All);
  else if (C.name() != "promise")
    return C.OfObject;
  return TaskValue();
}

TaskValue TaskFlow::callStandard(const Call &C) {
  if (auto Handled = callHandle(C))
    return *Handled;
  const QualType Object = C.Object ? objectType(*C.Object) : QualType();
  const StandardCall Kind = kindOf(C.name(), C.Object != nullptr, Object);
  switch (Kind) {
  case StandardCall::Same:
    if (C.makesObject())
      break;
    return C.Given.empty() ? TaskValue() : C.Given.front();
  case StandardCall::Element: {
    if (C.makesObject())
      break;
    TaskValue Part = C.Given.empty() ? TaskValue() : C.Given.front();
    Part.IsPart = true;
    return Part;
  }
  case StandardCall::Replace:
  case StandardCall::Put: {
    const bool IsKnown = C.OfObject.In.size() == 1;
    if (Kind == StandardCall::Replace)
      destroy(C.OfObject);
    for (std::size_t I = 0; I != C.Given.size(); ++I)
      if (!IsKnown) {
        lose(C.Given[I]);
      } else if (!C.Arguments[I]->isLValue() ||
                 !Ownership.endsTasks(C.Arguments[I]->getType())) {
        move(C.Given[I], C.OfObject.In.front());
        refer(C.OfObject.In.front(), C.Given[I]);
      } else {
        refer(C.OfObject.In.front(), C.Given[I]);
      }
    TaskValue Part = C.OfObject;
    Part.IsPart = !holdsOne(Object);
    return Part;
  }
  case StandardCall::Clear:
    destroy(C.OfObject);
    return {};
  case StandardCall::Remove: {
    TaskValue Part = C.OfObject;
    Part.IsPart = true;
    lose(Part);
    return {};
  }
  case StandardCall::Swap: {
    const TaskValue &A = C.Object ? C.OfObject : C.Given[0];
    const TaskValue &B = C.Object ? C.Given[0] : C.Given[1];
    swap(A, B);
    return {};
  }
  case StandardCall::Exchange: {
    const TaskHolder To = C.makesObject() ? C.Result : Nowhere;
    move(C.Given[0], To);
    if (C.Given[0].In.size() == 1)
      move(C.Given[1], C.Given[0].In.front());
    else
      lose(C.Given[1]);
    return {{To}};
  }
  case StandardCall::Release:
    lose(C.OfObject);
    return {};
  case StandardCall::Look:
    break;
  case StandardCall::Other:
    for (std::size_t I = 0; I != C.Given.size(); ++I)
      handOver(*C.Arguments[I], C.Given[I], C);
    break;
  }
  return resultOfStandard(C);
}

/// What a function of the standard library gives that does nothing else.
TaskValue TaskFlow::resultOfStandard(const Call &C) {
  if (!C.makesObject()) {
    // An element, or the only one.
    TaskValue Part = C.OfObject;
    if (C.Object && !holdsOne(objectType(*C.Object)))
      Part.IsPart = true;
    for (const TaskValue &Given : C.Given)
      if (!C.Object)
        Part.add(Given);
    return Part;
  }
  refer(C.Result, C.OfObject);
  for (std::size_t I = 0; I != C.Given.size(); ++I) {
    if (!C.Arguments[I]->isLValue())
      move(C.Given[I], C.Result);
    refer(C.Result, C.Given[I]);
  }
  if (Tasks.isTask(C.E.getType()) && !Now.hasAny({C.Result}))
    make(C.E, nullptr, C.Result);
  return {{C.Result}};
}

} // namespace coroscope
