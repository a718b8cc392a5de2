//===- TaskStates.cpp - Which tasks are where -----------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "source/TaskStates.h"

#include "llvm/ADT/STLExtras.h"

#include <algorithm>

namespace coroscope {

/// Ways that are kept; each `if` can double them.
static constexpr std::size_t MostWays = 32;

TaskStates TaskStates::start() {
  TaskStates States;
  States.All.emplace_back();
  return States;
}

void TaskStates::forgetSmaller() {
  llvm::sort(All);
  All.erase(llvm::unique(All), All.end());
  std::vector<TaskState> Kept;
  for (std::size_t I = 0; I != All.size(); ++I) {
    bool IsSmaller = false;
    for (std::size_t Other = 0; Other != All.size() && !IsSmaller; ++Other)
      IsSmaller = Other != I && All[I].size() < All[Other].size() &&
                  llvm::includes(All[Other], All[I]);
    if (!IsSmaller)
      Kept.push_back(All[I]);
  }
  All = std::move(Kept);
  if (All.size() > MostWays) {
    All.resize(MostWays);
    Overflowed = true;
  }
}

void TaskStates::join(const TaskStates &Other) {
  Overflowed |= Other.Overflowed;
  if (Other.All.empty() || Other.All == All)
    return;
  All.insert(All.end(), Other.All.begin(), Other.All.end());
  forgetSmaller();
}

void TaskStates::change(const std::function<void(TaskState &)> &Change,
                        const std::function<void(std::size_t)> &Repeated) {
  for (TaskState &State : All) {
    Change(State);
    llvm::sort(State);
    for (std::size_t I = 1; I < State.size();) {
      HeldTask &Before = State[I - 1];
      if (Before.In != State[I].In || Before.Task != State[I].Task) {
        ++I;
        continue;
      }
      if (Before.In != Nowhere)
        Repeated(Before.Task);
      if (Before.Does != State[I].Does)
        Before.Does = Activity::Unsure;
      State.erase(State.begin() + I);
    }
  }
  if (All.size() > 1)
    forgetSmaller();
}

TaskStates
TaskStates::where(const std::function<bool(const TaskState &)> &Is) const {
  TaskStates Some;
  Some.Overflowed = Overflowed;
  llvm::copy_if(All, std::back_inserter(Some.All), Is);
  return Some;
}

bool hasAny(const TaskState &State, const std::vector<TaskHolder> &Holders) {
  return llvm::any_of(State, [&](const HeldTask &Held) {
    return llvm::is_contained(Holders, Held.In);
  });
}

bool TaskStates::hasAny(const std::vector<TaskHolder> &Holders) const {
  return llvm::any_of(All, [&](const TaskState &State) {
    return coroscope::hasAny(State, Holders);
  });
}

} // namespace coroscope
