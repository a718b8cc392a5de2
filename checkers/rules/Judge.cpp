//===- Judge.cpp - Coroutines against limits ------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Judge.h"
#include "rules/LostElision.h"
#include "rules/MessageText.h"

#include <algorithm>
#include <map>
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
  void noteSuspension(Finding &F, const Occupant &O) const;
  void noteUse(Finding &F, const Occupant &O) const;
  void noteLargestPart(Finding &F) const;

  void setCause(Finding &F, const Occupant &O) const;

  const Occupant *mostAligned() const;

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

/// "; the limit is 4096 (set by --rule)"
static std::string limitInWords(const RuleSetting &Setting) {
  std::string Text = "; the limit is " + std::to_string(Setting.Limit.Count);
  if (!Setting.SetBy.empty())
    Text += " (set by " + Setting.SetBy + ")";
  return Text;
}

static std::string nameOnly(const Occupant &O) {
  return O.isNamed() ? "'" + shown(O.Name) + "'" : "a value";
}

static std::string quoted(const Occupant &O) {
  std::string Text = nameOnly(O);
  if (!O.Type.empty())
    Text += " of type '" + shownType(O.Type) + "'";
  return Text;
}

/// The first suspension of the body that \p O is held across, where it is
/// needed if there is one; null if it is only held across the initial and final
/// ones.
static const Suspend *suspensionOf(const Coroutine &C, const Occupant &O) {
  for (const auto *Ids : {&O.LiveAcross, &O.HeldAcross})
    for (SuspendId Id : *Ids)
      if (C.Suspends[Id].Kind == SuspendKind::Await ||
          C.Suspends[Id].Kind == SuspendKind::Yield)
        return &C.Suspends[Id];
  return nullptr;
}

/// Notes that \p F is about \p O.
void Judge::setCause(Finding &F, const Occupant &O) const {
  F.Value = O.Name;
  for (std::size_t R = 0; R != C.Frame.Ranges.size(); ++R)
    for (std::size_t I = 0; I != C.Frame.Ranges[R].Occupants.size(); ++I)
      if (&C.Frame.Ranges[R].Occupants[I] == &O)
        F.Cause = {R, I};
}

void Judge::noteSuspension(Finding &F, const Occupant &O) const {
  const Suspend *S = suspensionOf(C, O);
  if (!S)
    return;
  std::size_t Others = 0;
  for (SuspendId Id : O.HeldAcross)
    Others += C.Suspends[Id].Kind == SuspendKind::Await ||
              C.Suspends[Id].Kind == SuspendKind::Yield;
  std::string Message = "held across this suspension";
  if (Others > 1)
    Message += " and " + std::to_string(Others - 1) +
               (Others == 2 ? " other" : " others");
  F.Notes.push_back({std::move(Message), S->Where});
}

void Judge::noteUse(Finding &F, const Occupant &O) const {
  auto Add = [&](std::string Message) {
    F.Notes.push_back({std::move(Message), O.UsedAt});
  };
  switch (O.Reason) {
  case HoldReason::UsedAfter:
    if (O.UsedAt.isKnown())
      Add("because it is used here afterwards");
    break;
  case HoldReason::DestroyedAfter:
    Add("because its destructor runs here; nothing else uses its own bytes "
        "afterwards");
    break;
  case HoldReason::Escapes:
    Add("because its address was passed on here" +
        (O.EscapesTo.empty() ? std::string()
                             : ", to '" + shown(O.EscapesTo) + "'") +
        (O.isDead() ? ", the compiler cannot know that nothing uses it "
                      "afterwards"
                    : ", where it may be kept"));
    break;
  case HoldReason::Conservative:
    if (O.UsedAt.isKnown())
      Add("it is used only from here on; before, it holds nothing");
    else
      F.Notes.push_back(
          {"nothing uses it afterwards, but the compiler keeps it", {}});
    break;
  case HoldReason::Always:
    F.Notes.push_back({"a parameter is kept as long as the frame at -O0", {}});
    break;
  case HoldReason::Unknown:
    break;
  }
}

/// The first of the occupants with the strictest alignment; null if there is
/// no occupant.
const Occupant *Judge::mostAligned() const {
  const Occupant *Most = nullptr;
  for (const FrameRange &Range : C.Frame.Ranges)
    for (const Occupant &O : Range.Occupants)
      if (!Most || O.Align > Most->Align)
        Most = &O;
  return Most;
}

static std::string alignmentInWords(const Occupant &O) {
  return quoted(O) + " asks for an alignment of " +
         std::to_string(O.Align.Count);
}

void Judge::judgeAlignment() {
  if (!setting(RuleId::OverAlignedFrame).IsOn ||
      !C.Background.AllocationAlign ||
      C.Frame.Align <= *C.Background.AllocationAlign)
    return;
  const Occupant *Cause = mostAligned();
  Finding F = make(RuleId::OverAlignedFrame, C.Where,
                   "frame of '" + shortName(C) + "' needs an alignment of " +
                       std::to_string(C.Frame.Align.Count) + C.atLevel() +
                       ", but its allocation guarantees " +
                       std::to_string(C.Background.AllocationAlign->Count) +
                       ": undefined behaviour",
                   C.Frame.Size);
  if (Cause && Cause->Align > *C.Background.AllocationAlign) {
    F.Value = Cause->Name;
    F.Notes.push_back({alignmentInWords(*Cause), Cause->Declared});
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
    setCause(F, O);
    noteSuspension(F, O);
    noteUse(F, O);
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
          quoted(O) + " keeps " + Size + In +
              (O.Reason == HoldReason::Conservative && O.UsedAt.isKnown()
                   ? ", though it is used only after a suspension"
                   : ", though nothing uses it after a suspension"));
    if (isOver(RuleId::LargeValue, O.Size))
      return Report(RuleId::LargeValue, quoted(O) + " keeps " + Size + In);
    return;
  case OccupantKind::Parameter:
    if (isOver(RuleId::LargeParameter, O.Size))
      return Report(RuleId::LargeParameter,
                    "parameter " + quoted(O) + " keeps " + Size + In);
    return;
  case OccupantKind::Awaiter:
  case OccupantKind::Temporary:
    if (isOver(RuleId::LargeTemporary, O.Size))
      return Report(
          RuleId::LargeTemporary,
          (O.Kind == OccupantKind::Awaiter ? "awaiter " : "temporary ") +
              quoted(O) + " keeps " + Size + In);
    return;
  default:
    return;
  }
}

/// The largest occupant that is no bookkeeping; null if there is none.
static const Occupant *largestPart(const Frame &F) {
  const Occupant *Largest = nullptr;
  for (const FrameRange &Range : F.Ranges)
    for (const Occupant &O : Range.Occupants)
      if (!O.isBookkeeping() && (!Largest || O.Size > Largest->Size))
        Largest = &O;
  return Largest;
}

static const Occupant *promiseOf(const Frame &F) {
  for (const FrameRange &Range : F.Ranges)
    for (const Occupant &O : Range.Occupants)
      if (O.Kind == OccupantKind::Promise)
        return &O;
  return nullptr;
}

/// Notes what makes a frame as large as \p F says.
void Judge::noteLargestPart(Finding &F) const {
  const Occupant *Promise = promiseOf(C.Frame);
  const Occupant *O = largestPart(C.Frame);
  const bool IsPromise = Promise && (!O || Promise->Size > O->Size);
  if (IsPromise) {
    F.Notes.push_back(
        {"the promise" +
             (Promise->Type.empty()
                  ? std::string()
                  : " of type '" + shownType(Promise->Type) + "'") +
             " is the largest part, " + inWords(Promise->Size),
         Promise->Declared});
    // Without it, there would be nothing to report.
    if (F.Limit && C.Frame.Size - Promise->Size <= *F.Limit)
      return;
  }
  if (!O)
    return;
  if (const Bytes Padding = C.Frame.padding(); Padding > O->Size) {
    F.Notes.push_back({inWords(Padding) + " are padding", {}});
    F.Notes.push_back(
        {alignmentInWords(*mostAligned()), mostAligned()->Declared});
    return;
  }
  setCause(F, *O);
  F.Notes.push_back({quoted(*O) +
                         (IsPromise ? " is the largest other part, "
                                    : " is the largest part, ") +
                         inWords(O->Size),
                     O->Declared});
  noteSuspension(F, *O);
  noteUse(F, *O);
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
  noteLargestPart(F);
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
  const Occupant *Aligned = mostAligned();
  if (Aligned && W.Padding > W.DeadValues + W.NoOverlap)
    F.Notes.push_back({alignmentInWords(*Aligned), Aligned->Declared});
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
              return std::tuple(ComesLater(*A), B->Size, A->Declared, A->Name) <
                     std::tuple(ComesLater(*B), A->Size, B->Declared, B->Name);
            });
  if (Largest.size() > 3)
    Largest.resize(3);
  if (!Largest.empty())
    setCause(F, *Largest.front());
  for (const Occupant *O : Largest)
    F.Notes.push_back({nameOnly(*O) + " takes " + inWords(O->Size) +
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
  noteLargestPart(F);
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

/// Whether \p Text fits \p Glob, in which * stands for anything.
static bool fits(std::string_view Text, std::string_view Glob) {
  std::size_t T = 0, G = 0;
  std::size_t Star = std::string_view::npos, AfterStar = 0;
  while (T != Text.size()) {
    if (G != Glob.size() && Glob[G] == '*') {
      Star = G++;
      AfterStar = T;
    } else if (G != Glob.size() && Glob[G] == Text[T]) {
      ++G;
      ++T;
    } else if (Star != std::string_view::npos) {
      G = Star + 1;
      T = ++AfterStar;
    } else {
      return false;
    }
  }
  return Glob.find_first_not_of('*', G) == std::string_view::npos;
}

static bool isSilenced(const Finding &F, const Coroutine &C) {
  const std::string Name = "coroscope-" + F.Rule;
  return std::any_of(
      C.Background.Suppressions.begin(), C.Background.Suppressions.end(),
      [&](const Suppression &S) {
        return F.Where.File == C.Where.File && S.FirstLine <= F.Where.Line &&
               F.Where.Line <= S.LastLine &&
               (S.Rules.empty() || std::any_of(S.Rules.begin(), S.Rules.end(),
                                               [&](const std::string &Glob) {
                                                 return fits(Name, Glob);
                                               }));
      });
}

static void sortByImportance(std::vector<Finding> &Findings) {
  std::sort(Findings.begin(), Findings.end(),
            [](const Finding &A, const Finding &B) {
              return std::tie(B.Severity, B.Bytes, A.Where, A.Rule) <
                     std::tie(A.Severity, A.Bytes, B.Where, B.Rule);
            });
}

void setChainLimit(Coroutine &C, const RuleSettings &Settings) {
  const RuleSetting &Setting = Settings[RuleId::ChainSize];
  Finding Silenced;
  Silenced.Rule = rule(RuleId::ChainSize).Name;
  Silenced.Where = C.Where;
  if (Setting.IsOn && !isSilenced(Silenced, C))
    C.ChainLimit = {Setting.Limit, Setting.SetBy};
}

void judgeChain(Coroutine &C) {
  // Those that it awaits are a part of it.
  if (!C.ChainLimit || !C.Chain || !C.Chain->IsRoot ||
      C.Chain->Size <= C.ChainLimit->Size)
    return;
  const Chain &Made = *C.Chain;
  Finding F;
  F.Rule = rule(RuleId::ChainSize).Name;
  F.Severity = rule(RuleId::ChainSize).Severity;
  F.Where = C.Where;
  F.Bytes = Made.Size;
  F.Limit = C.ChainLimit->Size;
  F.Message = "'" + shortName(C) + "' and everything it awaits take " +
              (Made.IsAtLeast ? "at least " : "") + inWords(Made.Size) +
              " in " + std::to_string(Made.Allocations) +
              (Made.Allocations == 1 ? " allocation" : " allocations") +
              C.atLevel() +
              (Made.IsUnbounded ? " for one turn of a recursion" : "") +
              limitInWords({true, C.ChainLimit->Size, C.ChainLimit->SetBy});
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
