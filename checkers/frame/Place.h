//===- Place.h - A place in the source --------------------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_FRAME_PLACE_H
#define COROSCOPE_FRAME_PLACE_H

#include "frame/SharedText.h"

#include <compare>

namespace coroscope {

/// A place in a source file. Lines and columns are 1-based; 0 means unknown.
struct Place {
  SharedText File; ///< Relative to the project root where it lies inside.
  unsigned Line = 0;
  unsigned Column = 0;
  unsigned EndColumn = 0; ///< Past the end of the word there; 0 if unknown.

  bool isKnown() const { return Line != 0; }
  auto operator<=>(const Place &) const = default;
};

} // namespace coroscope

#endif
