//===- Trials.cpp - Which edits to measure --------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "advice/Trials.h"

#include "advice/AdviceText.h"
#include "frame/KeyText.h"
#include "rules/MessageText.h"

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

/// Whether \p Tried moves a value that nothing needs: it can be freed, and then
/// needs no box.
static bool boxesTheDead(const Candidate &Tried, const Occupant &Value) {
  return Tried.Kind == AdviceKind::Box && Value.isDead();
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
      const Trial First{I, *F.Cause, 0};
      for (std::size_t Candidate = 0;
           Candidate != valueOf(Report, First).Candidates.size(); ++Candidate)
        if (!boxesTheDead(valueOf(Report, First).Candidates[Candidate],
                          valueOf(Report, First)))
          Trials.push_back({I, *F.Cause, Candidate});
    }
  }
  return Trials;
}

bool areNested(const Coroutine &A, const Coroutine &B) {
  return A.Where.File == B.Where.File &&
         A.Where.Line <= B.Background.LastLine &&
         B.Where.Line <= A.Background.LastLine;
}

namespace {
/// A pass in the making.
struct OpenPass {
  Pass Made;
  std::vector<std::size_t> Coroutines;
};
} // namespace

/// Whether the frame of \p Callee lies among \p Ranges, however deep.
static bool hasInside(const std::vector<FrameRange> &Ranges,
                      const Coroutine &Callee) {
  auto IsIt = [&](const Occupant &O) {
    return O.Kind == OccupantKind::CalleeFrame &&
           (O.Callee.str() == Callee.MangledName ||
            hasInside(O.Nested, Callee));
  };
  return std::any_of(Ranges.begin(), Ranges.end(),
                     [&](const FrameRange &Range) {
                       return std::any_of(Range.Occupants.begin(),
                                          Range.Occupants.end(), IsIt);
                     });
}

bool shareFrames(const Coroutine &A, const Coroutine &B) {
  return hasInside(A.Frame.Ranges, B) || hasInside(B.Frame.Ranges, A);
}

static bool fitsInto(const OpenPass &Open, const Report &Report,
                     const std::vector<Trial> &Trials, const Trial &New) {
  return std::all_of(
      Open.Made.Trials.begin(), Open.Made.Trials.end(), [&](std::size_t I) {
        const Trial &Old = Trials[I];
        if (Old.Coroutine == New.Coroutine ||
            shareFrames(Report.Coroutines[Old.Coroutine],
                        Report.Coroutines[New.Coroutine]))
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

Pass alone(const Report &Report, const std::vector<Trial> &Trials,
           std::size_t Trial) {
  return {Report.Coroutines[Trials[Trial].Coroutine].Unit,
          {Trial},
          candidateOf(Report, Trials[Trial]).Edits};
}

/// Why the edits of a pass cannot be made, as \p Edited tells; empty if they
/// can.
static std::string objectionOf(const UnitResult &Edited) {
  if (!Edited.Difference.empty())
    return Edited.Difference;
  if (Edited.Unit.Status == UnitStatus::Analyzed)
    return {};
  if (Edited.Unit.Reason == InterruptedReason)
    return "the run was interrupted before it was tried";
  return "the edited file could not be analyzed: " + Edited.Unit.Reason;
}

/// The sizes of the coroutines of \p Report in \p Edited, a unit of \p File, by
/// their index.
static std::map<std::size_t, Bytes> sizesIn(const UnitResult &Edited,
                                            const std::string &File,
                                            const Report &Report) {
  // Edits change what keys say of the bodies of lambdas.
  std::vector<PlacedKey> Old, New;
  std::vector<std::size_t> OldIndex;
  for (std::size_t I = 0; I != Report.Coroutines.size(); ++I)
    if (const Coroutine &C = Report.Coroutines[I];
        std::binary_search(C.Units.begin(), C.Units.end(), File)) {
      Old.push_back(placedKeyOf(C));
      OldIndex.push_back(I);
    }
  for (const Coroutine &C : Edited.Coroutines)
    New.push_back(placedKeyOf(C));
  std::map<std::size_t, Bytes> SizeOf;
  for (auto [Before, After] : matchKeys(Old, New))
    if (const Bytes Size = Edited.Coroutines[After].Frame.Size;
        Size != Bytes(0)) // Else nobody asked for it.
      SizeOf[OldIndex[Before]] = Size;
  return SizeOf;
}

bool takeResults(const Pass &Made, std::vector<Trial> &Trials,
                 const Report &Report, const std::vector<UnitResult> &Edited) {
  std::string Objection;
  for (const UnitResult &Result : Edited)
    if (Objection.empty())
      Objection = objectionOf(Result);
  if (!Objection.empty() && Made.Trials.size() != 1)
    return false;
  for (std::size_t T : Made.Trials) {
    Trials[T].IsTried = true;
    Trials[T].Objection = Objection;
  }
  if (!Objection.empty())
    return true;
  for (const UnitResult &Result : Edited) {
    const auto SizeOf = sizesIn(Result, Made.Unit, Report);
    for (std::size_t T : Made.Trials) {
      auto It = SizeOf.find(Trials[T].Coroutine);
      // A file can be compiled at several levels: the figure is of one.
      if (It != SizeOf.end() &&
          Result.Unit.Optimization ==
              Report.Coroutines[Trials[T].Coroutine].Optimization)
        Trials[T].FrameSize =
            std::max(Trials[T].FrameSize.value_or(Bytes(0)), It->second);
    }
  }
  return true;
}

/// What became of \p T, which was tried, in words.
static std::string outcomeInWords(const Trial &T, const Coroutine &C) {
  if (!T.Objection.empty())
    return T.Objection;
  if (!T.FrameSize)
    return "the frame was not found in the edited file";
  return *T.FrameSize == C.Frame.Size
             ? "the frame would be as large"
             : "the frame would have " + inWords(*T.FrameSize);
}

/// What is certain first, then what costs no allocation.
static bool isBetter(const Advice &A, const Advice &B) {
  auto Rank = [](const Advice &Given) {
    return std::tuple(!Given.Condition.empty(), Given.Heap != Bytes(0),
                      Given.FrameSize, Given.Kind);
  };
  return Rank(A) < Rank(B);
}

/// Drops two edits at once where one is enough.
static void dropNeedlessPairs(std::vector<Advice> &Advices) {
  std::erase_if(Advices, [&](const Advice &A) {
    return A.Kind == AdviceKind::LaterScope &&
           std::any_of(
               Advices.begin(), Advices.end(), [&](const Advice &Other) {
                 return Other.Kind != A.Kind && Other.Heap == Bytes(0) &&
                        Other.FrameSize <= A.FrameSize;
               });
  });
}

/// The advice for \p F, as \p Tried says, which are the trials for its cause.
static std::vector<Advice> adviceOn(const Finding &F, const Coroutine &C,
                                    const Report &Report,
                                    const std::vector<const Trial *> &Tried) {
  std::vector<Advice> Advices;
  std::vector<std::string> Outcomes;
  for (const Trial *T : Tried) {
    const Candidate &Edit = candidateOf(Report, *T);
    if (T->FrameSize && *T->FrameSize < C.Frame.Size)
      Advices.push_back(adviceFor(Edit, *T->FrameSize));
    else
      Outcomes.push_back(T->IsTried ? actionInWords(Edit) + ": " +
                                          outcomeInWords(*T, C)
                                    : actionInWords(Edit) + " was not tried");
  }
  std::sort(Advices.begin(), Advices.end(), isBetter);
  dropNeedlessPairs(Advices);
  if (!Advices.empty())
    return Advices;
  if (std::string Text = wordsWithoutEdit(C, F, Outcomes); !Text.empty())
    Advices.push_back({AdviceKind::Words, std::move(Text)});
  return Advices;
}

void giveAdvice(Report &Report, const std::vector<Trial> &Trials) {
  std::map<std::pair<std::size_t, OccupantIndex>, std::vector<const Trial *>>
      ByValue;
  for (const Trial &T : Trials)
    ByValue[{T.Coroutine, T.Value}].push_back(&T);
  for (std::size_t I = 0; I != Report.Coroutines.size(); ++I) {
    Coroutine &C = Report.Coroutines[I];
    for (Finding &F : C.Findings) {
      if (!F.Cause)
        continue;
      F.Advices = adviceOn(F, C, Report, ByValue[{I, *F.Cause}]);
      // The message of a finding about a frame does not tell what "it" is.
      const Occupant &Cause = valueOf(Report, {I, *F.Cause, 0});
      const std::string Name = quotedName(Cause);
      if (Cause.isNamed() && F.Message.find(Name) == std::string::npos)
        for (Advice &A : F.Advices)
          A.Text = Name + ": " + A.Text;
    }
  }
}

} // namespace coroscope
