//===- MessageText.h - Names and sizes in messages --------------*- C++ -*-===//
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

/// "65536 bytes", "1 byte".
std::string inWords(Bytes Count);

/// \p C as messages name it: without scopes and parameters, "fetch", or with
/// the function around it, "main::lambda".
std::string shortName(const Coroutine &C);

/// \p Text, cut if it is long: names of templates can fill a page, and the
/// report has them whole.
std::string shown(const std::string &Text);

/// \p Type likewise: a long one without its template arguments.
std::string shownType(const std::string &Type);

} // namespace coroscope

#endif
