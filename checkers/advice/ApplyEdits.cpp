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

std::vector<EditMark> marksAfter(std::vector<Edit> Edits) {
  order(Edits);
  std::vector<EditMark> Marks;
  std::uint64_t Grown = 0; // May be less than nothing: it wraps around.
  for (const Edit &E : Edits) {
    for (const EditMark &Mark : E.Marks)
      Marks.push_back({Mark.Kind, E.Offset + Grown + Mark.Offset});
    Grown += E.Replacement.size() - E.Length;
  }
  return Marks;
}

} // namespace coroscope
