//===- Table.cpp - Columns of text ----------------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Table.h"

#include "report/CountText.h"

#include <algorithm>
#include <cassert>

namespace coroscope {

/// One long name must not push the other columns off the screen.
static constexpr std::size_t WidestColumn = 60;

/// Of a name that is cut, as much is left.
static constexpr std::size_t NarrowestColumn = 8;

static constexpr std::size_t BetweenColumns = 2;

/// Takes from the widest of those columns that may shrink, until they fit.
static void shrink(std::vector<std::size_t> &Widths,
                   const std::vector<Table::Column> &Columns,
                   std::size_t Width) {
  auto Total = [&] {
    std::size_t Sum = 0;
    for (std::size_t Own : Widths)
      Sum += Own ? Own + BetweenColumns : 0;
    return Sum - std::min(Sum, BetweenColumns);
  };
  while (Total() > Width) {
    std::size_t *Widest = nullptr;
    for (std::size_t I = 0; I != Columns.size(); ++I)
      if (Columns[I].Fit == Table::Shrinks &&
          Widths[I] > std::max(NarrowestColumn, textWidth(Columns[I].Title)) &&
          (!Widest || Widths[I] > *Widest))
        Widest = &Widths[I];
    if (!Widest)
      return;
    --*Widest;
  }
}

std::string Table::toText(const TextStyle &Style) const {
  const std::size_t Width = Style.Width;
  std::vector<std::size_t> Widths;
  for (std::size_t I = 0; I != Columns.size(); ++I) {
    std::size_t Widest = 0;
    for (const auto &Row : Rows) {
      assert(Row.size() == Columns.size() && "a row of another table");
      const std::size_t Own = textWidth(Row[I]);
      Widest = std::max(Widest, Width ? Own : std::min(Own, WidestColumn));
    }
    Widths.push_back(Widest ? std::max(Widest, textWidth(Columns[I].Title))
                            : 0);
  }
  if (Width)
    shrink(Widths, Columns, Width);
  std::string Text;
  auto AddLine = [&](auto Cell, bool IsHead) {
    std::string Line;
    for (std::size_t I = 0; I != Columns.size(); ++I) {
      if (!Widths[I])
        continue;
      std::string Content = Cell(I);
      if (Width && Columns[I].Fit == Shrinks)
        Content = cutMiddle(Content, Widths[I]);
      std::size_t Own = textWidth(Content);
      std::string Fill(Widths[I] > Own ? Widths[I] - Own : 0, ' ');
      Line += Columns[I].Align == Right ? Fill + Content : Content + Fill;
      Line += std::string(BetweenColumns, ' ');
    }
    Line.erase(Line.find_last_not_of(' ') + 1);
    Text += (IsHead ? paint(Style, Paint::Bold, Line) : Line) + "\n";
  };
  AddLine(
      [&](std::size_t I) -> const std::string & { return Columns[I].Title; },
      /*IsHead=*/true);
  for (const auto &Row : Rows)
    AddLine([&](std::size_t I) -> const std::string & { return Row[I]; },
            /*IsHead=*/false);
  return Text;
}

} // namespace coroscope
