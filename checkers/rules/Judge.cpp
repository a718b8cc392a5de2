//===- Judge.cpp - Coroutines against limits ------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Judge.h"

#include "rules/FindingNotes.h"
#include "rules/LostElision.h"
#include "rules/MessageText.h"
#include "rules/Suppressions.h"

#include <algorithm>
#include <tuple>

namespace coroscope {

namespace {

/// A wasted frame names no value that is a smaller part of the waste than one
/// in this many.
constexpr std::uint64_t SmallestNamedShare = 16;

/// The judgements of one coroutine.
class Judge {
  const Coroutine &C;
  const RuleSettings &Settings;
  std::vector<Finding> Findings;
  Bytes Explained;     ///< Of the frame, by findings about values.
  Bytes ExplainedDead; ///< The part of it that nothing needs.

  const RuleSetting &setting(RuleId Id) const { return Settings[Id]; }
  bool isOver(RuleId Id, Bytes Size) const {
    return setting(Id).IsOn && Size > setting(Id).Limit;
  }

  Finding make(RuleId Id, Place Where, std::string Message, Bytes Size) const;

  void judgeAlignment();
  void judgeValue(const Occupant &O);
  void judgeFrame();
  void judgeWaste();
  void judgeBudget();
  void judgeNeverSuspends();

public:
  Judge(const Coroutine &C, const RuleSettings &Settings)
      : C(C), Settings(Settings) {}

  std::vector<Finding> run();
};

} // namespace

Finding Judge::make(RuleId Id, Place Where, std::string Message,
                    Bytes Size) const {
  Finding F;
  F.Rule = rule(Id).Name;
  F.Severity = rule(Id).Severity;
  F.Message = std::move(Message);
  F.Where = Where.isKnown() ? std::move(Where) : C.Where;
  F.Bytes = Size;
  if (rule(Id).DefaultLimit)
    F.Limit = setting(Id).Limit;
  return F;
}

void Judge::judgeAlignment() {
  if (!setting(RuleId::OverAlignedFrame).IsOn ||
      !C.Background.AllocationAlign ||
      C.Frame.Align <= *C.Background.AllocationAlign)
    return;
  const Occupant *Cause = mostAligned(C.Frame);
  Finding F = make(RuleId::OverAlignedFrame, C.Where,
                   "frame of '" + shortName(C) + "' needs an alignment of " +
                       std::to_string(C.Frame.Align.Count) + C.atLevel() +
                       ", but its allocation guarantees " +
                       std::to_string(C.Background.AllocationAlign->Count) +
                       ": undefined behaviour",
                   C.Frame.Size);
  if (Cause && Cause->Align > *C.Background.AllocationAlign) {
    F.Value = Cause->Name;
    noteAlignment(F, *Cause);
    // The padding has the same cause.
    Explained += C.Frame.padding();
    ExplainedDead += C.waste().Padding;
  }
  F.Notes.push_back(
      {"-fcoro-aligned-allocation or an operator new of the promise that takes "
       "std::align_val_t gives it; so does less alignment of the value",
       {}});
  Findings.push_back(std::move(F));
}

void Judge::judgeValue(const Occupant &O) {
  const Suspend *Held = suspensionOf(C, O);
  auto Report = [&](RuleId Id, std::string What) {
    Finding F = make(Id, O.Declared,
                     std::move(What) + limitInWords(setting(Id)), O.Size);
    setCause(F, C, O);
    noteHold(F, C, O);
    Findings.push_back(std::move(F));
    Explained += O.Size;
    if (O.isDead())
      ExplainedDead += O.Size;
  };
  const std::string Size = inWords(O.Size) + C.atLevel();
  const std::string In = " in the frame of '" + shortName(C) + "'";
  switch (O.Kind) {
  case OccupantKind::Local:
    // A built program may not tell its suspensions, but what is in its frame
    // is kept.
    if (!Held && C.Evidence == Evidence::Source)
      return;
    if (O.isDead() && isOver(RuleId::DeadValue, O.Size))
      return Report(
          RuleId::DeadValue,
          quotedValue(O) + " keeps " + Size + In +
              (O.Reason == HoldReason::Conservative && O.UsedAt.isKnown()
                   ? ", though it is used only after a suspension"
                   : ", though nothing uses it after a suspension"));
    if (isOver(RuleId::LargeValue, O.Size))
      return Report(RuleId::LargeValue, quotedValue(O) + " keeps " + Size + In);
    return;
  case OccupantKind::Parameter:
    if (isOver(RuleId::LargeParameter, O.Size))
      return Report(RuleId::LargeParameter,
                    "parameter " + quotedValue(O) + " keeps " + Size + In);
    return;
  case OccupantKind::Awaiter:
  case OccupantKind::Temporary:
    if (isOver(RuleId::LargeTemporary, O.Size))
      return Report(
          RuleId::LargeTemporary,
          (O.Kind == OccupantKind::Awaiter ? "awaiter " : "temporary ") +
              quotedValue(O) + " keeps " + Size + In);
    return;
  default:
    return;
  }
}

void Judge::judgeFrame() {
  const Bytes Rest = C.Frame.Size - std::min(Explained, C.Frame.Size);
  if (!isOver(RuleId::FrameSize, Rest))
    return;
  Finding F =
      make(RuleId::FrameSize, C.Where,
           "frame of '" + shortName(C) + "' is " + inWords(C.Frame.Size) +
               C.atLevel() + limitInWords(setting(RuleId::FrameSize)),
           C.Frame.Size);
  noteLargestPart(F, C);
  Findings.push_back(std::move(F));
}

void Judge::judgeWaste() {
  // Without optimization nothing shares its bytes: the remedy is a flag.
  if (!isOptimized(C))
    return;
  const Waste W = C.waste();
  const Bytes Rest = W.Total - std::min(ExplainedDead, W.Total);
  if (!isOver(RuleId::WastedFrame, Rest) ||
      Rest.Count * 4 <= C.Frame.Size.Count)
    return;
  Finding F =
      make(RuleId::WastedFrame, C.Where,
           "frame of '" + shortName(C) + "' is " + inWords(C.Frame.Size) +
               C.atLevel() + ", but its peak live bytes are " +
               std::to_string(C.needed().Count) +
               limitInWords(setting(RuleId::WastedFrame)),
           W.Total);
  auto Add = [&](Bytes Part, const std::string &What) {
    if (Part > Bytes(0))
      F.Notes.push_back(
          {inWords(Part) + (Part == Bytes(1) ? " is " : " are ") + What, {}});
  };
  Add(W.DeadValues, "in values that nothing uses after a suspension");
  Add(W.NoOverlap,
      "in values that are needed at different times and could share bytes");
  Add(W.Padding, "padding");
  const Occupant *Aligned = mostAligned(C.Frame);
  if (Aligned && W.Padding > W.DeadValues + W.NoOverlap)
    noteAlignment(F, *Aligned);
  std::vector<const Occupant *> Largest;
  for (const FrameRange &Range : C.Frame.Ranges)
    for (const Occupant &O : Range.Occupants)
      if (!O.isBookkeeping() && O.LiveAcross.size() < C.Suspends.size() &&
          O.Size.Count * SmallestNamedShare >= W.Total.Count)
        Largest.push_back(&O);
  // Those that make most of the waste come first.
  const bool MostIsDead = W.DeadValues > W.NoOverlap;
  auto ComesLater = [&](const Occupant &O) { return MostIsDead != O.isDead(); };
  std::sort(Largest.begin(), Largest.end(),
            [&](const Occupant *A, const Occupant *B) {
              if (ComesLater(*A) != ComesLater(*B))
                return ComesLater(*B);
              return std::tie(B->Size, A->Declared, A->Name) <
                     std::tie(A->Size, B->Declared, B->Name);
            });
  if (Largest.size() > 3)
    Largest.resize(3);
  if (!Largest.empty())
    setCause(F, C, *Largest.front());
  for (const Occupant *O : Largest)
    F.Notes.push_back({quotedName(*O) + " takes " + inWords(O->Size) +
                           (O->isDead() ? ", and nothing uses it after a "
                                          "suspension"
                                        : " and is not always needed"),
                       O->Declared});
  Findings.push_back(std::move(F));
  Explained += Rest;
}

void Judge::judgeBudget() {
  const Budget &B = *C.Budget;
  auto Report = [&](std::string Message) {
    Finding F =
        make(RuleId::StaleBudget, B.Where, std::move(Message), C.Frame.Size);
    F.Limit = B.Size;
    if (setting(RuleId::StaleBudget).IsOn)
      Findings.push_back(std::move(F));
  };
  if (!B.Size)
    return Report(
        "budget of '" + shortName(C) +
        "' cannot be read; write '// coroscope: budget 8KiB, reason'");
  if (B.Reason.empty())
    Report("budget of '" + shortName(C) +
           "' has no reason; write '// coroscope: budget 8KiB, reason'");
  if (B.Size->Count >= 4 * std::max<std::uint64_t>(C.needed().Count, 1))
    Report("budget of '" + shortName(C) + "' is " + inWords(*B.Size) +
           ", only " + inWords(C.needed()) + " are needed" + C.atLevel());
  if (C.Frame.Size <= *B.Size || !setting(RuleId::FrameSize).IsOn)
    return;
  Finding F =
      make(RuleId::FrameSize, C.Where,
           "frame of '" + shortName(C) + "' is " + inWords(C.Frame.Size) +
               C.atLevel() + "; its budget is " + std::to_string(B.Size->Count),
           C.Frame.Size);
  F.Limit = B.Size;
  F.Notes.push_back({"the budget is set here", B.Where});
  noteLargestPart(F, C);
  Findings.push_back(std::move(F));
}

void Judge::judgeNeverSuspends() {
  if (!setting(RuleId::NeverSuspends).IsOn || !C.Background.NeverSuspends)
    return;
  Findings.push_back(make(RuleId::NeverSuspends, C.Where,
                          "'" + shortName(C) +
                              "' never awaits or yields and starts at once: "
                              "a plain function would need no frame of " +
                              inWords(C.Frame.Size) + C.atLevel(),
                          C.Frame.Size));
}

void sortByImportance(std::vector<Finding> &Findings) {
  std::sort(Findings.begin(), Findings.end(),
            [](const Finding &A, const Finding &B) {
              return std::tie(B.Severity, B.Bytes, A.Where, A.Rule) <
                     std::tie(A.Severity, A.Bytes, B.Where, B.Rule);
            });
}

std::vector<Finding> Judge::run() {
  judgeAlignment();
  if (C.Budget)
    judgeBudget();
  // A budget stands for all limits of one coroutine.
  if (!C.Budget || !C.Budget->Size) {
    for (const FrameRange &Range : C.Frame.Ranges) {
      // Of those that share a range, the largest is the cause of its size.
      const auto Largest = std::max_element(
          Range.Occupants.begin(), Range.Occupants.end(),
          [](const Occupant &A, const Occupant &B) { return A.Size < B.Size; });
      if (Largest != Range.Occupants.end())
        judgeValue(*Largest);
    }
    judgeWaste();
    judgeFrame();
  }
  judgeNeverSuspends();
  std::erase_if(Findings, [&](const Finding &F) { return isSilenced(F, C); });
  if (setting(RuleId::LostElision).IsOn)
    if (auto F = findLostElision(
            C, [&](const Finding &F) { return isSilenced(F, C); }))
      Findings.push_back(std::move(*F));
  sortByImportance(Findings);
  return std::move(Findings);
}

std::vector<Finding> judge(const Coroutine &C, const RuleSettings &Settings) {
  return Judge(C, Settings).run();
}

} // namespace coroscope
