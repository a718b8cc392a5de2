//===- ChainSize.h - Await chains against their limit -----------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_RULES_CHAINSIZE_H
#define COROSCOPE_RULES_CHAINSIZE_H

#include "frame/Coroutine.h"
#include "rules/Catalogue.h"

namespace coroscope {

/// Notes in \p C what its chain may take, if \p Settings have the rule
/// chain-size on and no comment silences it: that is judged when all units are
/// there.
void setChainLimit(Coroutine &C, const RuleSettings &Settings);

/// Adds the finding of chain-size to \p C, if there is one. Its chain must have
/// been computed.
void judgeChain(Coroutine &C);

} // namespace coroscope

#endif
