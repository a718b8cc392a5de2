//===- Coroutine.h - What is known of one coroutine -------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_FRAME_COROUTINE_H
#define COROSCOPE_FRAME_COROUTINE_H

#include "frame/Evidence.h"
#include "frame/Frame.h"
#include "frame/Moment.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace coroscope {

enum class SuspendKind { Initial, Await, Yield, Final };
inline constexpr SuspendKind LastSuspendKind = SuspendKind::Final;

/// The spelling of \p Kind in reports, such as "await".
std::string_view spelling(SuspendKind Kind);

/// A point at which a coroutine can wait. Its id is its index in the coroutine.
struct Suspend {
  SuspendKind Kind = SuspendKind::Await;
  Place Where; ///< Of the keyword; of the coroutine for initial and final.
  std::string Awaited; ///< The operand as written, shortened; may be empty.
  /// The suspensions that can be the next one, if it is resumed. Sorted.
  std::vector<SuspendId> Successors = {};
  bool MayEnd = false; ///< Whether the coroutine can end without another one.
};

/// The worst moment of a coroutine and all that it awaits.
struct Chain {
  Bytes Size; ///< Of all frames that are alive then.
  /// Whether there are callees that are not known, or nobody knows how many.
  bool IsAtLeast = false;
  /// Whether it awaits itself, so that there is no limit; the size is then that
  /// of one turn.
  bool IsUnbounded = false;
  std::size_t Allocations = 0; ///< Of these frames.
  /// The largest of the frames that it awaits then; empty if there is none.
  std::string NextKey;
  /// The index of its call in the coroutine. Not in reports.
  std::optional<std::size_t> NextCall = {};
  /// Where it waits then.
  std::optional<SuspendId> At;
  bool IsRoot = false; ///< Whether no coroutine of the report awaits it.
};

/// The frame of the same coroutine in another unit, where it came out
/// different.
struct Variant {
  std::string Unit;
  std::string Optimization;
  Bytes Size;
  Bytes Align;

  auto operator<=>(const Variant &) const = default;
};

/// What a chain may take.
struct ChainLimit {
  Bytes Size;
  std::string SetBy; ///< Empty for the default.
};

/// The level of what does not tell it.
inline constexpr std::string_view UnknownLevel = "unknown";

/// One coroutine, with its frame at one optimization level.
struct Coroutine {
  std::string Name;        ///< Qualified, with parameter types.
  std::string MangledName; ///< As the linker sees it.
  /// Names the coroutine across runs and units: stable when unrelated lines
  /// move, the same in each unit for one inline function, different for two
  /// lambdas in one function.
  std::string Key;
  std::string TemplateOf; ///< The template's qualified name; empty if none.
  std::string TemplateArguments; ///< As in "<int, 4>"; empty if none.
  Place Where;
  /// "O0", "O1", "O2", "O3", "Os" or "Oz"; "unknown" if a built program does
  /// not tell.
  std::string Optimization;
  coroscope::Evidence Evidence = coroscope::Evidence::Source;
  /// Of what was built: whose frame it is, such as "gcc 12.2.0".
  std::string Compiler;
  bool System = false;            ///< Written in a system header.
  std::string Unit;               ///< The unit that the frame is of.
  std::vector<std::string> Units; ///< The units that have it. Sorted.
  coroscope::Frame Frame;
  std::vector<Suspend> Suspends;
  std::vector<SuspendId> Entry; ///< Those that can be the first. Sorted.
  bool IsLazy = false;          ///< Whether it always waits before its body.
  std::vector<CoroutineCall> Calls; ///< In the order of the source.
  /// Sorted. Empty if they follow from the calls: see `momentsOf`.
  std::vector<Moment> Moments;
  /// Whether not all of its body could be followed: there may be more calls.
  bool MayCallMore = false;
  std::optional<coroscope::Chain> Chain;
  /// Nothing if nobody asks for one.
  std::optional<coroscope::ChainLimit> ChainLimit;
  /// Sorted. Empty if it is the same everywhere.
  std::vector<Variant> Variants;
  unsigned LastLine = 0; ///< Where it ends, in the file of `Where`.
  /// The alignment that its allocation function guarantees; nothing if that is
  /// the promise's own business.
  std::optional<Bytes> AllocationAlign;
  /// Whether it neither awaits nor yields, and starts at once.
  bool NeverSuspends = false;
  std::optional<coroscope::Budget> Budget;
  std::vector<Suppression> Suppressions;
  std::vector<Finding> Findings; ///< Most important first.

  /// " at -O2"; empty if the level is not known.
  std::string atLevel() const;
  /// "-O2", or "?".
  std::string level() const;

  Bytes needed() const { return Frame.needed(Suspends.size()); }
  Waste waste() const { return Frame.waste(Suspends.size()); }
};

/// Whether \p C was compiled with any optimization.
bool isOptimized(const Coroutine &C);

/// What is wrong with the states and calls of \p C, or empty: a suspension that
/// does not exist or is not sorted.
std::string findDefect(const Coroutine &C);

} // namespace coroscope

#endif
