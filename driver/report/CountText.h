//===- CountText.h - Numbers in words ---------------------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_REPORT_COUNTTEXT_H
#define COROSCOPE_DRIVER_REPORT_COUNTTEXT_H

#include "compare/Compare.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace coroscope {

/// "1 finding", "3 findings"
std::string count(std::size_t Number, const std::string &Singular,
                  const std::string &Plural);

/// The characters of \p Text, which is UTF-8.
std::size_t textWidth(std::string_view Text);

/// \p Text with at most \p Most characters: without its middle, if it is
/// longer, but never with a part of a number.
std::string cutMiddle(const std::string &Text, std::size_t Most);

/// \p Text for a terminal, with at most \p Most characters.
std::string cut(const std::string &Text, std::size_t Most);

/// "+64", "-8", "0"
std::string withSign(std::int64_t Number);

/// "+4096 bytes in 2 coroutines, -64 bytes in 1"
std::string growthInWords(const Comparison &Made);

} // namespace coroscope

#endif
