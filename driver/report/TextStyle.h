//===- TextStyle.h - How text for people looks ------------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the text formats know of where they go: plain settings, so that they do
// without LLVM and without a terminal. Files get the default.
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_REPORT_TEXTSTYLE_H
#define COROSCOPE_DRIVER_REPORT_TEXTSTYLE_H

#include "frame/Coroutine.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace coroscope {

/// Gives the line of the sources at a place that the report on a coroutine
/// names; nothing if it cannot be read, or is not what was analyzed.
using LineReader = std::function<std::optional<std::string>(
    const Coroutine &C, const Place &Where)>;

struct TextStyle {
  bool HasColors = false;
  bool IsUtf8 = false;   ///< Whether more than ASCII can be shown.
  std::size_t Width = 0; ///< Units: columns. 0: as many as it takes.
  LineReader LineAt;     ///< Null for no lines of the sources.
};

/// The colors that there are, by what they are for. The first ones are those of
/// clang's diagnostics.
enum class Paint {
  Bold,
  Error,
  Warning,
  Note,
  Caret,
  Faint,
  Red,
  Green,
  Yellow,
  Blue,
  Magenta,
  Cyan,
};

/// \p Text in the color of \p How, if \p Style has colors.
std::string paint(const TextStyle &Style, Paint How, std::string_view Text);

} // namespace coroscope

#endif
