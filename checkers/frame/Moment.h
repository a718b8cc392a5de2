//===- Moment.h - The frames that are alive at a suspension -----*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A coroutine can come to one suspension in several ways, with other tasks on
// each: `c ? f() : g()` has one frame, and never both.
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_FRAME_MOMENT_H
#define COROSCOPE_FRAME_MOMENT_H

#include "frame/Call.h"

#include <cstddef>
#include <string_view>
#include <vector>

namespace coroscope {

struct Coroutine;

/// What a task that exists does at a moment.
enum class Activity {
  /// It was not awaited yet. A lazy one has not begun, and has its frame alone;
  /// one that starts at once may be anywhere in its body. A task that came as a
  /// parameter does what it did when it was given away.
  Idle,
  Runs,   ///< It is awaited, and may be anywhere in its body.
  Done,   ///< It was awaited to its end, and waits at its final suspension.
  Unsure, ///< It was resumed in a way that tells nothing.
};
inline constexpr Activity LastActivity = Activity::Unsure;

/// The spelling of \p Does in reports, such as "idle".
std::string_view spelling(Activity Does);

/// A frame at a moment.
struct AliveFrame {
  std::size_t Call = 0; ///< Its index in the calls of the coroutine.
  Activity Does = Activity::Idle;

  auto operator<=>(const AliveFrame &) const = default;
};

/// A coroutine waits at one of its suspensions, having come there in one way.
struct Moment {
  SuspendId At = 0;
  /// All tasks that are alive then, sorted; those that another one of them was
  /// given are among them. Two of one call are two frames.
  std::vector<AliveFrame> Frames;

  auto operator<=>(const Moment &) const = default;
};

/// The moments of \p C: those that it tells, or else one for each suspension
/// across which a call is alive.
std::vector<Moment> momentsOf(const Coroutine &C);

/// Keeps \p Moments, sorted, as those of \p C, and fills in across which
/// suspensions its calls are alive and run. Moments that follow from these are
/// not kept.
void setMoments(Coroutine &C, std::vector<Moment> Moments);

} // namespace coroscope

#endif
