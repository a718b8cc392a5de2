//===- TaskStatements.cpp - How control goes through a body ---------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "source/TaskFlow.h"

using namespace clang;

namespace coroscope {

/// Turns of a loop after which nothing new is expected.
static constexpr unsigned MostTurns = 8;

/// Destroys the variables of the scopes from \p From on, the last first.
void TaskFlow::endScopes(std::size_t From) {
  for (std::size_t I = Scopes.size(); I-- > From;)
    for (TaskHolder Holder : llvm::reverse(Scopes[I]))
      end(Holder);
}

void TaskFlow::walkScope(const Stmt *Statement) {
  Scopes.emplace_back();
  if (const auto *Block = dyn_cast_or_null<CompoundStmt>(Statement)) {
    for (const Stmt *Child : Block->body())
      walk(Child);
  } else {
    walk(Statement);
  }
  endScopes(Scopes.size() - 1);
  Scopes.pop_back();
}

/// Destroys the temporaries from \p From on, the last first.
void TaskFlow::endTemporaries(std::size_t From) {
  for (std::size_t I = Temporaries.size(); I-- > From;)
    end(Temporaries[I]);
}

/// Ends the full expression whose temporaries are those from \p From on.
void TaskFlow::finishFullExpression(std::size_t From) {
  endTemporaries(From);
  Temporaries.resize(From);
  addThrown();
}

void TaskFlow::fullExpression(const Expr &E) {
  const std::size_t First = Temporaries.size();
  value(&E);
  finishFullExpression(First);
}

/// The ways on which the full expression \p Condition is true, and the others.
std::pair<TaskStates, TaskStates> TaskFlow::branchOnce(const Expr &Condition) {
  const std::size_t First = Temporaries.size();
  auto [True, False] = branch(Condition);
  Now = std::move(False);
  endTemporaries(First);
  addThrown();
  False = std::exchange(Now, std::move(True));
  finishFullExpression(First);
  return {std::exchange(Now, {}), std::move(False)};
}

void TaskFlow::walkVariable(const VarDecl &Variable) {
  const Expr *Init = Variable.getInit();
  if (!Init)
    return;
  const std::size_t First = Temporaries.size();
  if (Variable.getType()->isReferenceType()) {
    Current->References[&Variable] = value(Init);
  } else if (!Variable.hasLocalStorage()) {
    move(value(Init), Nowhere);
  } else {
    const TaskHolder Holder = variable(Variable);
    Scopes.back().push_back(Holder);
    part(Init, Holder);
  }
  finishFullExpression(First);
  if (const auto *Parts = dyn_cast<DecompositionDecl>(&Variable))
    for (const BindingDecl *Binding : Parts->bindings())
      if (const VarDecl *Held = Binding->getHoldingVar())
        walkVariable(*Held);
}

/// Goes to the end of the loop or the switch around, or to the next turn.
void TaskFlow::leaveTo(bool IsContinue) {
  for (Target &T : llvm::reverse(Targets)) {
    if (IsContinue && !T.IsLoop)
      continue;
    endScopes(T.Scopes);
    (IsContinue ? T.Continues : T.Breaks).join(Now);
    break;
  }
  Now.clear();
}

void TaskFlow::walkReturn(const Expr *Value) {
  if (Value) {
    const std::size_t First = Temporaries.size();
    if (Activations.size() > 1 && isObject(*Value))
      into(Value, Current->Result);
    else
      Current->Returned.add(value(Value));
    finishFullExpression(First);
  }
  endScopes(Current->FirstScope);
  Current->AtReturn.join(Now);
  Now.clear();
}

void TaskFlow::walkIf(const IfStmt &If) {
  Scopes.emplace_back();
  walk(If.getInit());
  if (const VarDecl *Variable = If.getConditionVariable())
    walkVariable(*Variable);
  if (If.isConsteval()) {
    walk(If.isNegatedConsteval() ? If.getThen() : If.getElse());
  } else {
    auto [True, False] = branchOnce(*If.getCond());
    Now = std::move(True);
    walkScope(If.getThen());
    std::swap(Now, False);
    walkScope(If.getElse());
    Now.join(False);
  }
  endScopes(Scopes.size() - 1);
  Scopes.pop_back();
}

void TaskFlow::walkSwitch(const SwitchStmt &Switch) {
  Scopes.emplace_back();
  walk(Switch.getInit());
  if (const VarDecl *Variable = Switch.getConditionVariable())
    walkVariable(*Variable);
  fullExpression(*Switch.getCond());
  Targets.emplace_back();
  Targets.back().Scopes = Scopes.size();
  Targets.back().IsLoop = false;
  Targets.back().AtCases = Now;
  bool HasDefault = false;
  for (const SwitchCase *Case = Switch.getSwitchCaseList(); Case;
       Case = Case->getNextSwitchCase())
    HasDefault |= isa<DefaultStmt>(Case);
  if (HasDefault || Switch.isAllEnumCasesCovered())
    Now.clear();
  TaskStates Skipped = std::move(Now);
  Now.clear();
  walkScope(Switch.getBody());
  Now.join(Targets.back().Breaks);
  Now.join(Skipped);
  Targets.pop_back();
  endScopes(Scopes.size() - 1);
  Scopes.pop_back();
}

void TaskFlow::walkTurns(const Loop &L) {
  Targets.emplace_back();
  Targets.back().Scopes = Scopes.size();
  TaskStates Begin = Now, Left;
  auto Test = [&] {
    if (!L.Condition)
      return;
    auto [True, False] = branchOnce(*L.Condition);
    Now = std::move(False);
    endScopes(Targets.back().Scopes);
    Left.join(Now);
    Now = std::move(True);
  };
  unsigned Turn = 0;
  for (; Turn != MostTurns; ++Turn) {
    Now = Begin;
    Scopes.emplace_back();
    if (L.Tested)
      walkVariable(*L.Tested);
    if (!L.IsDo)
      Test();
    if (L.Each)
      walkVariable(*L.Each);
    walkScope(L.Body);
    Now.join(Targets.back().Continues);
    Targets.back().Continues.clear();
    endScopes(Scopes.size() - 1);
    Scopes.pop_back();
    if (L.Next)
      fullExpression(*L.Next);
    if (L.IsDo)
      Test();
    TaskStates Again = Begin;
    Again.join(Now);
    if (Again == Begin)
      break;
    Begin = std::move(Again);
  }
  Found.IsPartial |= Turn == MostTurns;
  Now = std::move(Left);
  Now.join(Targets.back().Breaks);
  Targets.pop_back();
}

void TaskFlow::walkLoop(const Stmt &Statement) {
  Scopes.emplace_back();
  if (const auto *For = dyn_cast<ForStmt>(&Statement)) {
    walk(For->getInit());
    walkTurns({For->getCond(), For->getConditionVariable(), nullptr,
               For->getInc(), For->getBody()});
  } else if (const auto *While = dyn_cast<WhileStmt>(&Statement)) {
    walkTurns({While->getCond(), While->getConditionVariable(), nullptr,
               nullptr, While->getBody()});
  } else if (const auto *Do = dyn_cast<DoStmt>(&Statement)) {
    walkTurns({Do->getCond(), nullptr, nullptr, nullptr, Do->getBody(), true});
  } else {
    const auto &Range = *cast<CXXForRangeStmt>(&Statement);
    walk(Range.getInit());
    walk(Range.getRangeStmt());
    walk(Range.getBeginStmt());
    walk(Range.getEndStmt());
    walkTurns({Range.getCond(), nullptr, Range.getLoopVariable(),
               Range.getInc(), Range.getBody()});
  }
  endScopes(Scopes.size() - 1);
  Scopes.pop_back();
}

/// What was declared inside goes on the way to a handler.
void TaskFlow::addThrown() {
  if (!MayThrow)
    return;
  const TaskStates Before = Now;
  endTemporaries(MayThrow->Temporaries);
  endScopes(MayThrow->Scopes);
  MayThrow->States.join(Now);
  Now = Before;
}

void TaskFlow::walkTry(const CXXTryStmt &Try) {
  Thrown Own{Scopes.size(), Temporaries.size(), Now};
  Thrown *Outer = std::exchange(MayThrow, &Own);
  walkScope(Try.getTryBlock());
  MayThrow = Outer;
  TaskStates After = std::move(Now);
  for (unsigned I = 0; I != Try.getNumHandlers(); ++I) {
    Now = Own.States;
    walkScope(Try.getHandler(I)->getHandlerBlock());
    After.join(Now);
  }
  Now = std::move(After);
}

//===----------------------------------------------------------------------===//
// Conditions
//===----------------------------------------------------------------------===//

/// The object of which \p Condition asks whether there is one; null if it asks
/// something else. \p IsEmpty is set if it asks whether there is none.
static const Expr *askedObject(const Expr &Condition, bool &IsEmpty) {
  const auto *Call = dyn_cast<CXXMemberCallExpr>(&Condition);
  const CXXMethodDecl *Method = Call ? Call->getMethodDecl() : nullptr;
  if (!Method || !isStandard(*Method))
    return nullptr;
  const bool IsNamed = Method->getDeclName().isIdentifier();
  IsEmpty = IsNamed && Method->getName() == "empty";
  if (IsEmpty || isa<CXXConversionDecl>(Method) ||
      (IsNamed && Method->getName() == "has_value"))
    return Call->getImplicitObjectArgument();
  return nullptr;
}

std::pair<TaskStates, TaskStates> TaskFlow::branch(const Expr &Condition) {
  const Expr *E = &Condition;
  if (const auto *Cleanups = dyn_cast<ExprWithCleanups>(E))
    E = Cleanups->getSubExpr();
  E = E->IgnoreParenImpCasts();
  if (const auto *Not = dyn_cast<UnaryOperator>(E);
      Not && Not->getOpcode() == UO_LNot) {
    auto [True, False] = branch(*Not->getSubExpr());
    return {std::move(False), std::move(True)};
  }
  if (const auto *Both = dyn_cast<BinaryOperator>(E);
      Both && Both->isLogicalOp()) {
    const bool IsAnd = Both->getOpcode() == BO_LAnd;
    auto [True, False] = branch(*Both->getLHS());
    Now = IsAnd ? std::move(True) : std::move(False);
    auto [Second, Other] = branch(*Both->getRHS());
    if (IsAnd) {
      False.join(Other);
      return {std::move(Second), std::move(False)};
    }
    True.join(Second);
    return {std::move(True), std::move(Other)};
  }
  bool IsAlways = false;
  if (!E->isValueDependent() &&
      E->EvaluateAsBooleanCondition(IsAlways,
                                    Current->Function->getASTContext()))
    return IsAlways ? std::pair(Now, TaskStates())
                    : std::pair(TaskStates(), Now);
  bool IsEmpty = false;
  if (const Expr *Object = askedObject(*E, IsEmpty)) {
    const std::vector<TaskHolder> In = reach(value(Object));
    if (In.empty())
      return {Now, Now};
    auto Has = [&](const TaskState &State) { return hasAny(State, In); };
    auto HasNone = [&](const TaskState &State) { return !hasAny(State, In); };
    return IsEmpty ? std::pair(Now.where(HasNone), Now.where(Has))
                   : std::pair(Now.where(Has), Now.where(HasNone));
  }
  value(E);
  return {Now, Now};
}

//===----------------------------------------------------------------------===//
// Each statement
//===----------------------------------------------------------------------===//

void TaskFlow::walk(const Stmt *Statement) {
  if (!Statement)
    return;
  if (++Steps > MostSteps) {
    Found.IsPartial = true;
    return;
  }
  if (const auto *E = dyn_cast<Expr>(Statement))
    return fullExpression(*E);
  if (const auto *Declared = dyn_cast<DeclStmt>(Statement)) {
    for (const Decl *D : Declared->decls())
      if (const auto *Variable = dyn_cast<VarDecl>(D))
        walkVariable(*Variable);
    return;
  }
  switch (Statement->getStmtClass()) {
  case Stmt::CompoundStmtClass:
    return walkScope(Statement);
  case Stmt::IfStmtClass:
    return walkIf(*cast<IfStmt>(Statement));
  case Stmt::SwitchStmtClass:
    return walkSwitch(*cast<SwitchStmt>(Statement));
  case Stmt::ForStmtClass:
  case Stmt::WhileStmtClass:
  case Stmt::DoStmtClass:
  case Stmt::CXXForRangeStmtClass:
    return walkLoop(*Statement);
  case Stmt::CXXTryStmtClass:
    return walkTry(*cast<CXXTryStmt>(Statement));
  case Stmt::CaseStmtClass:
  case Stmt::DefaultStmtClass:
    if (!Targets.empty())
      for (const Target &T : llvm::reverse(Targets))
        if (!T.IsLoop) {
          Now.join(T.AtCases);
          break;
        }
    return walk(cast<SwitchCase>(Statement)->getSubStmt());
  case Stmt::BreakStmtClass:
    return leaveTo(false);
  case Stmt::ContinueStmtClass:
    return leaveTo(true);
  case Stmt::ReturnStmtClass:
    return walkReturn(cast<ReturnStmt>(Statement)->getRetValue());
  case Stmt::CoreturnStmtClass:
    return walkReturn(cast<CoreturnStmt>(Statement)->getOperand());
  case Stmt::GotoStmtClass:
  case Stmt::IndirectGotoStmtClass:
    Found.IsPartial = true;
    Now.clear();
    return;
  case Stmt::LabelStmtClass:
    Found.IsPartial = true;
    return walk(cast<LabelStmt>(Statement)->getSubStmt());
  case Stmt::AttributedStmtClass:
    return walk(cast<AttributedStmt>(Statement)->getSubStmt());
  default:
    for (const Stmt *Child : Statement->children())
      walk(Child);
  }
}

} // namespace coroscope
