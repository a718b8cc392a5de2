//===- TaskValues.cpp - Which objects expressions are ---------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "source/TaskFlow.h"

#include "clang/AST/ASTContext.h"

using namespace clang;

namespace coroscope {

/// Whether a value of \p Type can be an object, or refer to one.
static bool mayRefer(QualType Type) {
  return Type->isRecordType() || Type->isAnyPointerType() ||
         Type->isReferenceType() || Type->isArrayType();
}

TaskValue TaskFlow::children(const Expr &E) {
  TaskValue All;
  for (const Stmt *Child : E.children())
    if (const auto *Inner = dyn_cast_or_null<Expr>(Child))
      All.add(value(Inner));
  return mayRefer(E.getType()) || E.isGLValue() ? All : TaskValue();
}

TaskValue TaskFlow::reference(const DeclRefExpr &Reference) {
  const ValueDecl *Of = Reference.getDecl();
  if (const auto *Binding = dyn_cast<BindingDecl>(Of)) {
    if (const VarDecl *Held = Binding->getHoldingVar())
      Of = Held;
    else
      return value(Binding->getBinding());
  }
  const auto *Variable = dyn_cast<VarDecl>(Of);
  if (!Variable || !Variable->isLocalVarDeclOrParm() ||
      !Variable->hasLocalStorage())
    return {};
  if (Variable->isInitCapture())
    return Current->This;
  // A lambda that is called here sees what is around it.
  Activation *Inner = Current;
  TaskValue Found;
  for (Activation *Of : llvm::reverse(Activations))
    if (Variable->getDeclContext() == Of->Function) {
      Current = Of;
      auto It = Of->References.find(Variable);
      Found = It != Of->References.end() ? It->second
                                         : TaskValue{{variable(*Variable)}};
      // A pointer is what it points to.
      if (const TaskHolder Own = variable(*Variable);
          Variable->getType()->isPointerType() && !RefersTo[Own].empty())
        Found = {{RefersTo[Own].begin(), RefersTo[Own].end()}};
      break;
    }
  Current = Inner;
  return Found;
}

TaskValue TaskFlow::materialized(const MaterializeTemporaryExpr &E) {
  if (!isObject(*E.getSubExpr()))
    return value(E.getSubExpr());
  const TaskHolder Holder = holderOf(&E, E.getType());
  into(E.getSubExpr(), Holder);
  if (E.getExtendingDecl() && !Scopes.empty())
    Scopes.back().push_back(Holder);
  else
    Temporaries.push_back(Holder);
  return {{Holder}};
}

/// Makes the object that \p E is in \p Result.
void TaskFlow::into(const Expr *E, TaskHolder Result) {
  E = E->IgnoreParens();
  if (const auto *Cleanups = dyn_cast<ExprWithCleanups>(E))
    return into(Cleanups->getSubExpr(), Result);
  if (const auto *Bound = dyn_cast<CXXBindTemporaryExpr>(E))
    return into(Bound->getSubExpr(), Result);
  if (const auto *Constant = dyn_cast<ConstantExpr>(E))
    return into(Constant->getSubExpr(), Result);
  if (const auto *Default = dyn_cast<CXXDefaultArgExpr>(E))
    return into(Default->getExpr(), Result);
  if (const auto *Default = dyn_cast<CXXDefaultInitExpr>(E))
    return into(Default->getExpr(), Result);
  if (const auto *Cast = dyn_cast<CastExpr>(E);
      Cast && isObject(*Cast->getSubExpr()))
    return into(Cast->getSubExpr(), Result);
  if (const auto *Made = dyn_cast<CXXConstructExpr>(E))
    return construct(*Made, Result);
  if (const auto *Called = dyn_cast<CallExpr>(E)) {
    call(*Called, Result);
    return;
  }
  if (const auto *Lambda = dyn_cast<LambdaExpr>(E))
    return capture(*Lambda, Result);
  if (const auto *List = dyn_cast<InitListExpr>(E)) {
    for (const Expr *Init : List->inits())
      part(Init, Result);
    return;
  }
  if (const auto *List = dyn_cast<CXXParenListInitExpr>(E)) {
    for (const Expr *Init : List->getInitExprs())
      part(Init, Result);
    return;
  }
  if (const auto *Choice = dyn_cast<AbstractConditionalOperator>(E)) {
    auto [True, False] = branch(*Choice->getCond());
    Now = std::move(True);
    into(Choice->getTrueExpr(), Result);
    std::swap(Now, False);
    into(Choice->getFalseExpr(), Result);
    Now.join(False);
    return;
  }
  if (const auto *Both = dyn_cast<BinaryOperator>(E);
      Both && Both->isCommaOp()) {
    value(Both->getLHS());
    return into(Both->getRHS(), Result);
  }
  if (const auto *Suspend = dyn_cast<CoroutineSuspendExpr>(E)) {
    refer(Result, suspend(*Suspend));
    if (Tasks.isTask(E->getType()))
      make(*E, nullptr, Result);
    return;
  }
  refer(Result, children(*E));
}

/// The same for a part of \p Result, which may be a pointer to something.
void TaskFlow::part(const Expr *E, TaskHolder Result) {
  const Expr *Bare = E->IgnoreParens();
  if (const auto *Cleanups = dyn_cast<ExprWithCleanups>(Bare))
    Bare = Cleanups->getSubExpr();
  if (isObject(*E) || isa<InitListExpr>(Bare)) // Of an array, each element.
    into(E, Result);
  else
    refer(Result, value(E));
}

void TaskFlow::capture(const LambdaExpr &Lambda, TaskHolder Result) {
  for (const Expr *Init : Lambda.capture_inits())
    if (Init)
      part(Init, Result);
}

/// Whether \p E, which an object is made from, is left empty by that.
static bool isGivenUp(const Expr &E) { return !E.isLValue(); }

void TaskFlow::construct(const CXXConstructExpr &E, TaskHolder Result) {
  const CXXConstructorDecl &Constructor = *E.getConstructor();
  const CXXRecordDecl &Record = *Constructor.getParent();
  const bool IsCopy = Constructor.isCopyOrMoveConstructor() && E.getNumArgs();
  const bool IsFollowed = !IsCopy && !isStandard(Record) &&
                          !Tasks.isTask(E.getType()) &&
                          Constructor.isUserProvided();
  if (IsFollowed && construct(E, Constructor, Result))
    return;
  for (unsigned I = 0; I != E.getNumArgs(); ++I) {
    const Expr &Argument = *E.getArg(I);
    const TaskValue Given = value(&Argument);
    if (isCoroutineHandle(&Record)) {
      refer(Result, Given);
      continue;
    }
    if (isGivenUp(Argument) || (IsCopy && Record.hasTrivialDestructor())) {
      move(Given, Result);
      refer(Result, Given);
    } else if (IsCopy && Tasks.mayHoldTasks(E.getType())) {
      lose(Given); // Both have it.
    } else {
      refer(Result, Given);
      if (IsCopy)
        for (TaskHolder Holder : Given.In)
          refer(Result, {{RefersTo[Holder].begin(), RefersTo[Holder].end()}});
    }
  }
}

/// A task is done when it was awaited; of others, some may go on. What it was
/// given by reference may be anywhere.
void TaskFlow::finishAwaited(const std::vector<TaskHolder> &Awaited,
                             bool IsTask) {
  change([&](TaskState &State) {
    std::set<std::size_t> Lent;
    for (HeldTask &Held : State)
      if (Held.Does == Activity::Runs && llvm::is_contained(Awaited, Held.In)) {
        Held.Does = IsTask ? Activity::Done : Activity::Unsure;
        for (const GivenTask &Given : Found.Tasks[Held.Task].Given)
          Lent.insert(Given.Call);
      }
    for (HeldTask &Held : State)
      if (Lent.contains(Held.Task) && Held.Does == Activity::Idle &&
          !IsInFrame.contains(Held.In))
        Held.Does = Activity::Unsure;
  });
}

/// The coroutine waits for what the operand of \p Suspend is.
TaskValue TaskFlow::suspend(const CoroutineSuspendExpr &Suspend) {
  const auto [It, IsNew] = PointOf.try_emplace(&Suspend, Found.Points.size());
  if (IsNew) {
    Found.Points.push_back(
        {isa<CoyieldExpr>(Suspend) ? SuspendKind::Yield : SuspendKind::Await,
         &Suspend});
    Found.AliveAt.emplace_back();
  }
  const Expr &Operand = *Suspend.getOperand();
  TaskValue Awaiter = value(Suspend.getCommonExpr());
  Opaque[Suspend.getOpaqueValue()] = Awaiter;
  const bool IsTask =
      isa<CoawaitExpr>(Suspend) && Tasks.isTask(Operand.getType());
  if (IsTask && !Now.hasAny(reach(Awaiter))) {
    // Somebody else made it.
    const Expr *Written = &Operand;
    while (const auto *Call =
               dyn_cast<CallExpr>(Written->IgnoreParenImpCasts()))
      if (Call->isCallToStdMove())
        Written = Call->getArg(0);
      else
        break;
    Written = Written->IgnoreParenImpCasts();
    const TaskHolder Holder = holderOf(Written, Operand.getType());
    Temporaries.push_back(Holder);
    make(*Written, nullptr, Holder);
    Awaiter.add({{Holder}});
  }
  value(Suspend.getReadyExpr());
  value(Suspend.getSuspendExpr());
  const std::vector<TaskHolder> Awaited = reach(Awaiter);
  record(It->second, Awaited, Awaiter.IsPart);
  finishAwaited(Awaited, IsTask);
  value(Suspend.getResumeExpr());
  return {};
}

TaskValue TaskFlow::value(const Expr *E) {
  if (!E)
    return {};
  if (++Steps > MostSteps) {
    Found.IsPartial = true;
    return {};
  }
  E = E->IgnoreParens();
  if (const auto *Cleanups = dyn_cast<ExprWithCleanups>(E))
    return value(Cleanups->getSubExpr());
  if (isa<UnaryExprOrTypeTraitExpr, CXXNoexceptExpr, CXXTypeidExpr,
          RequiresExpr, BlockExpr>(E))
    return {}; // Not evaluated, or another function.
  if (const auto *Suspend = dyn_cast<CoroutineSuspendExpr>(E);
      Suspend && !isObject(*E))
    return suspend(*Suspend);
  if (const auto *Known = dyn_cast<OpaqueValueExpr>(E)) {
    auto It = Opaque.find(Known);
    return It != Opaque.end() ? It->second : value(Known->getSourceExpr());
  }
  if (isObject(*E)) {
    const TaskHolder Holder = temporary(*E);
    into(E, Holder);
    return {{Holder}};
  }
  if (const auto *Reference = dyn_cast<DeclRefExpr>(E))
    return reference(*Reference);
  if (const auto *Member = dyn_cast<MemberExpr>(E)) {
    TaskValue Base = value(Member->getBase());
    if (!isa<FieldDecl>(Member->getMemberDecl()))
      return isa<VarDecl>(Member->getMemberDecl()) ? TaskValue() : Base;
    Base.IsPart |=
        !Tasks.isTask(Member->getBase()->getType()->isPointerType()
                          ? Member->getBase()->getType()->getPointeeType()
                          : Member->getBase()->getType());
    return Base;
  }
  if (isa<CXXThisExpr>(E))
    return Current->This;
  if (const auto *Unary = dyn_cast<UnaryOperator>(E);
      Unary && Unary->getOpcode() == UO_Deref) {
    TaskValue Pointed = value(Unary->getSubExpr());
    Pointed.IsPart |=
        !isa<CXXThisExpr>(Unary->getSubExpr()->IgnoreParenCasts());
    return Pointed;
  }
  if (const auto *Made = dyn_cast<MaterializeTemporaryExpr>(E))
    return materialized(*Made);
  if (const auto *Called = dyn_cast<CallExpr>(E))
    return call(*Called, Nowhere);
  if (const auto *Default = dyn_cast<CXXDefaultArgExpr>(E))
    return value(Default->getExpr());
  if (const auto *Default = dyn_cast<CXXDefaultInitExpr>(E))
    return value(Default->getExpr());
  if (const auto *Element = dyn_cast<ArraySubscriptExpr>(E)) {
    value(Element->getIdx());
    TaskValue Array = value(Element->getBase());
    Array.IsPart = true;
    return Array;
  }
  if (const auto *New = dyn_cast<CXXNewExpr>(E)) {
    if (New->getInitializer())
      move(value(New->getInitializer()), Nowhere);
    return {};
  }
  if (const auto *Both = dyn_cast<BinaryOperator>(E)) {
    if (Both->isCommaOp()) {
      value(Both->getLHS());
      return value(Both->getRHS());
    }
    if (Both->isLogicalOp()) {
      auto [True, False] = branch(*E);
      Now = std::move(True);
      Now.join(False);
      return {};
    }
    if (Both->isAssignmentOp()) {
      const TaskValue From = value(Both->getRHS());
      const TaskValue To = value(Both->getLHS());
      for (TaskHolder Holder : To.In)
        if (mayRefer(E->getType()))
          refer(Holder, From);
      return To;
    }
  }
  if (const auto *Choice = dyn_cast<AbstractConditionalOperator>(E)) {
    auto [True, False] = branch(*Choice->getCond());
    Now = std::move(True);
    TaskValue All = value(Choice->getTrueExpr());
    std::swap(Now, False);
    All.add(value(Choice->getFalseExpr()));
    Now.join(False);
    return All;
  }
  if (isa<CXXThrowExpr>(E)) {
    children(*E);
    addThrown();
    Now.clear();
    return {};
  }
  if (const auto *Block = dyn_cast<StmtExpr>(E)) {
    walkScope(Block->getSubStmt());
    return {};
  }
  return children(*E);
}

} // namespace coroscope
