//===- EarlyAnswer.h - What an edit changed, first --------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An edit in the body of one function: its coroutines are analyzed without the
// bodies of the others, which takes a part of the time. All others are as they
// were, at their new places, until the answer for the whole unit comes.
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_SERVER_EARLYANSWER_H
#define COROSCOPE_DRIVER_SERVER_EARLYANSWER_H

#include "frame/Report.h"
#include "server/TextChange.h"

#include <optional>
#include <string>

namespace coroscope {

/// The last answer for a whole unit, and the main file's text that it is of.
struct WholeAnswer {
  UnitResult Result;
  std::string Text;
};

/// What to look at after \p Change, which has made \p Text; nothing if it was
/// not in the body of one function with a coroutine.
std::optional<Focus> focusAfter(const TextChange &Change,
                                const WholeAnswer &Before,
                                const std::string &Text);

/// Joins \p Before and \p Changed, of the function of \p On; nothing if they do
/// not fit together. Without findings.
std::optional<UnitResult> withChange(const WholeAnswer &Before,
                                     const TextChange &Change, const Focus &On,
                                     UnitResult Changed);

} // namespace coroscope

#endif
