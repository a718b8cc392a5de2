//===- Words.h - Advice in words --------------------------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_ADVICE_WORDS_H
#define COROSCOPE_ADVICE_WORDS_H

#include "frame/Coroutine.h"

#include <optional>
#include <string>

namespace coroscope {

/// What \p Tried does, with the size of the frame if it was measured.
std::string wordsFor(const Candidate &Tried, std::optional<Bytes> FrameSize);

/// What can be done about \p F where no edit is offered; empty if its notes say
/// it all.
std::string wordsWithoutEdit(const Coroutine &C, const Finding &F);

} // namespace coroscope

#endif
