//===- Details.h - The rows of a page, as many as there is room -*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_PAGE_DETAILS_H
#define COROSCOPE_DRIVER_PAGE_DETAILS_H

#include "frame/Coroutine.h"
#include "page/JsonText.h"

#include <cstddef>
#include <string>
#include <vector>

namespace coroscope {

/// Rows in blocks, each packed on its own: a browser unpacks one of them to
/// show a coroutine.
struct PackedDetails {
  std::string Text;       ///< A block a line.
  std::size_t AtATime;    ///< Rows in each block but the last.
  bool IsWhole = true;    ///< Else `Kept` tells which rows there are.
  std::vector<bool> Kept; ///< One for each row.

  /// Adds the member "details".
  void writeIndex(JsonText &Json) const;
};

/// Packs \p Rows. If they and \p Others bytes beside them would be too much for
/// a page, those of the least importance are left out, see \p Order.
PackedDetails packDetails(const std::vector<std::string> &Rows,
                          const std::vector<std::size_t> &Order,
                          std::size_t Others);

/// The indices of \p All, those that somebody will look at first: with
/// findings, then by waste and size.
std::vector<std::size_t>
importanceOf(const std::vector<const Coroutine *> &All);

} // namespace coroscope

#endif
