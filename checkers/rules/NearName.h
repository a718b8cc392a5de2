//===- NearName.h - What a misspelled word was meant to be ------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The one answer to "did you mean", for rules, keys, commands, options, pages
// and coroutines alike. Rules suggest names too, and do without LLVM, so this
// does not use StringRef::edit_distance.
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_RULES_NEARNAME_H
#define COROSCOPE_RULES_NEARNAME_H

#include <string>
#include <string_view>
#include <vector>

namespace coroscope {

/// The element of \p Known that is spelled almost like \p Word; the first one
/// of several. Empty if none is near: the longer the word, the more letters may
/// be wrong.
std::string_view nearestName(std::string_view Word,
                             const std::vector<std::string_view> &Known);

/// "; did you mean 'frame-size'?"; \p Otherwise if no name in \p Known is near.
std::string didYouMean(std::string_view Word,
                       const std::vector<std::string_view> &Known,
                       std::string_view Otherwise = {});

} // namespace coroscope

#endif
