//===- Call.h - A call of a coroutine ---------------------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A task that awaits a task is a chain of frames; these are its links.
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_FRAME_CALL_H
#define COROSCOPE_FRAME_CALL_H

#include "frame/Bytes.h"
#include "frame/Place.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace coroscope {

/// The number of a suspension in its coroutine, counted from 0.
using SuspendId = unsigned;

/// What is known of the coroutine that is called.
enum class CalleeKind {
  Function,  ///< A function that is named: a coroutine if any unit has it.
  Parameter, ///< A task that came as a parameter: whoever made it has it.
  Unknown,   ///< Virtual, called through a pointer, or kept somewhere.
};
inline constexpr CalleeKind LastCalleeKind = CalleeKind::Unknown;

/// The spelling of \p Kind in reports, such as "function".
std::string_view spelling(CalleeKind Kind);

/// Whether the frame of the callee lies in the frame of the caller (HALO), and
/// why not.
enum class Elision {
  Elided,
  NotOptimized,  ///< At this level nothing is elided.
  NotVisible,    ///< The unit has no definition of the callee.
  LowFrequency,  ///< The call is too rare to be worth it.
  HandleEscapes, ///< The callee may live longer than the call.
  NotAnnotated,  ///< Its type has no coro_await_elidable, and it is not
                 ///< inlined either.
  NotInlined,    ///< The same in a function, for which the mark is nothing.
  Unknown,
};
inline constexpr Elision LastElision = Elision::Unknown;

/// The spelling of \p State in reports, such as "low-frequency".
std::string_view spelling(Elision State);

/// The same as a sentence without a subject, as in "is called too rarely".
std::string_view inWords(Elision State);

/// A task that a coroutine is given when it is called.
struct GivenTask {
  unsigned Parameter = 0; ///< Which one of the callee takes it, from 0.
  std::size_t Call = 0;   ///< Of the task, in the same coroutine.

  auto operator<=>(const GivenTask &) const = default;
};

/// A place where a coroutine calls another one, or gets a task otherwise.
struct CoroutineCall {
  CalleeKind Kind = CalleeKind::Function;
  SharedText Name; ///< Of the callee; what is written, if it is unknown.
  /// Of the callee, as the linker sees it; empty if it is unknown.
  SharedText MangledName;
  /// The key of the callee, if the unit has it; else empty.
  SharedText Key;
  Place Where;
  /// Which parameter it came as, from 0; for that kind only.
  unsigned Parameter = 0;
  /// The tasks that the callee is given. Sorted.
  std::vector<GivenTask> Given;
  /// The suspensions across which the frame of the callee exists. Sorted.
  std::vector<SuspendId> AliveAcross;
  /// Those of them across which the callee may be anywhere in its body: it is
  /// awaited, or given to one that is. Across the others it has not begun or is
  /// done, and has its frame alone. Sorted.
  std::vector<SuspendId> RunsAcross;
  /// Whether a loop makes it again and again and keeps what it made, as in a
  /// container: how many there are, nobody knows.
  bool IsRepeated = false;
  /// Whether the task is handed to where nobody sees what becomes of it. It is
  /// not counted from there on.
  bool MayLiveOn = false;
  /// Whether the call is marked: [[clang::coro_await_elidable]].
  bool IsElidable = false;
  Elision State = Elision::Unknown;
  Bytes Moved; ///< Of the callee's frame into the caller's, if elided.
};

/// A call of a coroutine in a function that is none, such as main. If it is
/// elided, the frame lies on the stack.
struct CallSite {
  SharedText Caller;  ///< Qualified, with parameter types.
  CoroutineCall Call; ///< Alive across nothing: the caller never waits.
};

} // namespace coroscope

#endif
