//===- Suppressions.h - Findings that a comment silences --------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_RULES_SUPPRESSIONS_H
#define COROSCOPE_RULES_SUPPRESSIONS_H

#include "frame/Coroutine.h"

namespace coroscope {

/// Returns true if a comment of the source silences \p F, whose rule and place
/// are set, in \p C.
bool isSilenced(const Finding &F, const Coroutine &C);

} // namespace coroscope

#endif
