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
  std::string Text;       ///< One block in each line.
  std::size_t AtATime;    ///< Number of rows in each block but the last.
  bool IsWhole = true;    ///< If not, `Kept` tells which rows there are.
  std::vector<bool> Kept; ///< One for each row.

  /// Adds the member "details".
  void writeIndex(JsonText &Json) const;
};

/// Packs \p Rows. If they and \p Others bytes beside them are too much for a
/// page, leaves out the least important ones, which come last in \p Order.
PackedDetails packDetails(const std::vector<std::string> &Rows,
                          const std::vector<std::size_t> &Order,
                          std::size_t Others);

/// Returns the indices of \p All, the most interesting first: with findings,
/// then by waste and size.
std::vector<std::size_t>
importanceOf(const std::vector<const Coroutine *> &All);

} // namespace coroscope

#endif
