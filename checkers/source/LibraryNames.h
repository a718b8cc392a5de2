//===- LibraryNames.h - Functions of C and POSIX by name ------ -*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the standards say that these functions do with addresses and buffers.
// The caller makes sure that a name means the function of the library.
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_SOURCE_LIBRARYNAMES_H
#define COROSCOPE_SOURCE_LIBRARYNAMES_H

#include "llvm/ADT/StringRef.h"

#include <optional>

namespace coroscope {

enum class LibraryEffect {
  Unknown,  ///< It is none of those, or may keep an address.
  Uses,     ///< Uses it until it returns.
  Returns,  ///< The same, and what it returns may point to the same object.
  Delivers, ///< The same, and it may store it where another argument points.
};

LibraryEffect effectInC(llvm::StringRef Name);

/// The arguments of a function that puts something new into a buffer, from 0.
/// What was in the buffer is not read, and nobody relies on what is left of it.
struct LibraryFill {
  unsigned Buffer;
  unsigned Size;                 ///< In bytes.
  std::optional<unsigned> Count; ///< So many times the size.
};

/// Nothing for other functions.
std::optional<LibraryFill> fillInC(llvm::StringRef Name);

} // namespace coroscope

#endif
