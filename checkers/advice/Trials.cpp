//===- Trials.cpp - Which edits to measure --------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "advice/Trials.h"

#include "advice/Words.h"
#include "frame/KeyText.h"

#include <algorithm>
#include <map>

namespace coroscope {

static const Occupant &valueOf(const Report &Report, const Trial &T) {
  return Report.Coroutines[T.Coroutine]
      .Frame.Ranges[T.Value.Range]
      .Occupants[T.Value.Occupant];
}

const Candidate &candidateOf(const Report &Report, const Trial &Trial) {
  return valueOf(Report, Trial).Candidates[Trial.Candidate];
}

std::vector<Trial> findTrials(const Report &Report) {
  std::vector<Trial> Trials;
  for (std::size_t I = 0; I != Report.Coroutines.size(); ++I) {
    std::vector<OccupantIndex> Seen;
    for (const Finding &F : Report.Coroutines[I].Findings) {
      if (!F.Cause ||
          std::find(Seen.begin(), Seen.end(), *F.Cause) != Seen.end())
        continue;
      Seen.push_back(*F.Cause);
      const Trial First{I, *F.Cause, 0, std::nullopt};
      for (std::size_t Candidate = 0;
           Candidate != valueOf(Report, First).Candidates.size(); ++Candidate)
        Trials.push_back({I, *F.Cause, Candidate, std::nullopt});
    }
  }
  return Trials;
}

bool areNested(const Coroutine &A, const Coroutine &B) {
  return A.Where.File == B.Where.File && A.Where.Line <= B.LastLine &&
         B.Where.Line <= A.LastLine;
}

namespace {
/// A pass in the making.
struct OpenPass {
  Pass Made;
  std::vector<std::size_t> Coroutines;
};
} // namespace

static bool fitsInto(const OpenPass &Open, const Report &Report,
                     const std::vector<Trial> &Trials, const Trial &New) {
  return std::all_of(
      Open.Made.Trials.begin(), Open.Made.Trials.end(), [&](std::size_t I) {
        const Trial &Old = Trials[I];
        if (Old.Coroutine == New.Coroutine)
          return false;
        return !areNested(Report.Coroutines[Old.Coroutine],
                          Report.Coroutines[New.Coroutine]) ||
               // Instances of one template share their text.
               candidateOf(Report, Old) == candidateOf(Report, New);
      });
}

std::vector<Pass> planPasses(const Report &Report,
                             const std::vector<Trial> &Trials) {
  std::map<std::string, std::vector<OpenPass>> ByUnit;
  for (std::size_t I = 0; I != Trials.size(); ++I) {
    const Coroutine &C = Report.Coroutines[Trials[I].Coroutine];
    std::vector<OpenPass> &Passes = ByUnit[C.Unit];
    auto It =
        std::find_if(Passes.begin(), Passes.end(), [&](const OpenPass &Open) {
          return fitsInto(Open, Report, Trials, Trials[I]);
        });
    if (It == Passes.end()) {
      Passes.push_back({{C.Unit, {}, {}}, {}});
      It = std::prev(Passes.end());
    }
    It->Made.Trials.push_back(I);
    const Candidate &Tried = candidateOf(Report, Trials[I]);
    It->Made.Edits.insert(It->Made.Edits.end(), Tried.Edits.begin(),
                          Tried.Edits.end());
  }
  std::vector<Pass> Planned;
  for (auto &[Unit, Passes] : ByUnit)
    for (OpenPass &Open : Passes)
      Planned.push_back(std::move(Open.Made));
  return Planned;
}

void takeSizes(const Pass &Made, std::vector<Trial> &Trials,
               const Report &Report, const std::vector<Coroutine> &Edited) {
  // Edits change what keys say of the bodies of lambdas.
  std::vector<PlacedKey> Old, New;
  std::vector<std::size_t> OldIndex;
  for (std::size_t I = 0; I != Report.Coroutines.size(); ++I)
    if (const Coroutine &C = Report.Coroutines[I];
        std::binary_search(C.Units.begin(), C.Units.end(), Made.Unit)) {
      Old.push_back(placedKeyOf(C));
      OldIndex.push_back(I);
    }
  for (const Coroutine &C : Edited)
    New.push_back(placedKeyOf(C));
  std::map<std::size_t, Bytes> SizeOf; // By the index in the report.
  for (auto [Before, After] : matchKeys(Old, New))
    SizeOf[OldIndex[Before]] = Edited[After].Frame.Size;
  for (std::size_t T : Made.Trials)
    if (auto It = SizeOf.find(Trials[T].Coroutine); It != SizeOf.end())
      Trials[T].FrameSize = It->second;
}

/// Whether \p T makes the frame smaller, whatever the compiler does: the value
/// leaves the frame, and no other keeps its bytes there.
static bool surelyHelps(const Report &Report, const Trial &T) {
  // More than a box and what points into it take, with their alignment.
  static constexpr Bytes LeastSaved(64);
  const Candidate &Tried = candidateOf(Report, T);
  const FrameRange &Range =
      Report.Coroutines[T.Coroutine].Frame.Ranges[T.Value.Range];
  auto Leaves = [&](const Occupant &O) {
    return &O == &valueOf(Report, T) ||
           std::find(Tried.Together.begin(), Tried.Together.end(), O.Name) !=
               Tried.Together.end();
  };
  Bytes Kept;
  for (const Occupant &O : Range.Occupants)
    if (!Leaves(O))
      Kept = std::max(Kept, O.Size);
  return Tried.IsSure && Kept + LeastSaved <= Range.Size;
}

void giveAdvice(Report &Report, const std::vector<Trial> &Trials,
                bool Measured) {
  for (std::size_t I = 0; I != Report.Coroutines.size(); ++I) {
    Coroutine &C = Report.Coroutines[I];
    for (Finding &F : C.Findings) {
      for (const Trial &T : Trials) {
        if (T.Coroutine != I || !F.Cause || T.Value != *F.Cause)
          continue;
        const Candidate &Tried = candidateOf(Report, T);
        const bool Helps = Measured ? T.FrameSize && *T.FrameSize < C.Frame.Size
                                    : surelyHelps(Report, T);
        if (!Helps)
          continue;
        F.Advices.push_back(
            {Tried.Kind, wordsFor(Tried, T.FrameSize), T.FrameSize.has_value(),
             T.FrameSize.value_or(Bytes(0)), Tried.Heap, Tried.Edits});
      }
      std::sort(F.Advices.begin(), F.Advices.end(),
                [](const Advice &A, const Advice &B) {
                  // What costs no allocation is better, if it helps as much.
                  return std::tie(A.FrameSize, A.Heap, A.Kind) <
                         std::tie(B.FrameSize, B.Heap, B.Kind);
                });
      if (F.Advices.empty())
        if (std::string Text = wordsWithoutEdit(C, F); !Text.empty())
          F.Advices.push_back(
              {AdviceKind::Words, std::move(Text), false, {}, {}, {}});
    }
  }
}

} // namespace coroscope
