//===- TaskFlow.cpp - What becomes of the tasks of a coroutine ------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "source/TaskFlow.h"

#include <algorithm>

using namespace clang;

namespace coroscope {

void TaskValue::add(const TaskValue &Other) {
  In.insert(In.end(), Other.In.begin(), Other.In.end());
  llvm::sort(In);
  In.erase(llvm::unique(In), In.end());
  IsPart |= Other.IsPart;
}

bool isObject(const Expr &E) {
  return E.isPRValue() && E.getType()->isRecordType();
}

//===----------------------------------------------------------------------===//
// Objects
//===----------------------------------------------------------------------===//

/// The number of what \p What, of \p Type, is in the current activation.
TaskHolder TaskFlow::holderOf(const void *What, QualType Type) {
  auto [It, IsNew] = Holders.try_emplace({Current->Id, What}, TypeOf.size());
  if (IsNew) {
    TypeOf.push_back(Type);
    RefersTo.emplace_back();
  }
  return It->second;
}

TaskHolder TaskFlow::variable(const VarDecl &Variable) {
  return holderOf(&Variable, Variable.getType());
}

TaskHolder TaskFlow::temporary(const Expr &E) {
  const TaskHolder Holder = holderOf(&E, E.getType());
  Temporaries.push_back(Holder);
  return Holder;
}

void TaskFlow::refer(TaskHolder From, const TaskValue &To) {
  if (From == Nowhere)
    return;
  for (TaskHolder Holder : To.In)
    if (Holder != From)
      RefersTo[From].insert(Holder);
}

/// \p Value and all that its objects refer to.
std::vector<TaskHolder> TaskFlow::reach(const TaskValue &Value) const {
  std::vector<TaskHolder> Left = Value.In;
  std::set<TaskHolder> Reached(Left.begin(), Left.end());
  while (!Left.empty()) {
    const TaskHolder Holder = Left.back();
    Left.pop_back();
    for (TaskHolder To : RefersTo[Holder])
      if (Reached.insert(To).second)
        Left.push_back(To);
  }
  return {Reached.begin(), Reached.end()};
}

//===----------------------------------------------------------------------===//
// Tasks
//===----------------------------------------------------------------------===//

void TaskFlow::change(const std::function<void(TaskState &)> &Change) {
  Now.change(Change,
             [this](std::size_t Task) { Found.Tasks[Task].IsRepeated = true; });
}

/// Makes the task that \p E makes or is, and puts it in \p In.
std::size_t TaskFlow::make(const Expr &E, const FunctionDecl *Callee,
                           TaskHolder In) {
  auto [It, IsNew] =
      TaskNumbers.try_emplace({Current->Id, &E}, Found.Tasks.size());
  if (IsNew) {
    FoundTask Made;
    Made.Site = Site ? Site : &E;
    Made.Callee = Callee;
    Found.Tasks.push_back(std::move(Made));
    GivenTo.emplace_back();
  }
  const std::size_t Task = It->second;
  change([&](TaskState &State) { State.push_back({In, Task}); });
  return Task;
}

/// Tasks that come as parameters are there from the beginning.
void TaskFlow::addParameters(const FunctionDecl &Coroutine) {
  for (const ParmVarDecl *Parameter : Coroutine.parameters()) {
    const QualType Type = Parameter->getType();
    const TaskHolder Holder = variable(*Parameter);
    if (Type->isReferenceType())
      Current->References[Parameter] = {{Holder}};
    if (!Tasks.isTask(Type) && !Tasks.hasTasks(Type) &&
        (Type->isReferenceType() || !Tasks.mayHoldTasks(Type)))
      continue;
    FoundTask Given;
    Given.Parameter = Parameter;
    Given.ParameterIndex = Parameter->getFunctionScopeIndex();
    const std::size_t Task = Found.Tasks.size();
    Found.Tasks.push_back(std::move(Given));
    GivenTo.emplace_back();
    change([&](TaskState &State) { State.push_back({Holder, Task}); });
  }
}

/// Removes what the frame of \p Task had, if no other frame of it is there.
void TaskFlow::drop(TaskState &State, std::size_t Task) {
  if (llvm::any_of(State,
                   [&](const HeldTask &Held) { return Held.Task == Task; }))
    return;
  for (TaskHolder Holder : GivenTo[Task]) {
    std::vector<std::size_t> Gone;
    llvm::erase_if(State, [&](const HeldTask &Held) {
      if (Held.In != Holder)
        return false;
      Gone.push_back(Held.Task);
      return true;
    });
    for (std::size_t Inner : Gone)
      drop(State, Inner);
  }
}

/// An object goes, and what it has.
void TaskFlow::end(TaskHolder Holder) {
  if (!Now.hasAny({Holder}))
    return;
  if (!Ownership.endsTasks(TypeOf[Holder]))
    lose({{Holder}});
  else
    destroy({{Holder}});
}

/// Destroys the frames in \p Value; which one of several, if it is a part,
/// nobody knows.
void TaskFlow::destroy(const TaskValue &Value) {
  change([&](TaskState &State) {
    auto IsIn = [&](const HeldTask &Held) {
      return llvm::is_contained(Value.In, Held.In);
    };
    if (Value.IsPart && llvm::count_if(State, IsIn) > 1) {
      for (HeldTask &Held : State)
        if (IsIn(Held))
          Held.In = Nowhere;
      return;
    }
    std::vector<std::size_t> Gone;
    llvm::erase_if(State, [&](const HeldTask &Held) {
      if (!IsIn(Held))
        return false;
      Gone.push_back(Held.Task);
      return true;
    });
    for (std::size_t Task : Gone)
      drop(State, Task);
  });
}

/// Nobody sees any more what becomes of what is in \p Value.
void TaskFlow::lose(const TaskValue &Value) {
  change([&](TaskState &State) {
    for (HeldTask &Held : State)
      if (llvm::is_contained(Value.In, Held.In))
        Held.In = Nowhere;
  });
}

/// What is in \p Value was resumed, and may be anywhere.
void TaskFlow::resume(const TaskValue &Value) {
  const std::vector<TaskHolder> In = reach(Value);
  change([&](TaskState &State) {
    for (HeldTask &Held : State)
      if (llvm::is_contained(In, Held.In) && Held.Does != Activity::Done)
        Held.Does = Activity::Unsure;
  });
}

/// Puts what is in \p From in \p To. Which of several a part has, or which of
/// several objects is meant, nobody knows.
void TaskFlow::move(const TaskValue &From, TaskHolder To) {
  const bool IsClear = From.In.size() == 1 && !From.IsPart;
  change([&](TaskState &State) {
    auto IsIn = [&](const HeldTask &Held) {
      return llvm::is_contained(From.In, Held.In);
    };
    const bool IsOnly = llvm::count_if(State, IsIn) == 1;
    for (HeldTask &Held : State)
      if (IsIn(Held))
        Held.In = IsClear || IsOnly ? To : Nowhere;
  });
  if (To != Nowhere)
    for (TaskHolder Holder : From.In)
      RefersTo[To].insert(RefersTo[Holder].begin(), RefersTo[Holder].end());
}

void TaskFlow::swap(const TaskValue &A, const TaskValue &B) {
  if (A.In.size() != 1 || B.In.size() != 1 || A.IsPart || B.IsPart) {
    lose(A);
    lose(B);
    return;
  }
  change([&](TaskState &State) {
    for (HeldTask &Held : State) {
      if (Held.In == A.In.front())
        Held.In = B.In.front();
      else if (Held.In == B.In.front())
        Held.In = A.In.front();
    }
  });
}

/// The coroutine waits at \p Point, for what is in \p Awaited: for one of them
/// if \p IsPart.
void TaskFlow::record(std::size_t Point, const std::vector<TaskHolder> &Awaited,
                      bool IsPart) {
  change([&](TaskState &State) {
    auto IsAwaited = [&](const HeldTask &Held) {
      return llvm::is_contained(Awaited, Held.In);
    };
    const bool IsUnsure = IsPart && llvm::count_if(State, IsAwaited) > 1;
    for (HeldTask &Held : State)
      if (IsAwaited(Held) && Held.Does != Activity::Done)
        Held.Does = IsUnsure ? Activity::Unsure : Activity::Runs;
  });
  for (const TaskState &State : Now.all()) {
    std::vector<AliveFrame> Alive;
    for (const HeldTask &Held : State)
      if (Held.In == Nowhere)
        Found.Tasks[Held.Task].MayLiveOn = true;
      else
        Alive.push_back({Held.Task, Held.Does});
    llvm::sort(Alive);
    Found.AliveAt[Point].insert(std::move(Alive));
  }
}

FoundFlow TaskFlow::find(const FunctionDecl &Coroutine) {
  Activation Own;
  Own.Function = &Coroutine;
  Current = &Own;
  Activations.push_back(&Own);
  TypeOf.emplace_back(); // Of what is nowhere.
  RefersTo.emplace_back();
  Now = TaskStates::start();
  Found.Points = {{SuspendKind::Final}};
  Found.AliveAt.resize(1);
  addParameters(Coroutine);
  const auto *Body = cast<CoroutineBodyStmt>(Coroutine.getBody());
  walkScope(Body->getBody());
  Now.join(Own.AtReturn);
  record(0, {}, false);
  Found.IsPartial |= Now.hasOverflowed();
  return std::move(Found);
}

} // namespace coroscope
