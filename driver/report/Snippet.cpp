//===- Snippet.cpp - A line of the sources with a caret -------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Snippet.h"

#include "report/CountText.h"
#include "report/Escape.h"

#include <algorithm>

namespace coroscope {

/// \p Text of a line as it is shown, from column \p Column on, 0-based.
static std::string shown(std::string_view Text, std::size_t Column) {
  static constexpr std::size_t TabStop = 8; // As clang has it.
  std::string Shown;
  for (std::size_t I = 0; I != Text.size();) {
    const std::size_t End = std::min(Text.find('\t', I), Text.size());
    Shown += escapeControls(asUtf8(Text.substr(I, End - I)));
    I = End;
    if (I == Text.size())
      break;
    Shown.append(TabStop - (Column + textWidth(Shown)) % TabStop, ' ');
    ++I;
  }
  return Shown;
}

std::string snippetAt(const Coroutine &C, const Place &Where,
                      const TextStyle &Style) {
  static constexpr std::size_t NumberWidth = 5; // Of clang's column of numbers.
  static constexpr std::size_t LongestLine = 400; // Made by a program.
  if (!Style.LineAt || !Where.isKnown() || Where.Column == 0)
    return {};
  const std::optional<std::string> Line = Style.LineAt(C, Where);
  if (!Line || Where.Column > Line->size() || Line->size() > LongestLine)
    return {};
  const std::string_view Text = *Line;
  const std::string Before = shown(Text.substr(0, Where.Column - 1), 0);
  const std::size_t Begin = textWidth(Before);
  const std::string_view Rest = Text.substr(Where.Column - 1);
  const std::size_t Length =
      Where.EndColumn > Where.Column
          ? std::min<std::size_t>(Where.EndColumn - Where.Column, Rest.size())
          : 1;
  const std::string Word = shown(Rest.substr(0, Length), Begin);
  const std::size_t Wide = std::max<std::size_t>(textWidth(Word), 1);
  const std::string After = shown(Rest.substr(Length), Begin + textWidth(Word));
  const std::string Number = std::to_string(Where.Line);
  return std::string(NumberWidth - std::min(Number.size(), NumberWidth), ' ') +
         Number + " | " + Before + Word + After + "\n" +
         std::string(std::max(Number.size(), NumberWidth), ' ') + " | " +
         std::string(Begin, ' ') +
         paint(Style, Paint::Caret, "^" + std::string(Wide - 1, '~')) + "\n";
}

} // namespace coroscope
