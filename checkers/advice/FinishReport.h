//===- FinishReport.h - From merged units to a report -----------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// merged units --> keys, chains, call sites --> findings --> one for each cause
// --> trials --> advice
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_ADVICE_FINISHREPORT_H
#define COROSCOPE_ADVICE_FINISHREPORT_H

#include "advice/Trials.h"
#include "rules/Catalogue.h"

#include <functional>
#include <vector>

namespace coroscope {

/// What is particular about a host.
struct Finishing {
  /// Gives the settings for a coroutine; null where it is not to be judged. If
  /// it is empty, nothing is: the parts of a report have been judged before.
  std::function<const RuleSettings *(const Coroutine &)> SettingsFor;
  /// Tries edits; empty if nothing is tried.
  std::function<void(std::vector<Trial> &Trials, const Report &Report)> Measure;
};

/// Finishes \p Report, which has all its units, or, if it is a part, those that
/// it is about: what several units have together is then left for later.
void finishReport(Report &Report, const Finishing &How);

} // namespace coroscope

#endif
