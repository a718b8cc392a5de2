//===- LostElision.cpp - Marked calls that allocate all the same ----------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/LostElision.h"

#include "rules/Catalogue.h"
#include "rules/MessageText.h"

#include <utility>

namespace coroscope {

static bool isLost(const CoroutineCall &Call) {
  return Call.IsElidable && !Call.AliveAcross.empty() &&
         Call.State != Elision::Elided && Call.State != Elision::NotOptimized &&
         Call.State != Elision::NotVisible;
}

/// Whether \p Call is of \p C itself.
static bool isRecursive(const CoroutineCall &Call, const Coroutine &C) {
  return Call.Key == C.Key;
}

std::optional<Finding>
findLostElision(const Coroutine &C,
                const std::function<bool(const Finding &)> &IsSilenced) {
  std::optional<Finding> Found;
  std::string FirstWhy;
  for (const CoroutineCall &Call : C.Calls) {
    if (!isLost(Call))
      continue;
    Finding F;
    F.Rule = rule(RuleId::LostElision).Name;
    F.Where = Call.Where.isKnown() ? Call.Where : C.Where;
    if (IsSilenced(F))
      continue;
    const std::string Why =
        isRecursive(Call, C)
            ? ": it is the same coroutine, whose frame cannot be in itself"
            : ": it " + std::string(inWords(Call.State));
    if (Found) {
      Found->Notes.push_back({"so is the frame of '" + shown(Call.Name) + "'" +
                                  (Why == FirstWhy ? std::string() : Why),
                              F.Where});
      continue;
    }
    FirstWhy = Why;
    F.Severity = rule(RuleId::LostElision).Severity;
    F.Value = Call.Name;
    F.Message = "the frame of '" + shown(Call.Name) + "' is allocated" +
                C.atLevel() +
                ", though the call is marked coro_await_elidable" + Why;
    // llvm 22: llvm/lib/Transforms/Coroutines/CoroAnnotationElide.cpp
    if (Call.State == Elision::LowFrequency && !isRecursive(Call, C))
      F.Notes.push_back({"each suspension before a call makes it rarer; with "
                         "-mllvm -coro-elide-branch-ratio=0 rare calls are "
                         "elided too, and frames are larger",
                         F.Where});
    Found = std::move(F);
  }
  return Found;
}

} // namespace coroscope
