//===- Report.cpp - The result of one run ---------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frame/Report.h"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <tuple>

namespace coroscope {

std::string_view spelling(UnitStatus Status) {
  switch (Status) {
  case UnitStatus::Analyzed:
    return "analyzed";
  case UnitStatus::Skipped:
    return "skipped";
  case UnitStatus::Failed:
    return "failed";
  case UnitStatus::Timeout:
    return "timeout";
  case UnitStatus::Crashed:
    return "crashed";
  }
  assert(false && "a unit status without a spelling");
  return "failed";
}

Totals Report::totals() const {
  Totals Sum;
  for (const Coroutine &C : Coroutines) {
    ++Sum.Coroutines;
    Sum.SystemCoroutines += C.System;
    Sum.Findings += C.Findings.size();
    Sum.Frames += C.Frame.Size;
    Sum.Needed += C.needed();
    Sum.Padding += C.Frame.padding();
    Sum.Unnamed += C.Frame.unnamed();
  }
  return Sum;
}

bool Report::isComplete() const {
  return std::all_of(Units.begin(), Units.end(),
                     [](const Unit &U) { return U.isComplete(); });
}

/// Orders the appearances of one coroutine: the one that represents it first.
static bool isPreferred(const Coroutine &A, const Coroutine &B) {
  auto Rank = [](const Coroutine &C) {
    return std::make_tuple(~C.Frame.Size.Count, ~C.Frame.Align.Count,
                           C.Units.front(), C.Optimization);
  };
  return Rank(A) < Rank(B);
}

static bool hasSameFrame(const Coroutine &A, const Coroutine &B) {
  return A.Frame.Size == B.Frame.Size && A.Frame.Align == B.Frame.Align &&
         A.Optimization == B.Optimization;
}

/// Joins [First, Last), which is not empty and sorted by isPreferred.
static Coroutine joinAppearances(std::vector<Coroutine>::iterator First,
                                 std::vector<Coroutine>::iterator Last) {
  Coroutine Joined = std::move(*First);
  for (auto It = std::next(First); It != Last; ++It) {
    Joined.Units.insert(Joined.Units.end(), It->Units.begin(), It->Units.end());
    if (!hasSameFrame(Joined, *It))
      Joined.Variants.push_back({It->Units.front(), It->Optimization,
                                 It->Frame.Size, It->Frame.Align});
  }
  auto SortUnique = [](auto &Values) {
    std::sort(Values.begin(), Values.end());
    Values.erase(std::unique(Values.begin(), Values.end()), Values.end());
  };
  SortUnique(Joined.Units);
  SortUnique(Joined.Variants);
  return Joined;
}

Report merge(std::vector<UnitResult> Results) {
  Report Merged;
  std::vector<Coroutine> All;
  for (UnitResult &Result : Results) {
    Merged.Units.push_back(std::move(Result.Unit));
    std::move(Result.Coroutines.begin(), Result.Coroutines.end(),
              std::back_inserter(All));
  }
  std::sort(
      Merged.Units.begin(), Merged.Units.end(),
      [](const Unit &A, const Unit &B) {
        return std::tie(A.File, A.Optimization, A.Target, A.Status, A.Reason) <
               std::tie(B.File, B.Optimization, B.Target, B.Status, B.Reason);
      });
  for (const Unit &U : Merged.Units) {
    if (U.Target.empty())
      continue;
    if (Merged.Target.empty())
      Merged.Target = U.Target;
    else if (Merged.Target != U.Target)
      Merged.Target = "mixed";
  }

  std::sort(All.begin(), All.end(), [](const Coroutine &A, const Coroutine &B) {
    return A.Key != B.Key ? A.Key < B.Key : isPreferred(A, B);
  });
  for (auto First = All.begin(); First != All.end();) {
    auto Last = std::find_if(First, All.end(), [&](const Coroutine &C) {
      return C.Key != First->Key;
    });
    Merged.Coroutines.push_back(joinAppearances(First, Last));
    First = Last;
  }
  return Merged;
}

} // namespace coroscope
