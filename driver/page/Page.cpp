//===- Page.cpp - One file for a browser ----------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "page/Page.h"

#include "page/PageFile.h"

#include <cassert>

namespace coroscope {

/// Escapes \p Text for HTML.
static std::string escapeHtml(std::string_view Text) {
  std::string Escaped;
  for (char C : Text)
    if (C == '&' || C == '<' || C == '>' || C == '"')
      Escaped += "&#" + std::to_string(static_cast<int>(C)) + ";";
    else
      Escaped += C;
  return Escaped;
}

/// Passes the part of \p Text before \p Mark to \p Sink, and removes it and the
/// mark.
static void takeUpTo(std::string_view &Text, std::string_view Mark,
                     const TextSink &Sink) {
  const std::size_t At = Text.find(Mark);
  assert(At != std::string_view::npos && "page.html has lost a mark");
  Sink(Text.substr(0, At));
  Text.remove_prefix(At + Mark.size());
}

void writePageWith(const std::vector<PageElement> &Data, std::string_view Title,
                   const TextSink &Sink) {
  // Chromium reads a text in pieces twice as fast as in one.
  static constexpr std::size_t PieceSize = 30'000;
  std::string_view Rest = pageFile();
  takeUpTo(Rest, "<!--title-->", Sink);
  Sink(escapeHtml(Title));
  takeUpTo(Rest, "<!--data-->", Sink);
  for (const auto &[Part, Text] : Data)
    for (std::size_t At = 0; At < Text.size(); At += PieceSize) {
      // A browser does not run a script of an unknown type.
      Sink("<script type=\"application/x-coroscope\" data-part=\"" + Part +
           "\">");
      Sink(std::string_view(Text).substr(At, PieceSize));
      Sink("</script>\n");
    }
  Sink(Rest);
}

} // namespace coroscope
