//===- TaskFlow.h - What becomes of the tasks of a coroutine ----*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// body --statements, values, calls--> tasks, and which exist at each suspension
//
// The walk goes through the body in the order of execution, both ways at each
// branch, loops until nothing is new. It follows plain functions that are given
// tasks or make them. A task is where it was put last: in a variable, a
// temporary, a container as a whole, a parameter of a coroutine. It ends with
// what it is in. Where the walk does not see what becomes of it, it says so.
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_SOURCE_TASKFLOW_H
#define COROSCOPE_SOURCE_TASKFLOW_H

#include "frame/Coroutine.h"
#include "source/TaskOwnership.h"
#include "source/TaskStates.h"
#include "source/TasksOfUnit.h"

#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace coroscope {

/// A task that a coroutine makes or gets.
struct FoundTask {
  const clang::Expr *Site = nullptr; ///< In the coroutine; null for parameters.
  const clang::FunctionDecl *Callee = nullptr;   ///< Null if it is not known.
  const clang::ParmVarDecl *Parameter = nullptr; ///< If it came as one.
  unsigned ParameterIndex = 0;                   ///< From 0.
  bool IsElidable = false;
  bool IsRepeated = false;
  bool MayLiveOn = false;
  std::set<GivenTask> Given; ///< Calls are indices in the tasks that are found.
};

/// A place at which a coroutine waits.
struct FoundPoint {
  SuspendKind Kind = SuspendKind::Await;
  const clang::CoroutineSuspendExpr *Expression = nullptr; ///< If in the body.
};

/// What the walk finds.
struct FoundFlow {
  std::vector<FoundTask> Tasks;
  std::vector<FoundPoint> Points;
  /// Of each point, one element, what is alive there on each way.
  std::vector<std::set<std::vector<AliveFrame>>> AliveAt;
  bool IsPartial = false; ///< Whether there is what the walk does not follow.
};

/// The objects that an expression may be, or that what it is may refer to.
struct TaskValue {
  std::vector<TaskHolder> In; ///< Sorted.
  /// Whether it is a part of them, such as an element.
  bool IsPart = false;

  void add(const TaskValue &Other);
};

/// The walk through one coroutine.
class TaskFlow {
  /// A call of a function that is followed, or the coroutine itself.
  struct Activation {
    unsigned Id = 0;
    const clang::FunctionDecl *Function = nullptr;
    TaskValue This;
    std::map<const clang::ValueDecl *, TaskValue> References;
    TaskHolder Result = Nowhere;
    TaskValue Returned;
    TaskStates AtReturn;
    std::size_t FirstScope = 0;
  };
  /// Where a break or a continue goes.
  struct Target {
    std::size_t Scopes = 0; ///< How many there are outside.
    bool IsLoop = true;     ///< Else a switch.
    TaskStates Breaks, Continues;
    TaskStates AtCases; ///< What comes to the cases of a switch.
  };
  /// What comes to the handlers around.
  struct Thrown {
    std::size_t Scopes = 0;      ///< How many there are outside.
    std::size_t Temporaries = 0; ///< The same.
    TaskStates States;
  };
  using HolderKey = std::pair<unsigned, const void *>;

  const TasksOfUnit &Tasks;
  TaskOwnership Ownership;
  FoundFlow Found;

  TaskStates Now;
  Activation *Current = nullptr;
  std::vector<Activation *> Activations;
  std::vector<std::vector<TaskHolder>> Scopes; ///< Variables, in order.
  std::vector<TaskHolder> Temporaries; ///< Of full expressions, in order.
  std::vector<Target> Targets;
  Thrown *MayThrow = nullptr;

  std::map<HolderKey, TaskHolder> Holders;
  std::vector<clang::QualType> TypeOf; ///< Of each holder.
  std::vector<std::set<TaskHolder>> RefersTo;
  std::map<HolderKey, unsigned> ActivationIds;
  std::map<HolderKey, std::size_t> TaskNumbers;
  std::map<const clang::CoroutineSuspendExpr *, std::size_t> PointOf;
  std::map<const clang::OpaqueValueExpr *, TaskValue> Opaque;
  /// Of each task, where what it was given is.
  std::vector<std::vector<TaskHolder>> GivenTo;
  std::set<TaskHolder> IsInFrame;    ///< All of these.
  const clang::Expr *Site = nullptr; ///< The call that is followed from.
  /// Statements and expressions that are visited for one coroutine, with each
  /// turn of a loop and each function that is followed.
  static constexpr std::size_t MostSteps = 200000;
  std::size_t Steps = 0;

  // Objects and tasks: TaskFlow.cpp.
  TaskHolder holderOf(const void *What, clang::QualType Type);
  TaskHolder variable(const clang::VarDecl &Variable);
  TaskHolder temporary(const clang::Expr &E);
  std::vector<TaskHolder> reach(const TaskValue &Value) const;
  void change(const std::function<void(TaskState &)> &Change);
  void refer(TaskHolder From, const TaskValue &To);
  void drop(TaskState &State, std::size_t Task);
  std::size_t make(const clang::Expr &E, const clang::FunctionDecl *Callee,
                   TaskHolder In);
  void addParameters(const clang::FunctionDecl &Coroutine);
  void move(const TaskValue &From, TaskHolder To);
  void swap(const TaskValue &A, const TaskValue &B);
  void end(TaskHolder Holder);
  void destroy(const TaskValue &Value);
  void lose(const TaskValue &Value);
  void resume(const TaskValue &Value);
  void record(std::size_t Point, const std::vector<TaskHolder> &Awaited,
              bool IsPart);

  // Statements: TaskStatements.cpp.
  void walk(const clang::Stmt *Statement);
  void walkScope(const clang::Stmt *Statement);
  void walkVariable(const clang::VarDecl &Variable);
  struct Loop {
    const clang::Expr *Condition = nullptr; ///< Null for none.
    const clang::VarDecl *Tested = nullptr; ///< Declared in the condition.
    const clang::VarDecl *Each = nullptr;   ///< Of a range.
    const clang::Expr *Next = nullptr;
    const clang::Stmt *Body = nullptr;
    bool IsDo = false; ///< Whether the condition comes last.
  };
  void walkTurns(const Loop &L);
  void walkLoop(const clang::Stmt &Statement);
  void addThrown();
  void walkIf(const clang::IfStmt &If);
  void walkSwitch(const clang::SwitchStmt &Switch);
  void walkTry(const clang::CXXTryStmt &Try);
  void walkReturn(const clang::Expr *Value);
  void leaveTo(bool IsContinue);
  void endScopes(std::size_t From);
  void endTemporaries(std::size_t From);
  void finishFullExpression(std::size_t From);
  void fullExpression(const clang::Expr &E);
  /// The ways on which \p Condition is true, and those on which it is false.
  std::pair<TaskStates, TaskStates> branch(const clang::Expr &Condition);
  std::pair<TaskStates, TaskStates> branchOnce(const clang::Expr &Condition);

  // Expressions: TaskValues.cpp.
  TaskValue value(const clang::Expr *E);
  TaskValue children(const clang::Expr &E);
  TaskValue suspend(const clang::CoroutineSuspendExpr &Suspend);
  void finishAwaited(const std::vector<TaskHolder> &Awaited, bool IsTask);
  TaskValue reference(const clang::DeclRefExpr &Reference);
  TaskValue materialized(const clang::MaterializeTemporaryExpr &E);
  void into(const clang::Expr *E, TaskHolder Result);
  void part(const clang::Expr *E, TaskHolder Result);
  void construct(const clang::CXXConstructExpr &E, TaskHolder Result);
  void capture(const clang::LambdaExpr &Lambda, TaskHolder Result);

  // Calls: TaskCalls.cpp.
  struct Call;
  TaskValue call(const clang::CallExpr &E, TaskHolder Result);
  TaskValue assign(const Call &C);
  std::optional<TaskValue> callHandle(const Call &C);
  TaskValue callStandard(const Call &C);
  TaskValue callCoroutine(const Call &C);
  TaskValue callUnseen(const Call &C);
  bool isRelevant(const Call &C) const;
  TaskValue follow(const Call &C);
  bool enter(Activation &Callee, const clang::Expr &From);
  void walkActivation(Activation &Own, const clang::Expr &From,
                      const clang::CXXConstructorDecl *Constructor);
  bool construct(const clang::CXXConstructExpr &E,
                 const clang::CXXConstructorDecl &Constructor,
                 TaskHolder Result);
  bool mayActOnTasks(const clang::Expr &Argument, const TaskValue &Value) const;
  void handOver(const clang::Expr &Argument, const TaskValue &Value,
                const Call &C);
  TaskValue resultOfStandard(const Call &C);
  void evaluate(Call &C);

public:
  explicit TaskFlow(const TasksOfUnit &Tasks) : Tasks(Tasks) {}

  /// \p Coroutine has a coroutine body.
  FoundFlow find(const clang::FunctionDecl &Coroutine);
};

/// Whether \p E makes an object of a class, which has a place of its own.
bool isObject(const clang::Expr &E);

} // namespace coroscope

#endif
