//===- TextPositions.cpp - Places in the text of an editor ----------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "server/TextPositions.h"

#include <algorithm>

using namespace llvm;

namespace coroscope {

TextPositions::TextPositions(std::string Given) : Text(std::move(Given)) {
  Lines.push_back(0);
  for (std::size_t I = 0; I != Text.size(); ++I)
    if (Text[I] == '\n' ||
        (Text[I] == '\r' && (I + 1 == Text.size() || Text[I + 1] != '\n')))
      Lines.push_back(I + 1);
}

StringRef TextPositions::line(std::size_t Number) const {
  if (Number >= Lines.size())
    return {};
  const std::size_t End =
      Number + 1 < Lines.size() ? Lines[Number + 1] : Text.size();
  return StringRef(Text).slice(Lines[Number], End).rtrim("\r\n");
}

/// The UTF-16 units of \p Bytes, which is UTF-8; a wrong byte counts as one.
static int unitsOf(StringRef Bytes) {
  int Units = 0;
  for (unsigned char Byte : Bytes.bytes()) {
    const bool Continues = (Byte & 0xC0) == 0x80;
    const bool IsBeyondBasicPlane = Byte >= 0xF0; // Two units.
    Units += Continues ? 0 : IsBeyondBasicPlane ? 2 : 1;
  }
  return Units;
}

lsp::Position TextPositions::at(unsigned Line, unsigned Column) const {
  const std::size_t Number =
      std::min<std::size_t>(Line ? Line - 1 : 0, Lines.size() - 1);
  return {int(Number),
          unitsOf(line(Number).take_front(Column ? Column - 1 : 0))};
}

lsp::Position TextPositions::atOffset(std::uint64_t Offset) const {
  Offset = std::min<std::uint64_t>(Offset, Text.size());
  const auto After = std::upper_bound(Lines.begin(), Lines.end(), Offset);
  const std::size_t Number = std::size_t(After - Lines.begin()) - 1;
  return {int(Number), unitsOf(StringRef(Text).slice(Lines[Number], Offset))};
}

StringRef TextPositions::indentation(unsigned Line) const {
  return line(Line ? Line - 1 : 0).take_while([](char C) {
    return C == ' ' || C == '\t';
  });
}

StringRef TextPositions::lineEnd() const {
  return Lines.size() > 1 &&
                 StringRef(Text).take_front(Lines[1]).ends_with("\r\n")
             ? "\r\n"
             : "\n";
}

} // namespace coroscope
