//===- ApplyEdits.h - Text with edits made ----------------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_ADVICE_APPLYEDITS_H
#define COROSCOPE_ADVICE_APPLYEDITS_H

#include "frame/Finding.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace coroscope {

/// \p Text with \p Edits made, which are all of one file. Edits at one place
/// are made in their order, and an edit that is there twice is made once.
/// Nothing if edits overlap or lie outside of the text.
std::optional<std::string> applyEdits(std::string_view Text,
                                      std::vector<Edit> Edits);

/// Where \p Edits begin in the text with them made. Units: bytes, from 0.
std::vector<std::uint64_t> placesAfter(std::vector<Edit> Edits);

/// Where what \p Edits insert begins in the text with them made.
std::vector<EditMark> marksAfter(std::vector<Edit> Edits);

} // namespace coroscope

#endif
