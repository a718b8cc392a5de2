//===- Suppressions.cpp - Findings that a comment silences ----------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Suppressions.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace coroscope {

/// Whether \p Text fits \p Glob, in which * stands for anything.
static bool fits(std::string_view Text, std::string_view Glob) {
  std::size_t T = 0, G = 0;
  std::size_t Star = std::string_view::npos, AfterStar = 0;
  while (T != Text.size()) {
    if (G != Glob.size() && Glob[G] == '*') {
      Star = G++;
      AfterStar = T;
    } else if (G != Glob.size() && Glob[G] == Text[T]) {
      ++G;
      ++T;
    } else if (Star != std::string_view::npos) {
      G = Star + 1;
      T = ++AfterStar;
    } else {
      return false;
    }
  }
  return Glob.find_first_not_of('*', G) == std::string_view::npos;
}

bool isSilenced(const Finding &F, const Coroutine &C) {
  const std::string Name = "coroscope-" + F.Rule;
  return std::any_of(
      C.Background.Suppressions.begin(), C.Background.Suppressions.end(),
      [&](const Suppression &S) {
        return F.Where.File == C.Where.File && S.FirstLine <= F.Where.Line &&
               F.Where.Line <= S.LastLine &&
               (S.Rules.empty() || std::any_of(S.Rules.begin(), S.Rules.end(),
                                               [&](const std::string &Glob) {
                                                 return fits(Name, Glob);
                                               }));
      });
}

} // namespace coroscope
