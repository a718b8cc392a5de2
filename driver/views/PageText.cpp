//===- PageText.cpp - Pages for a terminal --------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "views/PageText.h"

#include "report/CountText.h"
#include "report/Table.h"

#include <algorithm>
#include <vector>

namespace coroscope {

static constexpr std::size_t Indent = 4; // Of code.

namespace {
/// Words with the color that each is in.
class Prose {
  struct Word {
    std::string Text; ///< Painted.
    std::size_t Width;
  };
  const TextStyle &Style;
  std::vector<Word> Words;
  bool Continues = false; ///< No space before the next piece.

  void addPiece(std::string_view Piece, const Paint *How);

public:
  Prose(std::string_view Markup, const TextStyle &Style);

  /// In lines of the width of the style, with \p Left spaces before each but
  /// the first.
  std::string toText(std::size_t Left) const;
};
} // namespace

/// Adds \p Piece, which is in one color, or in none if \p How is null.
void Prose::addPiece(std::string_view Piece, const Paint *How) {
  while (!Piece.empty()) {
    const std::size_t Space = Piece.find_first_of(" \n");
    const std::string_view Text = Piece.substr(0, Space);
    if (!Text.empty()) {
      const std::string Painted =
          How ? paint(Style, *How, Text) : std::string(Text);
      if (Continues && !Words.empty()) {
        Words.back().Text += Painted;
        Words.back().Width += textWidth(Text);
      } else {
        Words.push_back({Painted, textWidth(Text)});
      }
      Continues = true;
    }
    if (Space == std::string_view::npos)
      return;
    Continues = false;
    Piece.remove_prefix(Space + 1);
  }
}

Prose::Prose(std::string_view Markup, const TextStyle &Style) : Style(Style) {
  static constexpr Paint Code = Paint::Cyan, Strong = Paint::Bold;
  while (!Markup.empty()) {
    const std::size_t Begin =
        std::min(Markup.find_first_of("`*["), Markup.size());
    addPiece(Markup.substr(0, Begin), nullptr);
    Markup.remove_prefix(Begin);
    if (Markup.empty())
      return;
    const bool IsStrong = Markup.starts_with("**");
    const std::string_view Close = IsStrong           ? "**"
                                   : Markup[0] == '[' ? "]("
                                                      : Markup.substr(0, 1);
    const std::size_t Open = IsStrong ? 2 : 1;
    const std::size_t End = Markup.find(Close, Open);
    if (End == std::string_view::npos) {
      addPiece(Markup.substr(0, 1), nullptr);
      Markup.remove_prefix(1);
      continue;
    }
    const bool IsLink = Markup[0] == '[';
    const Paint *How = IsLink ? nullptr : Close == "`" ? &Code : &Strong;
    addPiece(Markup.substr(Open, End - Open), How);
    Markup.remove_prefix(End + Close.size());
    // Pages of the project need no address: their names are the text.
    if (IsLink)
      Markup.remove_prefix(std::min(Markup.find(')') + 1, Markup.size()));
  }
}

std::string Prose::toText(std::size_t Left) const {
  std::string Text;
  std::size_t Column = Left;
  for (const Word &W : Words) {
    if (Column != Left && Style.Width && Column + 1 + W.Width > Style.Width) {
      Text += "\n" + std::string(Left, ' ');
      Column = Left;
    } else if (Column != Left) {
      Text += ' ';
      ++Column;
    }
    Text += W.Text;
    Column += W.Width;
  }
  return Text + "\n";
}

/// The cells of "| a | b |", without markup.
static std::vector<std::string> cellsOf(std::string_view Line) {
  std::vector<std::string> Cells;
  Line.remove_prefix(1);
  while (true) {
    std::size_t End = 0;
    bool IsCode = false;
    for (; End != Line.size() && (IsCode || Line[End] != '|'); ++End)
      if (Line[End] == '`')
        IsCode = !IsCode;
    if (End == Line.size())
      return Cells;
    std::string Cell =
        Prose(Line.substr(0, End), TextStyle()).toText(/*Left=*/0);
    Cell.pop_back();
    Cells.push_back(std::move(Cell));
    Line.remove_prefix(End + 1);
  }
}

/// A table of prose: the last column is broken into lines where it does not
/// fit.
static std::string tableToText(const std::vector<std::string_view> &Lines,
                               const TextStyle &Style) {
  std::vector<Table::Column> Columns;
  for (const std::string &Title : cellsOf(Lines.front()))
    Columns.push_back({Title, Table::Left});
  std::vector<std::vector<std::string>> Cells;
  std::size_t Left = 0; // What the other columns take.
  for (std::size_t I = 2; I < Lines.size(); ++I) {
    Cells.push_back(cellsOf(Lines[I]));
    Cells.back().resize(Columns.size());
  }
  for (std::size_t Column = 0; Column + 1 < Columns.size(); ++Column) {
    std::size_t Widest = textWidth(Columns[Column].Title);
    for (const auto &Row : Cells)
      Widest = std::max(Widest, textWidth(Row[Column]));
    Left += Widest + 2;
  }
  static constexpr std::size_t Narrowest = 20;
  TextStyle Column;
  if (Style.Width)
    Column.Width =
        std::max(Style.Width - std::min(Left, Style.Width), Narrowest);
  Table Rows(Columns);
  for (std::vector<std::string> &Row : Cells) {
    const std::string Broken = Prose(Row.back(), Column).toText(/*Left=*/0);
    for (std::size_t Begin = 0; Begin != Broken.size();) {
      const std::size_t End = Broken.find('\n', Begin);
      Row.back() = Broken.substr(Begin, End - Begin);
      Rows.add(Row);
      Row.assign(Columns.size(), "");
      Begin = End + 1;
    }
  }
  TextStyle Whole = Style;
  Whole.Width = 0;
  return Rows.toText(Whole);
}

static bool isListItem(std::string_view Line) {
  return Line.starts_with("- ") || Line.starts_with("* ");
}

/// True if \p Line ends the paragraph before it.
static bool beginsBlock(std::string_view Line) {
  return Line.empty() || Line.starts_with("#") || Line.starts_with("```") ||
         Line.starts_with("|") || isListItem(Line);
}

std::string pageToText(std::string_view Markdown, const TextStyle &Style) {
  std::vector<std::string_view> Lines;
  while (!Markdown.empty()) {
    const std::size_t End = std::min(Markdown.find('\n'), Markdown.size());
    Lines.push_back(Markdown.substr(0, End));
    Markdown.remove_prefix(std::min(End + 1, Markdown.size()));
  }
  std::string Text;
  for (std::size_t I = 0; I != Lines.size();) {
    const std::string_view Line = Lines[I];
    if (Line.empty()) {
      Text += "\n";
      ++I;
    } else if (Line.starts_with("#")) {
      const std::string_view Title =
          Line.substr(std::min(Line.find_first_not_of("# "), Line.size()));
      Text += paint(Style, Paint::Bold, Title) + "\n";
      ++I;
    } else if (Line.starts_with("```")) {
      for (++I; I != Lines.size() && !Lines[I].starts_with("```"); ++I)
        Text += (Lines[I].empty()
                     ? std::string()
                     : std::string(Indent, ' ') + std::string(Lines[I])) +
                "\n";
      I += I != Lines.size();
    } else if (Line.starts_with("|")) {
      std::vector<std::string_view> Rows;
      for (; I != Lines.size() && Lines[I].starts_with("|"); ++I)
        Rows.push_back(Lines[I]);
      Text += tableToText(Rows, Style);
    } else {
      std::string Paragraph(Line);
      for (++I; I != Lines.size() && !beginsBlock(Lines[I]); ++I)
        Paragraph += "\n" + std::string(Lines[I]);
      Text += Prose(Paragraph, Style).toText(isListItem(Line) ? 2 : 0);
    }
  }
  return Text;
}

} // namespace coroscope
