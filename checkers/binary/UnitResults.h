//===- UnitResults.h - Results of many units, joined early ------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_BINARY_UNITRESULTS_H
#define COROSCOPE_BINARY_UNITRESULTS_H

#include "frame/Report.h"

#include <cstddef>
#include <mutex>
#include <vector>

namespace coroscope {

/// Collects the results of units and joins them early, since many units have
/// the same inline coroutines. Several threads may add at a time.
class UnitResults {
  static constexpr std::size_t AtATime = 128;
  std::mutex Lock;
  std::vector<UnitResult> Pending;
  std::vector<Report> Joined;

  void joinPending();

public:
  void add(UnitResult Result);

  /// Adds a failed unit: the whole of \p File, or one that is in it.
  /// \p Target is as in Unit.
  void addFailed(std::string File, std::string Reason, std::string Target = {});

  /// Returns the report of everything that was added.
  Report take();
};

} // namespace coroscope

#endif
