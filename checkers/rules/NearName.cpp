//===- NearName.cpp - What a misspelled word was meant to be --------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/NearName.h"

#include <algorithm>
#include <utility>

namespace coroscope {

/// The letters that must be changed, added or removed.
static std::size_t distance(std::string_view A, std::string_view B) {
  std::vector<std::size_t> Row(B.size() + 1);
  for (std::size_t J = 0; J <= B.size(); ++J)
    Row[J] = J;
  for (std::size_t I = 1; I <= A.size(); ++I) {
    std::size_t Diagonal = std::exchange(Row[0], I);
    for (std::size_t J = 1; J <= B.size(); ++J) {
      const std::size_t Replaced = Diagonal + (A[I - 1] != B[J - 1]);
      Diagonal = Row[J];
      Row[J] = std::min({Row[J] + 1, Row[J - 1] + 1, Replaced});
    }
  }
  return Row.back();
}

std::string_view nearestName(std::string_view Word,
                             const std::vector<std::string_view> &Known) {
  // One letter in three, and one more, may be wrong.
  static constexpr std::size_t LettersPerMistake = 3;
  // The dashes of options are in all of them.
  const std::size_t Dashes = std::min(Word.find_first_not_of('-'), Word.size());
  const std::size_t Most = (Word.size() - Dashes) / LettersPerMistake + 1;
  std::string_view Nearest;
  std::size_t Least = Most + 1;
  for (std::string_view Name : Known) {
    // Names of coroutines are many and long: most are too long or too short.
    const auto [Short, Long] = std::minmax({Name.size(), Word.size()});
    if (Long - Short >= Least)
      continue;
    // Nothing of a short word would be left.
    if (std::size_t Own = distance(Word, Name); Own < Least && Own < Long) {
      Least = Own;
      Nearest = Name;
    }
  }
  return Nearest;
}

std::string didYouMean(std::string_view Word,
                       const std::vector<std::string_view> &Known,
                       std::string_view Otherwise) {
  const std::string_view Meant = nearestName(Word, Known);
  if (Meant.empty())
    return std::string(Otherwise);
  return "; did you mean '" + std::string(Meant) + "'?";
}

} // namespace coroscope
