//===- ApplyEdits.cpp - Text with edits made ------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "advice/ApplyEdits.h"

#include <algorithm>

namespace coroscope {

std::optional<std::string> applyEdits(std::string_view Text,
                                      std::vector<Edit> Edits) {
  std::sort(Edits.begin(), Edits.end());
  Edits.erase(std::unique(Edits.begin(), Edits.end()), Edits.end());
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

} // namespace coroscope
