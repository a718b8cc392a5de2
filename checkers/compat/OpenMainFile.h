//===- OpenMainFile.h - A main file that may still change -------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// parse --end of the includes--> reached() --> replace() --> parse goes on
//
// Clang's precompiled preambles save the includes too, but what is read back
// from one reaches the code generator in another order, and the order decides
// frames. Here the parse itself goes on, with another text where it has not
// been yet: what comes out is what a parse of that text gives.
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_COMPAT_OPENMAINFILE_H
#define COROSCOPE_COMPAT_OPENMAINFILE_H

#include "llvm/ADT/StringRef.h"

#include <cstddef>
#include <functional>
#include <string>

namespace clang {
class CompilerInstance;
class Lexer;
} // namespace clang

namespace coroscope {

/// The text of the main file of a parse, with room for a longer one. What has
/// not been read yet can be replaced.
///
/// Lifetime: until the parse is over.
class OpenMainFile {
  clang::CompilerInstance &CI;
  char *Begin;      ///< Belongs to Clang.
  std::size_t Room; ///< Units: bytes, without the null character at the end.
  std::size_t Size;
  clang::Lexer *Reader = nullptr; ///< Null before the file is entered.

  class Callbacks;
  void fill(llvm::StringRef Text);

public:
  /// Has \p CI, whose parse has not begun, read \p Text as its main file. Later
  /// texts have up to \p Room bytes.
  OpenMainFile(clang::CompilerInstance &CI, llvm::StringRef Text,
               std::size_t Room);

  /// \p CI has a preprocessor, and has not entered the file. \p Reached is
  /// called once, when the first token after \p Offset has been read.
  void watch(std::size_t Offset, std::function<void()> Reached);

  /// Whether what has been read so far begins \p Text as well, and there is
  /// room for it: then it replaces the text.
  bool replace(llvm::StringRef Text);
};

/// Where the directives at the beginning of \p Text end. Units: bytes. 0 if
/// none of them includes a file.
std::size_t endOfIncludes(llvm::StringRef Text,
                          const clang::CompilerInstance &CI);

} // namespace coroscope

#endif
