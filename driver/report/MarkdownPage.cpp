//===- MarkdownPage.cpp - Markdown of a limited size ----------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/MarkdownPage.h"

#include "report/Escape.h"

namespace coroscope {

static std::string line(const std::vector<std::string> &Cells) {
  std::string Text = "|";
  for (const std::string &Cell : Cells)
    Text += " " + Cell + " |";
  return Text + "\n";
}

void MarkdownPage::addTable(std::string_view Summary,
                            const std::vector<std::string> &Head,
                            const std::vector<std::vector<std::string>> &Rows) {
  if (Rows.empty())
    return;
  std::string Lines;
  std::size_t Shown = 0;
  for (; Shown != Rows.size(); ++Shown) {
    std::string Line = line(Rows[Shown]);
    if (Text.size() + Lines.size() + Line.size() > MostRows)
      break;
    Lines += Line;
  }
  if (!Summary.empty())
    Text += "<details><summary>" + std::string(Summary) + "</summary>\n\n";
  if (Shown)
    Text += line(Head) + line(std::vector<std::string>(Head.size(), "---")) +
            Lines + "\n";
  if (Shown != Rows.size())
    Text +=
        std::to_string(Rows.size() - Shown) +
        (Shown ? " more are left out here.\n\n" : " are left out here.\n\n");
  if (!Summary.empty())
    Text += "</details>\n\n";
}

std::string shortCode(std::string_view Name) {
  static constexpr std::size_t Longest = 160;
  const std::string Whole = asUtf8(Name);
  if (Whole.size() <= Longest)
    return codeMarkdown(Whole);
  // Not in the middle of a character.
  std::size_t End = Longest;
  while ((static_cast<unsigned char>(Whole[End]) & 0xc0) == 0x80)
    --End;
  return codeMarkdown(Whole.substr(0, End)) + "…";
}

} // namespace coroscope
