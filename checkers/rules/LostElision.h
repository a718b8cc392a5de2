//===- LostElision.h - Marked calls that allocate all the same --*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// calls --a finding each--> (silenced ones are taken out) --join--> one finding
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_RULES_LOSTELISION_H
#define COROSCOPE_RULES_LOSTELISION_H

#include "frame/Coroutine.h"

#include <vector>

namespace coroscope {

/// A finding for each marked call of \p C whose callee could be elided and is
/// not. Of a callee that the unit does not see, or without optimization,
/// nothing is elided ever: that is no loss.
std::vector<Finding> findLostElision(const Coroutine &C);

/// Makes one of those of \p Findings, which are of one coroutine: they mostly
/// have one reason, and one remedy. The others become its notes.
void joinLostElision(std::vector<Finding> &Findings);

} // namespace coroscope

#endif
