//===- Compare.h - Two reports, side by side --------------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// base, head --keys--> pairs --blame--> changes --thresholds--> excesses
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_COMPARE_COMPARE_H
#define COROSCOPE_DRIVER_COMPARE_COMPARE_H

#include "compare/Blame.h"
#include "compare/ElisionChanges.h"
#include "frame/Failure.h"
#include "frame/Report.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace coroscope {

enum class ChangeKind { Grown, Added, Renamed, Shrunk, Removed };

/// Returns the spelling of \p Kind in reports, such as "grown".
std::string_view spelling(ChangeKind Kind);

/// The change of one coroutine.
struct Change {
  ChangeKind Kind = ChangeKind::Grown;
  std::string Key;     ///< In the new report; in the old one if it is gone.
  std::string Name;    ///< Likewise.
  Place Where;         ///< Likewise.
  std::string OldName; ///< If it has been renamed.
  Place OldWhere;      ///< If it has been renamed or moved.
  std::string Optimization;
  Bytes Before;                  ///< 0 if it is new.
  Bytes After;                   ///< 0 if it is gone.
  std::vector<Blame> Shares;     ///< In the growth. Empty if new or gone.
  std::vector<Finding> Findings; ///< The findings of a new coroutine.
  /// The thresholds that it exceeds, in words; empty if none.
  std::vector<std::string> Exceeds;
  /// The coroutine then and now, if requested; null where there is none.
  std::shared_ptr<const Coroutine> Old, New;

  std::int64_t growth() const {
    return static_cast<std::int64_t>(After.Count) -
           static_cast<std::int64_t>(Before.Count);
  }
};

/// The limits for changes. Those without a value allow everything.
struct Thresholds {
  std::optional<Bytes> Growth;         ///< For one coroutine.
  std::optional<double> GrowthPercent; ///< For one coroutine.
  std::optional<Bytes> TotalGrowth;    ///< For the sum of all frames.
  std::optional<Bytes> Frame;          ///< The largest size of a changed frame.
  bool ForbidsLostElision = false;
  bool Forces = false; ///< Compares what should not be compared.
  /// Where those are set that the command line has not set, by its options.
  std::map<std::string, std::string> SetBy;
};

/// The sums over one of the reports.
struct Sums {
  std::size_t Coroutines = 0;
  std::size_t Findings = 0;
  Bytes Frames;
};

struct Comparison {
  Report Base; ///< Without coroutines.
  Report Head; ///< Without coroutines.
  /// Sorted: changes over a threshold first, then by growth, largest first.
  std::vector<Change> Changes;
  std::size_t Unchanged = 0;
  /// The changes of all callers, changed or not. Lost elisions come first.
  std::vector<ElisionChange> Elisions;
  Sums Before;
  Sums After;
  /// The thresholds that the whole exceeds, in words.
  std::vector<std::string> Exceeds;
  /// The reasons against comparing the reports, which was done anyway.
  std::vector<std::string> Doubts;

  bool isExceeded() const;
};

/// Returns the next coroutine of a report, in the order of their keys.
using CoroutineSource = std::function<std::optional<Coroutine>()>;

/// One of the reports to compare.
struct ReportSource {
  CoroutineSource Next;
  /// Reads the rest of the report, once there is no next coroutine.
  std::function<Failure(Report &Rest)> Finish;
  std::string Name; ///< For messages.
};

/// Compares \p Base with \p Head, which are read once and never kept whole:
/// \p KeepsChanged keeps the coroutines that have changed.
Failure compare(const ReportSource &Base, const ReportSource &Head,
                const Thresholds &Limits, Comparison &Made,
                bool KeepsChanged = false);

} // namespace coroscope

#endif
