//===- CountText.cpp - Numbers in words -----------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/CountText.h"

#include "report/Escape.h"

#include <algorithm>
#include <cctype>

namespace coroscope {

std::string count(std::size_t Number, const std::string &Singular,
                  const std::string &Plural) {
  return std::to_string(Number) + " " + (Number == 1 ? Singular : Plural);
}

/// True for the first byte of a character.
static bool beginsCharacter(char Byte) {
  return (static_cast<unsigned char>(Byte) & 0xc0) != 0x80;
}

std::size_t textWidth(std::string_view Text) {
  return std::count_if(Text.begin(), Text.end(), beginsCharacter);
}

/// Whether both sides of \p At are digits of one number.
static bool isInNumber(std::string_view Text, std::size_t At) {
  auto IsDigit = [&](std::size_t I) {
    return std::isdigit(static_cast<unsigned char>(Text[I])) != 0;
  };
  return At != 0 && At != Text.size() && IsDigit(At - 1) && IsDigit(At);
}

std::string cutMiddle(const std::string &Text, std::size_t Most) {
  static constexpr std::string_view Gap = "...";
  const std::size_t Width = textWidth(Text);
  if (Width <= Most)
    return Text;
  const std::size_t Left = Most > Gap.size() ? Most - Gap.size() : 0;
  // The end of a name, with its place or arguments, tells more.
  std::size_t Head = 0, Tail = Text.size();
  for (std::size_t I = 0; I != Left / 2; ++I)
    do
      ++Head;
    while (!beginsCharacter(Text[Head]));
  for (std::size_t I = 0; I != Left - Left / 2; ++I)
    do
      --Tail;
    while (!beginsCharacter(Text[Tail]));
  while (isInNumber(Text, Head))
    --Head;
  while (isInNumber(Text, Tail))
    ++Tail;
  return Text.substr(0, Head) + std::string(Gap) + Text.substr(Tail);
}

std::string cut(const std::string &Text, std::size_t Most) {
  return cutMiddle(escapeControls(Text), Most);
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
