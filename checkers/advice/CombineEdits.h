//===- CombineEdits.h - Many edits of a file at once ------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// advice, one edit a value --> rounds: what has been made and one more edit for
// each coroutine --(host)--> sizes --> what makes its frame smaller stays
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_ADVICE_COMBINEEDITS_H
#define COROSCOPE_ADVICE_COMBINEEDITS_H

#include "advice/Trials.h"
#include "frame/Report.h"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace coroscope {

/// Which edits are wanted.
struct CombineOptions {
  bool MakesUnsafe = false; ///< Also those with a condition.
  /// True for the coroutines that may be edited; empty for all.
  std::function<bool(const Coroutine &)> IsWanted = {};
};

/// What was made in one coroutine.
struct CombinedFix {
  std::size_t Coroutine = 0;     ///< Index in the report.
  std::vector<AdviceKind> Kinds; ///< In the order in which they were made.
  Bytes FrameSize;               ///< With all edits of the file made.
  Bytes Heap;                    ///< Allocated elsewhere instead.
  std::size_t Allocations = 0;   ///< How many of them.
};

/// All edits of one file that were tried together.
struct CombinedEdits {
  std::vector<Edit> Edits;
  std::vector<CombinedFix> Fixes; ///< By their coroutine.
  /// Edits that touch one that is made: they can be tried when it is written.
  std::size_t Touching = 0;
};

/// Tries passes over edited files: gives the results of each, one for each
/// compile command of its file.
using PassRunner = std::function<std::vector<std::vector<UnitResult>>(
    const std::vector<Pass> &Passes)>;

/// The best edits of \p Report, which has advice, by their files as the report
/// names them: as many of each file as can be made together, each of which
/// makes a frame smaller that the others leave.
std::map<std::string, CombinedEdits> combineEdits(const Report &Report,
                                                  const CombineOptions &Options,
                                                  const PassRunner &Run);

} // namespace coroscope

#endif
