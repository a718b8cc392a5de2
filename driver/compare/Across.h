//===- Across.h - The frames of two compilers, side by side -----*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// two reports of the same sources --mangled name, name, place--> pairs -->
// the values that make the difference
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_COMPARE_ACROSS_H
#define COROSCOPE_DRIVER_COMPARE_ACROSS_H

#include "frame/Report.h"

#include <cstdint>
#include <string>
#include <vector>

namespace coroscope {

/// A coroutine in one of the reports.
struct AcrossSide {
  std::string Compiler;
  std::string Optimization;
  coroscope::Evidence Evidence = coroscope::Evidence::Source;
  Bytes Size;
};

/// A coroutine that both reports have.
struct AcrossPair {
  std::string Name; ///< The name in the first report, as the place.
  coroscope::Place Where;
  AcrossSide First;
  AcrossSide Second;
  /// The reasons for the difference, in words, the largest first.
  std::vector<std::string> Reasons;

  std::int64_t growth() const {
    return static_cast<std::int64_t>(Second.Size.Count) -
           static_cast<std::int64_t>(First.Size.Count);
  }
};

/// Two reports side by side.
struct AcrossComparison {
  std::vector<AcrossPair> Different; ///< By growth, the largest first.
  std::size_t Equal = 0;
  /// Names of coroutines that only one report has, and of those without a size
  /// in the second. Sorted.
  std::vector<std::string> OnlyFirst;
  std::vector<std::string> OnlySecond;
  std::vector<std::string> WithoutSize;

  /// Returns true if a frame of the second report is larger, or may be.
  bool isLarger() const;
};

/// Compares \p First, such as an audit, with \p Second, such as a build.
AcrossComparison compareAcross(const Report &First, const Report &Second);

/// Returns \p Made as text, or as JSON.
std::string acrossToText(const AcrossComparison &Made);
std::string acrossToJson(const AcrossComparison &Made);

} // namespace coroscope

#endif
