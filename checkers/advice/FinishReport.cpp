//===- FinishReport.cpp - From merged units to a report -------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "advice/FinishReport.h"

#include "frame/Chain.h"
#include "rules/ChainSize.h"
#include "rules/Judge.h"
#include "rules/MergeFindings.h"

namespace coroscope {

void finishReport(Report &Report, const Finishing &How) {
  if (!Report.Part) {
    finishKeys(Report);
    computeChains(Report.Coroutines);
    resolveCallSites(Report);
  }
  if (How.SettingsFor)
    for (Coroutine &C : Report.Coroutines)
      if (const RuleSettings *Settings = How.SettingsFor(C)) {
        C.Findings = judge(C, *Settings);
        setChainLimit(C, *Settings);
      }
  if (!Report.Part) {
    for (Coroutine &C : Report.Coroutines)
      judgeChain(C);
    mergeFindings(Report.Coroutines);
  }
  if (!How.SettingsFor)
    return;
  std::vector<Trial> Trials = findTrials(Report);
  if (How.Measure && !Trials.empty())
    How.Measure(Trials, Report);
  giveAdvice(Report, Trials);
}

} // namespace coroscope
