//===- CountText.cpp - Numbers in words -----------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/CountText.h"

#include "report/Escape.h"

namespace coroscope {

std::string count(std::size_t Number, const std::string &Singular,
                  const std::string &Plural) {
  return std::to_string(Number) + " " + (Number == 1 ? Singular : Plural);
}

std::string cut(const std::string &Text, std::size_t Most) {
  std::string Shown = escapeControls(Text);
  if (Shown.size() <= Most)
    return Shown;
  std::size_t End = Most - 3;
  // Not in the middle of a character.
  while (End && (static_cast<unsigned char>(Shown[End]) & 0xc0) == 0x80)
    --End;
  return Shown.substr(0, End) + "...";
}

std::string withSign(std::int64_t Number) {
  return (Number > 0 ? "+" : "") + std::to_string(Number);
}

std::string growthInWords(const Comparison &Made) {
  std::int64_t Up = 0, Down = 0;
  std::size_t Grown = 0, Shrunk = 0;
  for (const Change &C : Made.Changes) {
    (C.growth() > 0 ? Up : Down) += C.growth();
    Grown += C.growth() > 0;
    Shrunk += C.growth() < 0;
  }
  std::string Text;
  if (Grown)
    Text =
        withSign(Up) + " bytes in " + count(Grown, "coroutine", "coroutines");
  if (Shrunk)
    Text += (Text.empty() ? "" : ", ") + withSign(Down) + " bytes in " +
            count(Shrunk, "coroutine", "coroutines");
  return Text.empty() ? "no change" : Text;
}

} // namespace coroscope
