//===- FindingOrder.h - The findings of a report ----------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_REPORT_FINDINGORDER_H
#define COROSCOPE_DRIVER_REPORT_FINDINGORDER_H

#include "frame/Report.h"

#include <string>
#include <vector>

namespace coroscope {

/// A finding with the coroutine it is about. Lives as long as the report.
struct PlacedFinding {
  const Coroutine *Of = nullptr;
  const coroscope::Finding *Finding = nullptr;
  /// The same in every run in which it is there, whatever its line and size:
  /// made of the rule, the coroutine's key and the value.
  std::string Fingerprint;
};

/// All findings of \p Report, most important first.
std::vector<PlacedFinding> findingsByImportance(const Report &Report);

/// The coroutines of \p Report that are not of system headers, largest first.
std::vector<const Coroutine *> ownBySize(const Report &Report);

} // namespace coroscope

#endif
