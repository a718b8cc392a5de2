//===- Baseline.h - The sizes that a project has agreed on ------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A baseline is a small file, committed beside the code. It has a line for each
// coroutine, so that changes of different people merge.
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_COMPARE_BASELINE_H
#define COROSCOPE_DRIVER_COMPARE_BASELINE_H

#include "frame/Failure.h"
#include "frame/Report.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace coroscope {

/// The agreed size of a coroutine.
struct BaselineEntry {
  Bytes Size;
  std::string Optimization;
  std::string Reason; ///< The reason for its growth; empty if none.

  auto operator<=>(const BaselineEntry &) const = default;
};

struct Baseline {
  std::string Compiler;
  std::string Target;
  std::map<std::string, BaselineEntry> Entries; ///< By the key of a coroutine.
};

/// Returns the text of the file, ending in a newline.
std::string baselineToText(const Baseline &Kept);

/// Reads the format of `baselineToText`.
Failure readBaseline(std::string_view Text, Baseline &Read);

/// Makes a baseline of \p Report. Leaves out coroutines of system headers.
Baseline baselineOf(const Report &Report);

/// One line of a check.
struct BaselineFinding {
  const Coroutine *Found = nullptr; ///< Null if the coroutine is gone.
  std::string Key;
  std::string Message;
};

struct BaselineCheck {
  std::vector<BaselineFinding> Exceeded; ///< Largest excess first.
  std::vector<BaselineFinding> New; ///< Not in the baseline, without findings.
  std::vector<std::string> Gone;    ///< Keys without a coroutine. Sorted.
  std::size_t Checked = 0;
  std::size_t AtLimit = 0;   ///< The number checked that have no byte left.
  std::size_t NearLimit = 0; ///< Number with at most `Near` bytes left, not 0.
  std::size_t Below = 0;     ///< The number that `update` would lower.
};

/// The largest distance at which a coroutine is near its limit.
inline constexpr Bytes Near = Bytes(64);

/// Compares \p Report with the sizes in \p Kept. New coroutines are judged by
/// the rules' limits. The result points into \p Report.
BaselineCheck check(const Baseline &Kept, const Report &Report);

/// The coroutines that a word of the user means.
struct Accepted {
  std::vector<const Coroutine *> Meant;
  bool IsExact = false; ///< The word is their key or their whole name.
};

/// What \p Word, a key, a name or a part of a name, means in \p Report. If it
/// is a part of several, those that exceed \p Kept.
Accepted findAccepted(const Baseline &Kept, const Report &Report,
                      const std::string &Word);

/// Lowers what has become smaller, adds what is new and within the rules'
/// limits, and allows what \p Accepted names its size, with \p Reason. Names
/// are keys or names of coroutines. Gives those that are no coroutine.
std::vector<std::string> update(Baseline &Kept, const Report &Report,
                                const std::vector<std::string> &Accepted,
                                const std::string &Reason);

/// Removes the entries without a coroutine. Returns their keys.
std::vector<std::string> prune(Baseline &Kept, const Report &Report);

/// Fails if \p Report cannot be compared with \p Kept.
Failure findMismatch(const Baseline &Kept, const Report &Report);

} // namespace coroscope

#endif
