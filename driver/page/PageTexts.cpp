//===- PageTexts.cpp - Texts that a page has once -------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "page/PageTexts.h"

#include "report/Escape.h"

#include <algorithm>

namespace coroscope {

void PageTexts::write(JsonText &Json, const std::string &Text) {
  if (!IsCounted) {
    ++Entries[Text].Count;
    return;
  }
  auto It = Entries.find(Text);
  if (It != Entries.end() && It->second.Number != Single)
    Json.value(It->second.Number);
  else
    Json.value(escapeControls(Text));
}

void PageTexts::number() {
  for (const auto &[Text, Own] : Entries)
    if (Own.Count > 1 || Text.empty())
      Numbered.push_back(&Text);
  // Frequent texts get short numbers; ties are broken to keep output stable.
  std::sort(Numbered.begin(), Numbered.end(),
            [&](const std::string *A, const std::string *B) {
              const auto CountA = Entries.find(*A)->second.Count;
              const auto CountB = Entries.find(*B)->second.Count;
              return CountA != CountB ? CountA > CountB : *A < *B;
            });
  for (std::size_t I = 0; I != Numbered.size(); ++I)
    Entries.find(*Numbered[I])->second.Number = I;
  IsCounted = true;
}

std::string PageTexts::toJson() const {
  JsonText Json;
  Json.beginArray();
  for (const std::string *Text : Numbered)
    Json.value(escapeControls(*Text));
  Json.endArray();
  return Json.take();
}

} // namespace coroscope
