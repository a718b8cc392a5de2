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
#include "binary/DieText.h"
#include "frame/Report.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace coroscope {

/// What to inspect, and how.
struct Inspection {
  std::vector<std::string> Files;
  DebugSearch Search;
  unsigned Threads = 1;
  /// Gives the path that the report shows for an absolute one. Called by
  /// several threads at a time.
  ShownPath Shown;
  /// True for an absolute path of a system header, likewise.
  std::function<bool(std::string_view)> IsSystem;
};

/// Reads the coroutines of built programs. A file that cannot be read, and a
/// unit that does not tell all, is a unit of the report that failed. Chains and
/// findings are not filled in.
Report inspect(const Inspection &Wanted);

} // namespace coroscope

#endif
