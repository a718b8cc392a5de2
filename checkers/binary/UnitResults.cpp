//===- UnitResults.cpp - Results of many units, joined early --------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binary/UnitResults.h"

#include <utility>

namespace coroscope {

void UnitResults::joinPending() {
  Joined.push_back(merge(std::move(Pending)));
  Pending.clear();
  if (Joined.size() < 8)
    return;
  Report All = join(std::move(Joined));
  Joined.clear();
  Joined.push_back(std::move(All));
}

void UnitResults::add(UnitResult Result) {
  const std::lock_guard Held(Lock);
  Pending.push_back(std::move(Result));
  if (Pending.size() == AtATime)
    joinPending();
}

void UnitResults::addFailed(std::string File, std::string Reason,
                            std::string Target) {
  UnitResult Failed;
  Failed.Unit.File = std::move(File);
  Failed.Unit.Status = UnitStatus::Failed;
  Failed.Unit.Reason = std::move(Reason);
  Failed.Unit.Target = std::move(Target);
  add(std::move(Failed));
}

Report UnitResults::take() {
  joinPending();
  Report All = join(std::move(Joined));
  All.Part.reset();
  return All;
}

} // namespace coroscope
