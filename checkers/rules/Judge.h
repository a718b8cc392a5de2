//===- Judge.h - Coroutines against limits ----------------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Coroutine + RuleSettings --> findings, one for each cause
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_RULES_JUDGE_H
#define COROSCOPE_RULES_JUDGE_H

#include "frame/Coroutine.h"
#include "rules/Catalogue.h"

#include <vector>

namespace coroscope {

/// The findings for \p C, most important first, without advice. A value that is
/// the cause of several gives the one that says most about it; rules for the
/// whole frame are silent where findings about values explain what is over
/// their limit. What a comment of the source silences is left out.
std::vector<Finding> judge(const Coroutine &C, const RuleSettings &Settings);

/// Notes in \p C what its chain may take, if \p Settings have the rule
/// chain-size on and no comment silences it: that is judged when all units are
/// there.
void setChainLimit(Coroutine &C, const RuleSettings &Settings);

/// Adds the finding of chain-size to \p C, if there is one. Its chain must have
/// been computed.
void judgeChain(Coroutine &C);

} // namespace coroscope

#endif
