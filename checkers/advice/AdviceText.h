//===- AdviceText.h - Advice in words ---------------------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_ADVICE_ADVICETEXT_H
#define COROSCOPE_ADVICE_ADVICETEXT_H

#include "frame/Coroutine.h"

#include <string>
#include <vector>

namespace coroscope {

/// What \p Tried does, as in "boxing it".
std::string actionInWords(const Candidate &Tried);

/// The advice to make \p Tried, which was tried and gives a frame of \p
/// FrameSize.
Advice adviceFor(const Candidate &Tried, Bytes FrameSize);

/// What can be done about \p F where no edit is offered, and why none is:
/// \p Outcomes are those of trials. Empty if its notes say it all.
std::string wordsWithoutEdit(const Coroutine &C, const Finding &F,
                             const std::vector<std::string> &Outcomes);

} // namespace coroscope

#endif
