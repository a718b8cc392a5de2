//===- LostElision.h - Marked calls that allocate all the same --*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_RULES_LOSTELISION_H
#define COROSCOPE_RULES_LOSTELISION_H

#include "frame/Coroutine.h"

#include <functional>
#include <optional>

namespace coroscope {

/// One finding for all marked calls of \p C whose callees could be elided and
/// are not, but for those that \p IsSilenced: they mostly have one reason, and
/// one remedy. Nothing if there are none. Of a callee that the unit does not
/// see, or without optimization, nothing is elided ever: that is no loss.
std::optional<Finding>
findLostElision(const Coroutine &C,
                const std::function<bool(const Finding &)> &IsSilenced);

} // namespace coroscope

#endif
