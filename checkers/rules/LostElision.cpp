//===- LostElision.cpp - Marked calls that allocate all the same ----------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/LostElision.h"

#include "rules/Catalogue.h"
#include "rules/Words.h"

#include <utility>

namespace coroscope {

std::vector<Finding> findLostElision(const Coroutine &C) {
  std::vector<Finding> Findings;
  for (const CoroutineCall &Call : C.Calls) {
    if (!Call.IsElidable || Call.AliveAcross.empty() ||
        Call.State == Elision::Elided || Call.State == Elision::NotOptimized ||
        Call.State == Elision::NotVisible)
      continue;
    Finding F;
    F.Rule = rule(RuleId::LostElision).Name;
    F.Severity = rule(RuleId::LostElision).Severity;
    F.Where = Call.Where.isKnown() ? Call.Where : C.Where;
    F.Value = Call.Name;
    F.Message = "the frame of '" + shown(Call.Name) + "' is allocated at -" +
                C.Optimization +
                ", though the call is marked coro_await_elidable: it " +
                std::string(inWords(Call.State));
    // llvm 22: llvm/lib/Transforms/Coroutines/CoroAnnotationElide.cpp
    if (Call.State == Elision::LowFrequency)
      F.Notes.push_back({"each suspension before a call makes it rarer; with "
                         "-mllvm -coro-elide-branch-ratio=0 rare calls are "
                         "elided too, and frames are larger",
                         F.Where});
    Findings.push_back(std::move(F));
  }
  return Findings;
}

void joinLostElision(std::vector<Finding> &Findings) {
  Finding *First = nullptr;
  std::vector<Finding> Joined;
  Joined.reserve(Findings.size()); // First stays where it is.
  for (Finding &F : Findings) {
    const bool IsOther = F.Rule != rule(RuleId::LostElision).Name;
    if (First && !IsOther) {
      First->Notes.push_back(
          {"so is the frame of '" + shown(F.Value) + "'", F.Where});
      continue;
    }
    Joined.push_back(std::move(F));
    if (!IsOther)
      First = &Joined.back();
  }
  Findings = std::move(Joined);
}

} // namespace coroscope
