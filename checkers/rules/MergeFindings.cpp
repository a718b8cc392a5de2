//===- MergeFindings.cpp - One finding for one cause ----------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/MergeFindings.h"

#include "rules/Catalogue.h"
#include "rules/MessageText.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace coroscope {

namespace {
/// What findings have in common that are one: a type, or a place in the source.
struct Cause {
  std::string Rule;
  std::string Type; ///< Without template arguments; empty for a place.
  Place Coroutine, Where;
  std::string Value;

  auto operator<=>(const Cause &) const = default;
};

/// A finding, by the index of its coroutine and its own.
struct Occurrence {
  std::size_t Coroutine, Finding;
};
} // namespace

static const Occupant *occupantOf(const Coroutine &C, const Finding &F) {
  return F.Cause ? &C.Frame.Ranges[F.Cause->Range].Occupants[F.Cause->Occupant]
                 : nullptr;
}

static std::string templateOf(const std::string &Type) {
  return Type.substr(0, Type.find('<'));
}

static Cause causeOf(const Coroutine &C, const Finding &F) {
  const Occupant *O = occupantOf(C, F);
  // Who awaits a type gets its size with it, wherever that is.
  if (F.Rule == rule(RuleId::LargeTemporary).Name && O &&
      O->Kind == OccupantKind::Awaiter && !O->Type.empty())
    return {F.Rule, templateOf(O->Type), {}, {}, {}};
  // One mark in the source, whatever the instances of its callee are called.
  if (F.Rule == rule(RuleId::LostElision).Name)
    return {F.Rule, {}, C.Where, F.Where, {}};
  return {F.Rule, {}, C.Where, F.Where, F.Value};
}

/// Says in \p Kept, a finding about \p Largest, that \p Others are like it.
static void noteTheOthers(Finding &Kept, const Coroutine &Largest,
                          const std::vector<const Coroutine *> &Others) {
  auto Count = [](std::size_t Number, const std::string &One,
                  const std::string &Several) {
    return std::to_string(Number) + " other" + (Number == 1 ? One : Several);
  };
  std::set<Place> Places;
  for (const Coroutine *C : Others)
    if (C->Where != Largest.Where)
      Places.insert(C->Where);
  if (Places.empty()) {
    const bool IsInstance = !Largest.TemplateOf.empty();
    Kept.Notes.push_back({IsInstance
                              ? "here in the instance with " +
                                    shown(Largest.TemplateArguments) +
                                    ", and in " + Count(Others.size(), "", "s")
                              : "here in '" + Largest.Unit + "', and in " +
                                    Count(Others.size(), " unit", " units"),
                          Largest.Where});
    return;
  }
  static constexpr std::size_t MostShown = 3;
  Kept.Notes.push_back(
      {"the same type is in the frames of " +
           Count(Others.size(), " coroutine", " coroutines") +
           (Places.size() > MostShown ? ", the largest are" : std::string()),
       {}});
  std::size_t Shown = 0;
  for (const Coroutine *C : Others) {
    if (!Places.erase(C->Where))
      continue;
    Kept.Notes.push_back(
        {"'" + shortName(*C) + "', " + inWords(C->Frame.Size), C->Where});
    if (++Shown == MostShown)
      break;
  }
}

void mergeFindings(std::vector<Coroutine> &Coroutines) {
  std::map<Cause, std::vector<Occurrence>> ByCause;
  for (std::size_t C = 0; C != Coroutines.size(); ++C)
    for (std::size_t F = 0; F != Coroutines[C].Findings.size(); ++F)
      ByCause[causeOf(Coroutines[C], Coroutines[C].Findings[F])].push_back(
          {C, F});
  std::set<std::pair<std::size_t, std::size_t>> Dropped;
  for (auto &[Same, All] : ByCause) {
    // The largest speaks for all.
    std::sort(All.begin(), All.end(),
              [&](const Occurrence &A, const Occurrence &B) {
                auto Rank = [&](const Occurrence &O) {
                  const Coroutine &C = Coroutines[O.Coroutine];
                  return std::tuple(~C.Findings[O.Finding].Bytes.Count,
                                    ~C.Frame.Size.Count, C.Where, O.Coroutine,
                                    O.Finding);
                };
                return Rank(A) < Rank(B);
              });
    std::vector<const Coroutine *> Others;
    for (auto It = std::next(All.begin()); It != All.end(); ++It) {
      Dropped.emplace(It->Coroutine, It->Finding);
      if (It->Coroutine != All.front().Coroutine &&
          std::find(Others.begin(), Others.end(), &Coroutines[It->Coroutine]) ==
              Others.end())
        Others.push_back(&Coroutines[It->Coroutine]);
    }
    Coroutine &Largest = Coroutines[All.front().Coroutine];
    if (!Others.empty())
      noteTheOthers(Largest.Findings[All.front().Finding], Largest, Others);
  }
  for (std::size_t C = 0; C != Coroutines.size(); ++C) {
    std::size_t F = 0;
    std::erase_if(Coroutines[C].Findings,
                  [&](const Finding &) { return Dropped.contains({C, F++}); });
  }
}

} // namespace coroscope
