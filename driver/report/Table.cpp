//===- Table.cpp - Columns of text ----------------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Table.h"

#include <algorithm>
#include <cassert>

namespace coroscope {

/// The characters of \p Text, which is UTF-8.
static std::size_t width(const std::string &Text) {
  return std::count_if(Text.begin(), Text.end(), [](unsigned char Byte) {
    return (Byte & 0xc0) != 0x80; // Not a continuation of a character.
  });
}

/// One long name must not push the other columns off the screen.
static constexpr std::size_t WidestColumn = 60;

std::string Table::toText() const {
  std::vector<std::size_t> Widths;
  for (std::size_t I = 0; I != Columns.size(); ++I) {
    std::size_t Widest = 0;
    for (const auto &Row : Rows) {
      assert(Row.size() == Columns.size() && "a row of another table");
      Widest = std::max(Widest, std::min(width(Row[I]), WidestColumn));
    }
    Widths.push_back(Widest ? std::max(Widest, width(Columns[I].Title)) : 0);
  }
  std::string Text;
  auto AddLine = [&](auto Cell) {
    std::string Line;
    for (std::size_t I = 0; I != Columns.size(); ++I) {
      if (!Widths[I])
        continue;
      const std::string &Content = Cell(I);
      std::size_t Own = width(Content);
      std::string Fill(Widths[I] > Own ? Widths[I] - Own : 0, ' ');
      Line += Columns[I].Align == Right ? Fill + Content : Content + Fill;
      Line += "  ";
    }
    Line.erase(Line.find_last_not_of(' ') + 1);
    Text += Line + "\n";
  };
  AddLine(
      [&](std::size_t I) -> const std::string & { return Columns[I].Title; });
  for (const auto &Row : Rows)
    AddLine([&](std::size_t I) -> const std::string & { return Row[I]; });
  return Text;
}

} // namespace coroscope
