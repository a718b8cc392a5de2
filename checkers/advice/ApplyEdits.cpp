//===- ApplyEdits.cpp - Text with edits made ------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "advice/ApplyEdits.h"

#include <algorithm>

namespace coroscope {

/// In the order in which they are made, each once.
static void order(std::vector<Edit> &Edits) {
  std::sort(Edits.begin(), Edits.end());
  Edits.erase(std::unique(Edits.begin(), Edits.end()), Edits.end());
}

std::optional<std::string> applyEdits(std::string_view Text,
                                      std::vector<Edit> Edits) {
  order(Edits);
  std::string Edited;
  std::uint64_t Done = 0;
  for (const Edit &E : Edits) {
    if (E.Offset < Done || E.Offset > Text.size() ||
        E.Length > Text.size() - E.Offset)
      return std::nullopt;
    Edited += Text.substr(Done, E.Offset - Done);
    Edited += E.Replacement;
    Done = E.Offset + E.Length;
  }
  Edited += Text.substr(Done);
  return Edited;
}

/// Calls \p Take with each edit and where it begins in the text with all made.
template <typename Taker>
static void forEachPlaced(std::vector<Edit> Edits, Taker Take) {
  order(Edits);
  std::uint64_t Grown = 0; // May be less than nothing: it wraps around.
  for (const Edit &E : Edits) {
    Take(E, E.Offset + Grown);
    Grown += E.Replacement.size() - E.Length;
  }
}

std::vector<std::uint64_t> placesAfter(std::vector<Edit> Edits) {
  std::vector<std::uint64_t> Places;
  forEachPlaced(std::move(Edits), [&](const Edit &, std::uint64_t Place) {
    Places.push_back(Place);
  });
  return Places;
}

std::vector<EditMark> marksAfter(std::vector<Edit> Edits) {
  std::vector<EditMark> Marks;
  forEachPlaced(std::move(Edits), [&](const Edit &E, std::uint64_t Place) {
    for (const EditMark &Mark : E.Marks)
      Marks.push_back({Mark.Kind, Place + Mark.Offset});
  });
  return Marks;
}

} // namespace coroscope
