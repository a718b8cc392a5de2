//===- Report.h - The result of one run -------------------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// UnitResult (one compile command) --merge--> Report (the run)
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_FRAME_REPORT_H
#define COROSCOPE_FRAME_REPORT_H

#include "frame/Coroutine.h"
#include "frame/Focus.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace coroscope {

enum class UnitStatus { Analyzed, Skipped, Failed, Timeout, Crashed };
inline constexpr UnitStatus LastUnitStatus = UnitStatus::Crashed;

/// Returns the spelling of \p Status in reports, such as "analyzed".
std::string_view spelling(UnitStatus Status);

/// The reason of units that were left out because the run was interrupted.
inline constexpr std::string_view InterruptedReason = "interrupted";

/// One compile command and its outcome.
struct Unit {
  std::string File; ///< Relative to the project root where it lies inside.
  UnitStatus Status = UnitStatus::Failed;
  std::string Reason;    ///< Empty if analyzed.
  std::string Hint = {}; ///< What may help, if it failed; empty if unknown.
  std::string Optimization;
  std::string Target;
  std::size_t Coroutines = 0;
  /// The producer of a built program's unit, as its debug information names it.
  std::string Producer = {};

  /// Returns false if the unit makes the run incomplete.
  bool isComplete() const {
    return Status == UnitStatus::Analyzed ||
           (Status == UnitStatus::Skipped && Reason != InterruptedReason);
  }
};

/// The complete result of analyzing one unit.
struct UnitResult {
  coroscope::Unit Unit;
  std::vector<Coroutine> Coroutines;
  std::vector<CallSite> CallSites;
  std::vector<std::string> IgnoredFlags; ///< Sorted, no duplicates.
  /// The absolute paths of the files that the result depends on, if requested.
  std::vector<std::string> FilesRead;
  /// The meaning of the functions of the main file, if there is something to
  /// edit.
  UnitMeaning Meaning;
  /// The functions of the main file, without those in others, if one of them is
  /// a coroutine. Sorted by place.
  std::vector<FunctionText> Functions;
  /// For an edited unit: how it differs from the original program, in words;
  /// empty if it is the same.
  std::string Difference;
};

/// The sums over a report.
struct Totals {
  std::size_t Coroutines = 0;
  std::size_t SystemCoroutines = 0; ///< Part of Coroutines.
  std::size_t Findings = 0;
  Bytes Frames;
  Bytes Needed;
  Bytes Padding;
  Bytes Unnamed;
};

/// The facts that a part of a report knows of the whole.
struct PartOfReport {
  /// The files of all units of the whole, one for each unit. Sorted.
  std::vector<std::string> Units;
};

/// A run over any number of units. Units are sorted by file, coroutines by key,
/// call sites by place.
struct Report {
  std::string ToolVersion;
  std::string Compiler; ///< Such as "clang 22.1.8".
  std::string Target;   ///< The target of all units, or "mixed".
  std::string Label;    ///< The state of the sources, as the user calls it.
  std::vector<Unit> Units;
  std::vector<Coroutine> Coroutines;
  std::vector<CallSite> CallSites; ///< Calls in ordinary functions.
  /// Set until all parts are there: findings that instances of a template share
  /// are joined only then.
  std::optional<PartOfReport> Part;

  Totals totals() const;
  bool isComplete() const;
};

/// Joins the results of units. The order of \p Results does not matter. A
/// coroutine that several units have, with one key and one name for the linker,
/// becomes one: the largest, with the others listed as variants. A call site
/// that several units have becomes one: elided only if it is in all.
Report merge(std::vector<UnitResult> Results);

/// Joins parts of one report, in any order, and keeps one copy of each entry
/// that several have. The result is a part as well, of all units that any of
/// them knows of. It has a label if all have the same.
Report join(std::vector<Report> Parts);

/// Makes the keys of all coroutines distinct and sorts by them. Call it once
/// \p Report has all its coroutines.
void finishKeys(Report &Report);

/// Removes call sites whose callee is not a coroutine of \p Report, and gives
/// the others the key of theirs. Call it once the report has all its
/// coroutines.
void resolveCallSites(Report &Report);

/// Returns the units of the whole that \p Report, a part, does not have yet.
/// Sorted.
std::vector<std::string> missingUnits(const Report &Report);

} // namespace coroscope

#endif
