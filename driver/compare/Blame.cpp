//===- Blame.cpp - The values that changed a frame ------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each range of a frame is charged to one of its occupants, so that the charges
// add up to the frame, and their differences to its growth.
//
//===----------------------------------------------------------------------===//

#include "compare/Blame.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <tuple>

namespace coroscope {

namespace {
/// The identity of a value in both frames. Values that look the same are one.
struct ValueKey {
  bool IsPadding = false;
  OccupantKind Kind = OccupantKind::Unknown;
  std::string Name;

  auto operator<=>(const ValueKey &) const = default;
};

struct Charge {
  const Occupant *Value = nullptr; ///< The largest; null for padding.
  Bytes Charged;
};

using Charges = std::map<ValueKey, Charge>;
} // namespace

/// Returns the charge of each value of \p C; 0 for all but one in its range.
static Charges chargesOf(const Coroutine &C) {
  Charges All;
  for (const FrameRange &Range : C.Frame.Ranges) {
    if (Range.isPadding()) {
      All[{true, OccupantKind::Unknown, {}}].Charged += Range.Size;
      continue;
    }
    const Occupant *Largest = nullptr;
    for (const Occupant &O : Range.Occupants) {
      Charge &Own = All[{false, O.Kind, O.Name}];
      if (!Own.Value || O.Size > Own.Value->Size)
        Own.Value = &O;
      // Break ties by name: the order in a range may change.
      if (!Largest ||
          std::tie(O.Size, Largest->Name) > std::tie(Largest->Size, O.Name))
        Largest = &O;
    }
    All[{false, Largest->Kind, Largest->Name}].Charged += Range.Size;
  }
  return All;
}

/// Returns a place where \p C suspends while it holds \p O; one that the author
/// wrote, if there is one.
static Place waitingPlace(const Coroutine &C, const Occupant &O) {
  Place Found;
  for (SuspendId Id : O.HeldAcross) {
    const Suspend &S = C.Suspends[Id];
    if (S.Kind == SuspendKind::Await || S.Kind == SuspendKind::Yield)
      return S.Where;
    if (!Found.isKnown())
      Found = S.Where;
  }
  return Found;
}

static Blame shareOf(const ValueKey &Key, const Charge &Before,
                     const Charge &After, const Coroutine &Head) {
  Blame Share;
  Share.Value = Key.Name;
  Share.What = Key.Kind;
  Share.IsPadding = Key.IsPadding;
  Share.Growth = static_cast<std::int64_t>(After.Charged.Count) -
                 static_cast<std::int64_t>(Before.Charged.Count);
  if (const Occupant *O = After.Value ? After.Value : Before.Value) {
    Share.Type = O->Type;
    Share.Declared = O->Declared;
  }
  if (Before.Value)
    Share.Before = Before.Value->Size;
  if (After.Value)
    Share.After = After.Value->Size;
  if (Key.IsPadding)
    Share.Kind = BlameKind::Bookkeeping;
  else if (!Before.Value) {
    Share.Kind = BlameKind::NewlyHeld;
    Share.HeldAcross = waitingPlace(Head, *After.Value);
  } else if (!After.Value)
    Share.Kind = BlameKind::NotHeld;
  else if (Share.Before != Share.After)
    Share.Kind = BlameKind::OtherSize;
  else
    Share.Kind = BlameKind::OtherMix;
  return Share;
}

std::vector<Blame> blame(const Coroutine &Base, const Coroutine &Head) {
  const Charges Before = chargesOf(Base);
  const Charges After = chargesOf(Head);
  std::vector<Blame> Shares;
  auto Add = [&](const ValueKey &Key, const Charge &Old, const Charge &New) {
    Blame Share = shareOf(Key, Old, New, Head);
    if (Share.Growth != 0)
      Shares.push_back(std::move(Share));
  };
  for (const auto &[Key, New] : After) {
    auto It = Before.find(Key);
    Add(Key, It == Before.end() ? Charge() : It->second, New);
  }
  for (const auto &[Key, Old] : Before)
    if (!After.contains(Key))
      Add(Key, Old, Charge());
  std::sort(Shares.begin(), Shares.end(), [](const Blame &A, const Blame &B) {
    return std::make_tuple(-std::abs(A.Growth), A.Value, A.What) <
           std::make_tuple(-std::abs(B.Growth), B.Value, B.What);
  });
  return Shares;
}

/// Names the value, as in "'Packet'", "the promise" or "a value that the
/// compiler keeps".
static std::string nameOf(const Blame &Share) {
  if (Share.IsPadding)
    return "padding";
  switch (Share.What) {
  case OccupantKind::Promise:
    return "the promise";
  case OccupantKind::ResumePointer:
  case OccupantKind::DestroyPointer:
  case OccupantKind::SuspendIndex:
    return "the " + Share.Value;
  case OccupantKind::CalleeFrame:
    return "the frame of '" + Share.Value + "'";
  default:
    return Share.Value.empty() ? "a value that the compiler keeps"
                               : "'" + Share.Value + "'";
  }
}

std::string inWords(const Blame &Share) {
  const std::string Sign = Share.Growth > 0 ? "+" : "";
  std::string Text = nameOf(Share);
  switch (Share.Kind) {
  case BlameKind::NewlyHeld:
    Text += Share.HeldAcross.isKnown()
                ? " is now held across the suspension at " +
                      Share.HeldAcross.File + ":" +
                      std::to_string(Share.HeldAcross.Line)
                : " is now held";
    break;
  case BlameKind::NotHeld:
    Text += " is no longer held";
    break;
  case BlameKind::OtherSize:
    Text += (Share.After > Share.Before ? " grew from " : " shrank from ") +
            std::to_string(Share.Before.Count) + " to " + inWords(Share.After);
    break;
  case BlameKind::OtherMix:
    Text += Share.Growth > 0 ? " has bytes of its own now"
                             : " shares bytes with other values now";
    break;
  case BlameKind::Bookkeeping:
    break;
  }
  return Text + " (" + Sign + std::to_string(Share.Growth) + ")";
}

} // namespace coroscope
