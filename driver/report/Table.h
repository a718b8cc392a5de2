//===- Table.h - Columns of text --------------------------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_REPORT_TABLE_H
#define COROSCOPE_DRIVER_REPORT_TABLE_H

#include "report/TextStyle.h"

#include <string>
#include <vector>

namespace coroscope {

/// Rows of cells under a line of titles. Columns are two spaces apart; lines do
/// not end in spaces; columns that are empty in every row are left out.
class Table {
public:
  enum Alignment { Left, Right };
  /// Whether cells may be cut where there is no space: names may, numbers not.
  enum Shrinking { Stays, Shrinks };
  struct Column {
    std::string Title;
    Alignment Align;
    Shrinking Fit = Stays;
  };

  explicit Table(std::vector<Column> Columns) : Columns(std::move(Columns)) {}

  /// \p Cells has one element for each column.
  void add(std::vector<std::string> Cells) { Rows.push_back(std::move(Cells)); }

  /// Each line ends in a newline. Cells are cut in the middle to make lines fit
  /// into the width of \p Style, as far as that leaves something to read.
  std::string toText(const TextStyle &Style = {}) const;

private:
  std::vector<Column> Columns;
  std::vector<std::vector<std::string>> Rows;
};

} // namespace coroscope

#endif
