//===- FindingNotes.cpp - Notes of findings -------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/FindingNotes.h"

#include "rules/MessageText.h"

namespace coroscope {

/// True if \p S comes before \p O is declared: a value of a loop, or one of
/// GCC, which holds every value across all suspensions.
static bool isEarlier(const Suspend &S, const Occupant &O) {
  return S.Where.isKnown() && O.Declared.isKnown() &&
         S.Where.File == O.Declared.File && S.Where < O.Declared;
}

const Suspend *suspensionOf(const Coroutine &C, const Occupant &O) {
  for (const auto *Ids : {&O.LiveAcross, &O.HeldAcross}) {
    const Suspend *First = nullptr;
    for (SuspendId Id : *Ids) {
      const Suspend &S = C.Suspends[Id];
      if (S.Kind != SuspendKind::Await && S.Kind != SuspendKind::Yield)
        continue;
      if (!isEarlier(S, O))
        return &S;
      if (!First)
        First = &S;
    }
    if (First)
      return First;
  }
  return nullptr;
}

const Occupant *mostAligned(const Frame &F) {
  const Occupant *Most = nullptr;
  for (const FrameRange &Range : F.Ranges)
    for (const Occupant &O : Range.Occupants)
      if (!Most || O.Align > Most->Align)
        Most = &O;
  return Most;
}

void setCause(Finding &F, const Coroutine &C, const Occupant &O) {
  F.Value = O.Name;
  for (std::size_t R = 0; R != C.Frame.Ranges.size(); ++R)
    for (std::size_t I = 0; I != C.Frame.Ranges[R].Occupants.size(); ++I)
      if (&C.Frame.Ranges[R].Occupants[I] == &O)
        F.Cause = {R, I};
}

/// Notes the suspension that \p O is held across.
static void noteSuspension(Finding &F, const Coroutine &C, const Occupant &O) {
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

/// Notes why \p O is kept.
static void noteUse(Finding &F, const Occupant &O) {
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
    // An inlined constructor stands where the value is declared.
    if (O.Kind == OccupantKind::Local && O.UsedAt == O.Declared &&
        O.EscapesTo.empty() && !O.isDead()) {
      Add("because its address is passed on where it is made, and may be kept");
      break;
    }
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

void noteHold(Finding &F, const Coroutine &C, const Occupant &O) {
  noteSuspension(F, C, O);
  noteUse(F, O);
}

void noteAlignment(Finding &F, const Occupant &O) {
  F.Notes.push_back({quotedValue(O) + " asks for an alignment of " +
                         std::to_string(O.Align.Count),
                     O.Declared});
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

void noteLargestPart(Finding &F, const Coroutine &C) {
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
    noteAlignment(F, *mostAligned(C.Frame));
    return;
  }
  setCause(F, C, *O);
  F.Notes.push_back({quotedValue(*O) +
                         (IsPromise ? " is the largest other part, "
                                    : " is the largest part, ") +
                         inWords(O->Size),
                     O->Declared});
  noteHold(F, C, *O);
}

} // namespace coroscope
