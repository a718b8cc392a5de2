//===- MessageText.h - Names, sizes and limits in messages ------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_RULES_MESSAGETEXT_H
#define COROSCOPE_RULES_MESSAGETEXT_H

#include "frame/Coroutine.h"

#include <string>

namespace coroscope {

struct RuleSetting;

/// \p C as messages name it: without scopes and parameters, "fetch", or with
/// the function around it, "main::lambda".
std::string shortName(const Coroutine &C);

/// \p Text, cut if it is long: names of templates can fill a page, and the
/// report has them whole.
std::string shown(const std::string &Text);

/// \p Type likewise: a long one without its template arguments.
std::string shownType(const std::string &Type);

/// "'Buffer'", or "a value" if \p O has no name.
std::string quotedName(const Occupant &O);

/// "'Buffer' of type 'char[65536]'".
std::string quotedValue(const Occupant &O);

/// "; the limit is 4096 (set by --rule)", to end a message.
std::string limitInWords(const RuleSetting &Setting);

} // namespace coroscope

#endif
