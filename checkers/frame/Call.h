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

/// The kind of callee, as far as it is known.
enum class CalleeKind {
  Function,  ///< A named function: a coroutine if any unit has it.
  Parameter, ///< A task that came as a parameter: its maker has its frame.
  Unknown,   ///< Virtual, called through a pointer, or stored somewhere.
};
inline constexpr CalleeKind LastCalleeKind = CalleeKind::Unknown;

/// Returns the spelling of \p Kind in reports, such as "function".
std::string_view spelling(CalleeKind Kind);

/// Says if the frame of the callee lies in the frame of the caller (HALO), and
/// if not, why.
enum class Elision {
  Elided,
  NotOptimized,  ///< At this level nothing is elided.
  NotVisible,    ///< The unit has no definition of the callee.
  LowFrequency,  ///< The call is too rare to be worth it.
  HandleEscapes, ///< The callee may live longer than the call.
  NotAnnotated,  ///< Its type is not coro_await_elidable; not inlined.
  NotInlined,    ///< In an ordinary function, where the attribute has no
                 ///< effect: the call is not inlined.
  Unknown,
};
inline constexpr Elision LastElision = Elision::Unknown;

/// Returns the spelling of \p State in reports, such as "low-frequency".
std::string_view spelling(Elision State);

/// Returns the state as a sentence without a subject, such as "is not elided,
/// because the call is not inlined".
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
  /// The name of the callee; if it is unknown, the expression as written.
  SharedText Name;
  /// The mangled name of the callee; empty if it is unknown.
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
  Bytes Moved; ///< The part of the callee's frame in the caller's, if elided.
};

/// A call of a coroutine in an ordinary function, such as main. If it is
/// elided, the frame lies on the stack.
struct CallSite {
  SharedText Caller;  ///< Qualified, with parameter types.
  CoroutineCall Call; ///< Alive across nothing: the caller never suspends.
};

} // namespace coroscope

#endif
