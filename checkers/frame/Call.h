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

/// A place where a coroutine calls another one or receives a task.
struct CoroutineCall {
  CalleeKind Kind = CalleeKind::Function;
  /// The name of the callee; if it is unknown, the expression as written.
  SharedText Name;
  /// The mangled name of the callee; empty if it is unknown.
  SharedText MangledName;
  /// The key of the callee, if the unit has it; else empty.
  SharedText Key;
  Place Where;
  /// The suspensions across which the frame of the callee exists. Sorted.
  std::vector<SuspendId> AliveAcross;
  /// The subset of AliveAcross where the callee may be anywhere in its body,
  /// because it is awaited or was started before. Across the others it has not
  /// begun or is done, and only its own frame counts. Sorted.
  std::vector<SuspendId> RunsAcross;
  /// Calls with the same number exclude each other; 0 means none.
  unsigned Alternative = 0;
  /// True if a loop repeats the call and keeps the results, as in a container:
  /// their number is unknown.
  bool IsRepeated = false;
  /// True if the call is marked [[clang::coro_await_elidable]].
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
