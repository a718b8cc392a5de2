//===- Escape.cpp - Text of the source in reports -------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Escape.h"

#include <cstddef>

namespace coroscope {

static constexpr char Digits[] = "0123456789abcdef";

static bool isLetterOrDigit(char C) {
  return (C >= 'a' && C <= 'z') || (C >= 'A' && C <= 'Z') ||
         (C >= '0' && C <= '9');
}

/// The bytes of the character that \p Text begins with; 0 if it is not UTF-8
/// (Unicode Standard, table 3-7).
static std::size_t lengthOfFirst(std::string_view Text) {
  auto At = [&](std::size_t I) {
    return I < Text.size() ? static_cast<unsigned char>(Text[I]) : 0u;
  };
  auto IsNext = [&](std::size_t I, unsigned From = 0x80, unsigned To = 0xbf) {
    return At(I) >= From && At(I) <= To;
  };
  const unsigned First = At(0);
  if (First < 0x80)
    return 1;
  if (First >= 0xc2 && First <= 0xdf)
    return IsNext(1) ? 2 : 0;
  if (First >= 0xe0 && First <= 0xef)
    return IsNext(1, First == 0xe0 ? 0xa0 : 0x80,
                  First == 0xed ? 0x9f : 0xbf) &&
                   IsNext(2)
               ? 3
               : 0;
  if (First >= 0xf0 && First <= 0xf4)
    return IsNext(1, First == 0xf0 ? 0x90 : 0x80,
                  First == 0xf4 ? 0x8f : 0xbf) &&
                   IsNext(2) && IsNext(3)
               ? 4
               : 0;
  return 0;
}

/// Calls \p Take with each character of \p Text, which need not be UTF-8.
template <typename Taker>
static void forEachCharacter(std::string_view Text, Taker Take) {
  while (!Text.empty()) {
    const std::size_t Length = lengthOfFirst(Text);
    Take(Length ? Text.substr(0, Length) : std::string_view("\xef\xbf\xbd"));
    Text.remove_prefix(Length ? Length : 1);
  }
}

std::string asUtf8(std::string_view Text) {
  std::string Made;
  forEachCharacter(Text, [&](std::string_view C) { Made += C; });
  return Made;
}

/// Whether \p C is invisible and changes how what is around it is shown: C1
/// controls, marks, embeddings and isolates of direction, separators of lines.
static bool isHiddenControl(std::string_view C) {
  if (C.size() == 2)
    return C[0] == '\xc2' && static_cast<unsigned char>(C[1]) < 0xa0;
  if (C.size() != 3 || C[0] != '\xe2')
    return false;
  const auto Last = static_cast<unsigned char>(C[2]);
  return (C[1] == '\x80' &&
          ((Last >= 0xa8 && Last <= 0xae) || Last == 0x8e || Last == 0x8f)) ||
         (C[1] == '\x81' && Last >= 0xa6 && Last <= 0xa9);
}

/// "\u202e", of a character of two or three bytes.
static std::string escapedCodePoint(std::string_view C) {
  unsigned Point = static_cast<unsigned char>(C[0]) & (C.size() == 2 ? 31 : 15);
  for (char Next : C.substr(1))
    Point = Point << 6 | (static_cast<unsigned char>(Next) & 63);
  std::string Text = "\\u";
  for (int Shift = 12; Shift >= 0; Shift -= 4)
    Text += Digits[Point >> Shift & 15];
  return Text;
}

std::string escapeControls(std::string_view Text) {
  std::string Escaped;
  forEachCharacter(Text, [&](std::string_view C) {
    const auto First = static_cast<unsigned char>(C[0]);
    if (First < 0x20 || First == 0x7f)
      Escaped += {'\\', 'x', Digits[First >> 4], Digits[First & 15]};
    else if (isHiddenControl(C))
      Escaped += escapedCodePoint(C);
    else
      Escaped += C;
  });
  return Escaped;
}

std::string escapeMarkdown(std::string_view Text) {
  static constexpr std::string_view Harmless = " .,:;/()-+='?%";
  std::string Escaped;
  for (char C : escapeControls(Text))
    if (isLetterOrDigit(C) || static_cast<unsigned char>(C) >= 0x80 ||
        Harmless.find(C) != std::string_view::npos)
      Escaped += C;
    else
      Escaped += "&#" + std::to_string(static_cast<int>(C)) + ";";
  // "https://" becomes a link by itself.
  for (std::size_t At = 0; (At = Escaped.find("://", At)) != std::string::npos;)
    Escaped.replace(At, 1, "&#58;");
  return Escaped;
}

std::string codeMarkdown(std::string_view Text) {
  return "<code>" + escapeMarkdown(Text) + "</code>";
}

std::string escapeCsv(std::string_view Text) {
  std::string Cell = escapeControls(Text);
  // What a spreadsheet takes for the beginning of a formula.
  if (!Cell.empty() &&
      std::string_view("=+-@").find(Cell.front()) != std::string_view::npos)
    Cell.insert(0, "'");
  if (Cell.find_first_of(",\"'") == std::string::npos)
    return Cell;
  std::string Quoted = "\"";
  for (char C : Cell) {
    Quoted += C;
    if (C == '"')
      Quoted += C;
  }
  return Quoted + '"';
}

/// \p Text with each of \p Characters as "%0A".
static std::string percentEncode(std::string_view Text,
                                 std::string_view Characters) {
  std::string Encoded;
  for (char C : Text) {
    const auto Byte = static_cast<unsigned char>(C);
    if (Characters.find(C) == std::string_view::npos) {
      Encoded += C;
      continue;
    }
    Encoded += '%';
    Encoded += "0123456789ABCDEF"[Byte >> 4];
    Encoded += "0123456789ABCDEF"[Byte & 15];
  }
  return Encoded;
}

/// Line ends are for messages of several lines; the rest of the controls are
/// for nothing.
static std::string withoutControlsButLines(std::string_view Text) {
  std::string Made;
  for (std::size_t Begin = 0;;) {
    const std::size_t End = Text.find('\n', Begin);
    Made += escapeControls(Text.substr(Begin, End - Begin));
    if (End == std::string_view::npos)
      return Made;
    Made += '\n';
    Begin = End + 1;
  }
}

std::string escapeCommand(std::string_view Text) {
  return percentEncode(withoutControlsButLines(Text), "%\r\n");
}

std::string escapeCommandProperty(std::string_view Text) {
  return percentEncode(withoutControlsButLines(Text), "%\r\n:,");
}

std::string escapeQuoted(std::string_view Text) {
  std::string Escaped;
  for (char C : escapeControls(Text)) {
    if (C == '"' || C == '\\')
      Escaped += '\\';
    Escaped += C;
  }
  return Escaped;
}

std::string pathToUri(std::string_view Path) {
  std::string Uri = Path.starts_with("/") ? "file://" : "";
  for (char C : asUtf8(Path)) {
    if (isLetterOrDigit(C) ||
        std::string_view("/-._~").find(C) != std::string_view::npos) {
      Uri += C;
      continue;
    }
    const auto Byte = static_cast<unsigned char>(C);
    Uri += {'%', "0123456789ABCDEF"[Byte >> 4], "0123456789ABCDEF"[Byte & 15]};
  }
  return Uri;
}

} // namespace coroscope
