//===- Compare.h - Two reports, side by side --------------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// base, head --keys--> pairs --blame--> changes --thresholds--> what exceeds
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_COMPARE_COMPARE_H
#define COROSCOPE_DRIVER_COMPARE_COMPARE_H

#include "compare/Blame.h"
#include "compare/ElisionChanges.h"
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

/// The spelling of \p Kind in reports, such as "grown".
std::string_view spelling(ChangeKind Kind);

/// What became of one coroutine.
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
  std::vector<Finding> Findings; ///< Of a new coroutine.
  /// Which thresholds it exceeds, in words; empty if none.
  std::vector<std::string> Exceeds;
  /// The coroutine then and now, if they are wanted; null where there is none.
  std::shared_ptr<const Coroutine> Old, New;

  std::int64_t growth() const {
    return static_cast<std::int64_t>(After.Count) -
           static_cast<std::int64_t>(Before.Count);
  }
};

/// What a change may cost. Nothing is allowed or forbidden where there is none.
struct Thresholds {
  std::optional<Bytes> Growth;         ///< Of one coroutine.
  std::optional<double> GrowthPercent; ///< Of one coroutine.
  std::optional<Bytes> TotalGrowth;    ///< Of the sum of all frames.
  std::optional<Bytes> Frame;          ///< The size of one that has changed.
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
  /// Those that exceed first, then by growth, largest first.
  std::vector<Change> Changes;
  std::size_t Unchanged = 0;
  /// Of all callers, changed or not. Those that are lost first.
  std::vector<ElisionChange> Elisions;
  Sums Before;
  Sums After;
  /// What the whole exceeds, in words.
  std::vector<std::string> Exceeds;
  /// Why the reports should not be compared; what was done all the same.
  std::vector<std::string> Doubts;

  bool isExceeded() const;
};

/// Gives the next coroutine of a report, in the order of their keys.
using CoroutineSource = std::function<std::optional<Coroutine>()>;

/// One of the reports to compare.
struct ReportSource {
  CoroutineSource Next;
  /// Called once there is no next: gives the rest of the report, or what is
  /// wrong with it.
  std::function<std::string(Report &Rest)> Finish;
  std::string Name; ///< For messages.
};

/// Compares \p Base with \p Head, which are read once and never kept whole:
/// \p KeepsChanged keeps the coroutines that have changed. Gives why that cannot
/// be done, or an empty string.
std::string compare(const ReportSource &Base, const ReportSource &Head,
                    const Thresholds &Limits, Comparison &Made,
                    bool KeepsChanged = false);

} // namespace coroscope

#endif
