//===- TextChange.h - From one text to the next -----------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_SERVER_TEXTCHANGE_H
#define COROSCOPE_DRIVER_SERVER_TEXTCHANGE_H

#include "frame/Coroutine.h"
#include "frame/Focus.h"

#include <cstdint>
#include <string_view>

namespace coroscope {

/// The smallest part of a text whose replacement makes another text of it.
struct TextChange {
  TextRange Old;          ///< In the old text.
  std::uint64_t NewEnd;   ///< Where what replaces it ends in the new text.
  unsigned FirstLine;     ///< Of the part, in both. 1-based.
  unsigned OldLastLine;   ///< In the old text.
  std::int64_t MoreLines; ///< In the new text.

  /// Where \p Offset of the old text is in the new one; it is not inside of
  /// what is replaced.
  std::uint64_t moved(std::uint64_t Offset) const {
    return Offset < Old.End ? Offset : Offset - Old.End + NewEnd;
  }
  TextRange moved(TextRange Range) const {
    return {moved(Range.Begin), moved(Range.End)};
  }
};

/// The line of \p Offset in \p Text. 1-based.
unsigned lineAt(std::string_view Text, std::uint64_t Offset);

TextChange findChange(std::string_view Old, std::string_view New);

/// Moves all places of \p C that are in \p File, the text of which has changed.
/// False if one of them was on a changed line.
bool moveWith(const TextChange &Change, const std::string &File, Coroutine &C);
bool moveWith(const TextChange &Change, const std::string &File,
              CallSite &Site);

} // namespace coroscope

#endif
