//===- ChainSize.cpp - Await chains against their limit -------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/ChainSize.h"

#include "rules/Judge.h"
#include "rules/MessageText.h"
#include "rules/Suppressions.h"

#include <utility>

namespace coroscope {

void setChainLimit(Coroutine &C, const RuleSettings &Settings) {
  const RuleSetting &Setting = Settings[RuleId::ChainSize];
  Finding Silenced;
  Silenced.Rule = rule(RuleId::ChainSize).Name;
  Silenced.Where = C.Where;
  if (Setting.IsOn && !isSilenced(Silenced, C))
    C.Background.ChainLimit = {Setting.Limit, Setting.SetBy};
}

void judgeChain(Coroutine &C) {
  // Those that it awaits are a part of it.
  if (!C.Background.ChainLimit || !C.Chain || !C.Chain->IsRoot ||
      C.Chain->Size <= C.Background.ChainLimit->Size)
    return;
  const Chain &Made = *C.Chain;
  Finding F;
  F.Rule = rule(RuleId::ChainSize).Name;
  F.Severity = rule(RuleId::ChainSize).Severity;
  F.Where = C.Where;
  F.Bytes = Made.Size;
  F.Limit = C.Background.ChainLimit->Size;
  F.Message = "'" + shortName(C) + "' and everything it awaits take " +
              (Made.IsAtLeast ? "at least " : "") + inWords(Made.Size) +
              " in " + std::to_string(Made.Allocations) +
              (Made.Allocations == 1 ? " allocation" : " allocations") +
              C.atLevel() +
              (Made.IsUnbounded ? " for one turn of a recursion" : "") +
              limitInWords({true, C.Background.ChainLimit->Size,
                            C.Background.ChainLimit->SetBy});
  if (Made.At && C.Suspends[*Made.At].Where.isKnown())
    F.Notes.push_back({"while it waits here", C.Suspends[*Made.At].Where});
  if (Made.NextCall) {
    const CoroutineCall &Call = C.Calls[*Made.NextCall];
    F.Notes.push_back(
        {"the largest part is '" + shown(Call.Name) + "'", Call.Where});
  }
  C.Findings.push_back(std::move(F));
  sortByImportance(C.Findings);
}

} // namespace coroscope
