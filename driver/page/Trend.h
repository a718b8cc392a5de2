//===- Trend.h - Reports of one project over time ---------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// reports in order --compared, each with the one before--> points and steps
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_PAGE_TREND_H
#define COROSCOPE_DRIVER_PAGE_TREND_H

#include "compare/Compare.h"
#include "frame/Failure.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace coroscope {

/// One of the reports.
struct TrendPoint {
  std::string Label; ///< Its own, or the name of its file.
  std::string Compiler;
  bool IsComplete = true;
  std::size_t Coroutines = 0;
  Bytes Frames;
  Bytes Needed;
  std::map<std::string, std::size_t> Findings; ///< By rule.

  std::size_t findings() const;
};

/// One coroutine in all of the reports.
struct TrendLine {
  std::string Key;
  std::string Name; ///< The name in the last report that has it, as the place.
  Place Where;
  /// One size for each report; nothing where it does not exist.
  std::vector<std::optional<Bytes>> Sizes;
};

struct Trend {
  std::string ToolVersion;
  std::vector<TrendPoint> Points;
  /// The changes up to each point but the first.
  std::vector<Comparison> Steps;
  /// The largest coroutines, by the largest size that they ever had.
  std::vector<TrendLine> Largest;
};

/// Opens a report.
using ReportOpener = std::function<Failure(ReportSource &Opened)>;

/// A report of a series.
struct TrendInput {
  ReportOpener Open; ///< Called up to two times.
  std::string Name;  ///< Used if the report has no label.
};

/// Fills \p Made from \p Inputs, of which there is at least one. \p Most is the
/// number of largest coroutines to keep.
Failure makeTrend(const std::vector<TrendInput> &Inputs, std::size_t Most,
                  Trend &Made);

/// Returns \p Made as CSV: a line for each figure of each report, with its
/// change since the report before.
std::string trendToCsv(const Trend &Made);

} // namespace coroscope

#endif
