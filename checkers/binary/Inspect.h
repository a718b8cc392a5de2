//===- Inspect.h - The coroutines of built programs -------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// files --> objects --> units of debug information, one at a time --> Report
//                   \-> symbols and code, for what those do not describe
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_BINARY_INSPECT_H
#define COROSCOPE_BINARY_INSPECT_H

#include "binary/BinaryFiles.h"
#include "binary/DiePlaces.h"
#include "frame/Report.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace coroscope {

/// The programs to inspect, and the settings.
struct Inspection {
  std::vector<std::string> Files;
  DebugSearch Search;
  unsigned Threads = 1;
  /// Returns the path that the report shows for an absolute one. Called by
  /// several threads at a time.
  ShownPath Shown;
  /// Returns true for the absolute path of a system header. Called likewise.
  std::function<bool(std::string_view)> IsSystem;
};

/// Reads the coroutines of built programs. Files that cannot be read, and units
/// that are incomplete, become failed units of the report. Chains and findings
/// are not filled in.
Report inspect(const Inspection &Wanted);

} // namespace coroscope

#endif
