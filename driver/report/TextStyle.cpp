//===- TextStyle.cpp - How text for people looks --------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/TextStyle.h"

namespace coroscope {

/// The parameters of ECMA-48's "select graphic rendition".
static std::string_view parameters(Paint How) {
  switch (How) {
  case Paint::Bold:
    return "1";
  case Paint::Error:
    return "1;31";
  case Paint::Warning:
    return "1;35";
  case Paint::Note:
    return "1;36";
  case Paint::Caret:
    return "1;32";
  case Paint::Faint:
    return "2";
  case Paint::Red:
    return "31";
  case Paint::Green:
    return "32";
  case Paint::Yellow:
    return "33";
  case Paint::Blue:
    return "34";
  case Paint::Magenta:
    return "35";
  case Paint::Cyan:
    return "36";
  }
  return "";
}

std::string paint(const TextStyle &Style, Paint How, std::string_view Text) {
  if (!Style.HasColors || Text.empty())
    return std::string(Text);
  return "\x1b[" + std::string(parameters(How)) + "m" + std::string(Text) +
         "\x1b[0m";
}

} // namespace coroscope
