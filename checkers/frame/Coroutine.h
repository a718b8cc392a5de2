//===- Coroutine.h - The facts about one coroutine --------------*- C++ -*-===//
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

/// Returns the spelling of \p Kind in reports, such as "await".
std::string_view spelling(SuspendKind Kind);

/// A point at which a coroutine can wait. Its id is its index in the coroutine.
struct Suspend {
  SuspendKind Kind = SuspendKind::Await;
  Place Where; ///< The keyword's; the coroutine's for initial and final.
  std::string Awaited; ///< The operand as written, shortened; may be empty.
  /// The suspensions that can be next after a resumption. Sorted.
  std::vector<SuspendId> Successors = {};
  bool MayEnd = false; ///< True if it can end without another suspension.
};

/// The worst moment of a coroutine with everything that it awaits.
struct Chain {
  Bytes Size; ///< The sum of all frames alive at that moment.
  /// True if it has unknown callees, or an unknown number of them.
  bool IsAtLeast = false;
  /// True if it awaits itself, so that there is no limit; the size is then that
  /// of one turn.
  bool IsUnbounded = false;
  std::size_t Allocations = 0; ///< The number of allocations for these frames.
  /// The key of the largest frame that it awaits then; empty if none.
  std::string NextKey;
  /// The index of its call in the coroutine. Not in reports.
  std::optional<std::size_t> NextCall = {};
  /// The suspension at which the worst moment occurs.
  std::optional<SuspendId> At;
  bool IsRoot = false; ///< True if no coroutine of the report awaits it.
};

/// The frame of the same coroutine in another unit, where it differs.
struct Variant {
  std::string Unit;
  std::string Optimization;
  Bytes Size;
  Bytes Align;

  auto operator<=>(const Variant &) const = default;
};

/// The limit that a chain is judged by once all units are known.
struct ChainLimit {
  Bytes Size;
  std::string SetBy; ///< Empty for the default.
};

/// The level when a built program does not tell it.
inline constexpr std::string_view UnknownLevel = "unknown";

/// What findings and trials need to know of a coroutine, and no whole report
/// shows.
struct Background {
  unsigned LastLine = 0; ///< The line where it ends, in the file of its place.
  /// The alignment that its allocation function guarantees; nothing if the
  /// promise type allocates by itself.
  std::optional<Bytes> AllocationAlign;
  /// True if it neither awaits nor yields, and starts at once.
  bool NeverSuspends = false;
  std::vector<Suppression> Suppressions;
  /// Nothing if no limit is set. Parts of a report have it: whoever joins them
  /// does not know the rules of each.
  std::optional<coroscope::ChainLimit> ChainLimit;
};

/// One coroutine, with its frame at one optimization level.
struct Coroutine {
  std::string Name;        ///< Qualified, with parameter types.
  std::string MangledName; ///< The name that the linker sees.
  /// A name for the coroutine across runs and units: stable when unrelated
  /// lines move, the same in each unit for one inline function, different for
  /// two lambdas in one function.
  std::string Key;
  std::string TemplateOf; ///< The template's qualified name; empty if none.
  std::string TemplateArguments; ///< As in "<int, 4>"; empty if none.
  Place Where;
  /// "O0", "O1", "O2", "O3", "Os" or "Oz"; "unknown" if a built program does
  /// not tell.
  std::string Optimization;
  coroscope::Evidence Evidence = coroscope::Evidence::Source;
  /// The compiler of a built program, such as "gcc 12.2.0".
  std::string Compiler;
  bool System = false;            ///< Written in a system header.
  std::string Unit;               ///< The unit whose frame is shown.
  std::vector<std::string> Units; ///< All units that have it. Sorted.
  coroscope::Frame Frame;
  std::vector<Suspend> Suspends;
  std::vector<SuspendId> Entry; ///< The possible first ones. Sorted.
  bool IsLazy = false;          ///< True if it always suspends before its body.
  std::vector<CoroutineCall> Calls; ///< In the order of the source.
  /// Sorted. Empty if they follow from the calls: see `momentsOf`.
  std::vector<Moment> Moments;
  /// Whether not all of its body could be followed: there may be more calls.
  bool MayCallMore = false;
  std::optional<coroscope::Chain> Chain;
  /// Sorted. Empty if the frame is the same everywhere.
  std::vector<Variant> Variants;
  std::optional<coroscope::Budget> Budget;
  coroscope::Background Background;
  std::vector<Finding> Findings; ///< Most important first.

  /// Returns " at -O2" and the like; empty if the level is not known.
  std::string atLevel() const;
  /// Returns "-O2" and the like, or "?".
  std::string level() const;

  Bytes needed() const { return Frame.needed(Suspends.size()); }
  Waste waste() const { return Frame.waste(Suspends.size()); }
};

/// Returns true if \p C was compiled with any optimization.
bool isOptimized(const Coroutine &C);

/// Returns the defect in the states and calls of \p C, such as a suspension
/// that does not exist or is not sorted; empty if there is none.
std::string findDefect(const Coroutine &C);

} // namespace coroscope

#endif
