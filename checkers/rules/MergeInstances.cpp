//===- MergeInstances.cpp - Findings of templates -------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Judge.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace coroscope {

void mergeInstances(std::vector<Coroutine> &Coroutines) {
  struct Shared {
    Coroutine *Largest;
    std::size_t Others;
  };
  using Cause = std::tuple<Place, std::string, Place, std::string>;
  std::map<Cause, Shared> ByCause;
  auto CauseOf = [](const Coroutine &C, const Finding &F) {
    return Cause(C.Where, F.Rule, F.Where, F.Value);
  };
  for (Coroutine &C : Coroutines)
    for (const Finding &F : C.Findings)
      if (!C.TemplateOf.empty()) {
        auto [It, IsFirst] = ByCause.try_emplace(CauseOf(C, F), Shared{&C, 0});
        Shared &Known = It->second;
        Known.Others += !IsFirst && Known.Largest != &C;
        if (C.Frame.Size > Known.Largest->Frame.Size)
          Known.Largest = &C;
      }
  for (Coroutine &C : Coroutines) {
    std::erase_if(C.Findings, [&](const Finding &F) {
      auto It = ByCause.find(CauseOf(C, F));
      return It != ByCause.end() && It->second.Largest != &C;
    });
    for (Finding &F : C.Findings)
      if (auto It = ByCause.find(CauseOf(C, F));
          It != ByCause.end() && It->second.Others)
        F.Notes.push_back({"here in the instance with " + C.TemplateArguments +
                               ", and in " + std::to_string(It->second.Others) +
                               (It->second.Others == 1 ? " other" : " others"),
                           C.Where});
  }
}

} // namespace coroscope
