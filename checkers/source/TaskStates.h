//===- TaskStates.h - Which tasks are where -------------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A walk through a body comes to each place with one state for each way that
// leads there. Ways with the same tasks, or with fewer, are forgotten: the
// worst moment is what is asked for.
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_SOURCE_TASKSTATES_H
#define COROSCOPE_SOURCE_TASKSTATES_H

#include "frame/Moment.h"

#include <functional>
#include <vector>

namespace coroscope {

/// The number of an object that can have tasks: a variable, a temporary, a
/// parameter of a coroutine.
using TaskHolder = unsigned;
/// It has what nobody sees any more.
inline constexpr TaskHolder Nowhere = 0;

/// A task, and where it is.
struct HeldTask {
  TaskHolder In = Nowhere;
  std::size_t Task = 0; ///< Its number: that of the call.
  Activity Does = Activity::Idle;

  auto operator<=>(const HeldTask &) const = default;
};

/// The tasks that exist on one way. Sorted; a holder has a task once.
using TaskState = std::vector<HeldTask>;

/// The ways that lead to a place; none if it is not reached.
class TaskStates {
  std::vector<TaskState> All;
  bool Overflowed = false;

  void forgetSmaller();

public:
  static TaskStates start();

  const std::vector<TaskState> &all() const { return All; }
  bool empty() const { return All.empty(); }
  /// Whether there were more ways than are kept.
  bool hasOverflowed() const { return Overflowed; }
  void clear() { All.clear(); }

  /// Adds the ways of \p Other.
  void join(const TaskStates &Other);
  /// Changes each way. The task that a holder gets twice is handed to
  /// \p Repeated.
  void change(const std::function<void(TaskState &)> &Change,
              const std::function<void(std::size_t)> &Repeated);
  /// Those ways for which \p Is holds.
  TaskStates where(const std::function<bool(const TaskState &)> &Is) const;

  /// Whether one of \p Holders has a task on any way.
  bool hasAny(const std::vector<TaskHolder> &Holders) const;

  bool operator==(const TaskStates &Other) const { return All == Other.All; }
};

/// Whether one of \p Holders has a task.
bool hasAny(const TaskState &State, const std::vector<TaskHolder> &Holders);

} // namespace coroscope

#endif
