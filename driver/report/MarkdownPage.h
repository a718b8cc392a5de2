//===- MarkdownPage.h - Markdown of a limited size --------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_REPORT_MARKDOWNPAGE_H
#define COROSCOPE_DRIVER_REPORT_MARKDOWNPAGE_H

#include <string>
#include <string_view>
#include <vector>

namespace coroscope {

/// A page that stays below the 65,536 characters that a comment may have,
/// whatever is put into it. What is put in is Markdown; see Escape.h.
class MarkdownPage {
  std::string Text;

public:
  /// What may be filled by rows; the rest is for headings and last words.
  static constexpr std::size_t MostRows = 56000;

  /// Always put in: for what the program says itself.
  void add(std::string_view Paragraph) { Text += Paragraph; }

  /// A table with \p Head, folded under \p Summary if there is one. What does
  /// not fit is counted. Nothing if there are no rows.
  void addTable(std::string_view Summary, const std::vector<std::string> &Head,
                const std::vector<std::vector<std::string>> &Rows);

  const std::string &text() const { return Text; }
};

/// \p Name as code, cut where it would fill a page.
std::string shortCode(std::string_view Name);

} // namespace coroscope

#endif
