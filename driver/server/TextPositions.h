//===- TextPositions.h - Places in the text of an editor --------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_SERVER_TEXTPOSITIONS_H
#define COROSCOPE_DRIVER_SERVER_TEXTPOSITIONS_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/LSP/Protocol.h"

#include <cstdint>
#include <string>
#include <vector>

namespace coroscope {

/// A text, and where its lines begin. Editors count columns in UTF-16 units
/// from 0, the compiler in bytes from 1. Lines end at "\n", "\r\n" or "\r".
class TextPositions {
  std::string Text;
  std::vector<std::size_t> Lines; ///< Offsets of their beginnings.

  llvm::StringRef line(std::size_t Number) const;

public:
  explicit TextPositions(std::string Text);

  const std::string &text() const { return Text; }

  /// The position of \p Column in \p Line, both 1-based, \p Column in bytes.
  /// What is beyond a line or the text is at its end.
  llvm::lsp::Position at(unsigned Line, unsigned Column) const;
  /// That of an offset in bytes.
  llvm::lsp::Position atOffset(std::uint64_t Offset) const;
  /// The whitespace that the line \p Line, 1-based, begins with.
  llvm::StringRef indentation(unsigned Line) const;
  /// What ends the lines: that of the first one.
  llvm::StringRef lineEnd() const;
};

} // namespace coroscope

#endif
