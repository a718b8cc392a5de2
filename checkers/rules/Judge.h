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

/// Sorts \p Findings: the most important first.
void sortByImportance(std::vector<Finding> &Findings);

} // namespace coroscope

#endif
