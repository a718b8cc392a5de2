//===- Report.cpp - The result of one run ---------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frame/Report.h"

#include "frame/Chain.h"
#include "frame/KeyText.h"

#include <algorithm>
#include <cassert>
#include <functional>
#include <iterator>
#include <map>
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

/// Orders the appearances of one coroutine: the representative comes first.
static bool isPreferred(const Coroutine &A, const Coroutine &B) {
  auto Rank = [](const Coroutine &C) {
    return std::make_tuple(~C.Frame.Size.Count, ~C.Frame.Align.Count, C.Unit,
                           C.Optimization);
  };
  return Rank(A) < Rank(B);
}

static bool hasSameFrame(const Coroutine &A, const Coroutine &B) {
  return A.Frame.Size == B.Frame.Size && A.Frame.Align == B.Frame.Align &&
         A.Optimization == B.Optimization;
}

/// Adds to \p Joined the units of \p Other, which is not preferred, and its
/// frames where they differ.
static void addAppearance(Coroutine &Joined, const Coroutine &Other) {
  Joined.Units.insert(Joined.Units.end(), Other.Units.begin(),
                      Other.Units.end());
  Joined.Variants.insert(Joined.Variants.end(), Other.Variants.begin(),
                         Other.Variants.end());
  if (hasSameFrame(Joined, Other))
    return;
  // Other stands for all of its units except its variants.
  for (const std::string &Unit : Other.Units)
    if (Unit == Other.Unit ||
        std::none_of(Other.Variants.begin(), Other.Variants.end(),
                     [&](const Variant &V) { return V.Unit == Unit; }))
      Joined.Variants.push_back(
          {Unit, Other.Optimization, Other.Frame.Size, Other.Frame.Align});
}

namespace {
/// A coroutine as it appears in one unit, or in one part of a report.
struct Appearance {
  Coroutine *Of;
  std::string LinkerName;
};
} // namespace

static bool isSame(const Appearance &A, const Appearance &B) {
  return A.Of->Key == B.Of->Key && A.LinkerName == B.LinkerName;
}

/// Joins [First, Last), which is not empty and sorted by isPreferred.
static Coroutine joinAppearances(std::vector<Appearance>::iterator First,
                                 std::vector<Appearance>::iterator Last) {
  Coroutine Joined = std::move(*First->Of);
  for (auto It = std::next(First); It != Last; ++It)
    addAppearance(Joined, *It->Of);
  auto SortUnique = [](auto &Values) {
    std::sort(Values.begin(), Values.end());
    Values.erase(std::unique(Values.begin(), Values.end()), Values.end());
  };
  SortUnique(Joined.Units);
  // A variant of another part may equal the joined frame.
  std::erase_if(Joined.Variants, [&](const Variant &V) {
    return V.Size == Joined.Frame.Size && V.Align == Joined.Frame.Align &&
           V.Optimization == Joined.Optimization;
  });
  SortUnique(Joined.Variants);
  return Joined;
}

static auto orderOf(const Unit &U) {
  return std::tie(U.File, U.Optimization, U.Target, U.Status, U.Reason,
                  U.Coroutines);
}

static auto orderOf(const CallSite &Site) {
  return std::tie(Site.Call.Where, Site.Caller, Site.Call.Name,
                  Site.Call.MangledName);
}

/// Sorts \p Sites and removes duplicates. Keeps one that is not elided, if
/// there is one.
static void joinSites(std::vector<CallSite> &Sites) {
  std::sort(Sites.begin(), Sites.end(),
            [](const CallSite &A, const CallSite &B) {
              // States after Elided are reasons why not, and come first.
              return std::tuple(orderOf(A), B.Call.State, A.Call.Moved) <
                     std::tuple(orderOf(B), A.Call.State, B.Call.Moved);
            });
  Sites.erase(std::unique(Sites.begin(), Sites.end(),
                          [](const CallSite &A, const CallSite &B) {
                            return orderOf(A) == orderOf(B);
                          }),
              Sites.end());
}

/// Sorts the units and the call sites of \p Merged, and joins \p All into its
/// coroutines.
static void join(Report &Merged, std::vector<Coroutine> All) {
  std::sort(
      Merged.Units.begin(), Merged.Units.end(),
      [](const Unit &A, const Unit &B) { return orderOf(A) < orderOf(B); });
  for (const Unit &U : Merged.Units) {
    if (U.Target.empty())
      continue;
    if (Merged.Target.empty())
      Merged.Target = U.Target;
    else if (Merged.Target != U.Target)
      Merged.Target = "mixed";
  }

  joinSites(Merged.CallSites);
  // Coroutines with different names for the linker are never joined.
  std::vector<Appearance> Sorted;
  for (Coroutine &C : All)
    Sorted.push_back({&C, linkerName(C)});
  std::sort(Sorted.begin(), Sorted.end(),
            [](const Appearance &A, const Appearance &B) {
              return isSame(A, B) ? isPreferred(*A.Of, *B.Of)
                                  : std::tie(A.Of->Key, A.LinkerName) <
                                        std::tie(B.Of->Key, B.LinkerName);
            });
  for (auto First = Sorted.begin(); First != Sorted.end();) {
    auto Last = std::find_if(First, Sorted.end(), [&](const Appearance &Other) {
      return !isSame(*First, Other);
    });
    Merged.Coroutines.push_back(joinAppearances(First, Last));
    First = Last;
  }
}

Report merge(std::vector<UnitResult> Results) {
  Report Merged;
  std::vector<Coroutine> All;
  for (UnitResult &Result : Results) {
    Merged.Units.push_back(std::move(Result.Unit));
    std::move(Result.Coroutines.begin(), Result.Coroutines.end(),
              std::back_inserter(All));
    std::move(Result.CallSites.begin(), Result.CallSites.end(),
              std::back_inserter(Merged.CallSites));
  }
  join(Merged, std::move(All));
  return Merged;
}

void finishKeys(Report &Report) {
  makeKeysDistinct(Report.Coroutines);
  std::sort(
      Report.Coroutines.begin(), Report.Coroutines.end(),
      [](const Coroutine &A, const Coroutine &B) { return A.Key < B.Key; });
}

/// Counts each element of a sorted sequence: keeps the highest count in any
/// sequence that has been added.
template <typename T, typename Less> class MostOfEach {
  std::map<T, std::size_t, Less> Most;

public:
  explicit MostOfEach(Less Before) : Most(Before) {}

  void add(const std::vector<T> &Values) {
    std::map<T, std::size_t, Less> Counts(Most.key_comp());
    for (const T &Value : Values)
      ++Counts[Value];
    for (const auto &[Value, Count] : Counts)
      Most[Value] = std::max(Most[Value], Count);
  }
  std::vector<T> take() const {
    std::vector<T> All;
    for (const auto &[Value, Count] : Most)
      All.insert(All.end(), Count, Value);
    return All;
  }
};

Report join(std::vector<Report> Parts) {
  Report Joined;
  Joined.Part.emplace();
  // A unit that two parts have counts once, but one run may have two units that
  // look the same.
  auto Before = [](const Unit &A, const Unit &B) {
    return orderOf(A) < orderOf(B);
  };
  MostOfEach<Unit, decltype(Before)> Units(Before);
  MostOfEach<std::string, std::less<>> Files{std::less<>()};
  std::vector<Coroutine> All;
  for (Report &Part : Parts) {
    Joined.ToolVersion = Part.ToolVersion;
    Joined.Compiler = Part.Compiler;
    if (&Part == &Parts.front())
      Joined.Label = Part.Label;
    else if (Joined.Label != Part.Label)
      Joined.Label.clear();
    Units.add(Part.Units);
    if (Part.Part)
      Files.add(Part.Part->Units);
    std::move(Part.Coroutines.begin(), Part.Coroutines.end(),
              std::back_inserter(All));
    Part.Coroutines.clear();
    std::move(Part.CallSites.begin(), Part.CallSites.end(),
              std::back_inserter(Joined.CallSites));
  }
  Joined.Units = Units.take();
  Joined.Part->Units = Files.take();
  join(Joined, std::move(All));
  return Joined;
}

void resolveCallSites(Report &Report) {
  const ChainIndex Index(Report.Coroutines);
  std::erase_if(Report.CallSites, [&](CallSite &Site) {
    const Coroutine *Callee = Index.find(Site.Call);
    if (Callee)
      Site.Call.Key = Callee->Key;
    return !Callee;
  });
}

std::vector<std::string> missingUnits(const Report &Report) {
  std::vector<std::string> Known;
  for (const Unit &U : Report.Units)
    Known.push_back(U.File);
  std::sort(Known.begin(), Known.end());
  std::vector<std::string> Missing;
  if (Report.Part)
    std::set_difference(Report.Part->Units.begin(), Report.Part->Units.end(),
                        Known.begin(), Known.end(),
                        std::back_inserter(Missing));
  return Missing;
}

} // namespace coroscope
