//===- Words.cpp - Advice in words ----------------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "advice/Words.h"

#include <algorithm>

namespace coroscope {

std::string wordsFor(const Candidate &Tried, std::optional<Bytes> FrameSize) {
  std::string What;
  switch (Tried.Kind) {
  case AdviceKind::Scope:
    What = "a scope that ends after its last use";
    break;
  case AdviceKind::DeclareLater:
    What = "declaring it where it is first used";
    break;
  case AdviceKind::Call:
    What = "moving its use into a function that is called at once";
    break;
  case AdviceKind::Box:
    What = "boxing it";
    break;
  case AdviceKind::Words:
    break;
  }
  for (const std::string &Other : Tried.Together)
    What += (&Other == &Tried.Together.back() ? " and '" : ", '") + Other + "'";
  if (!Tried.Together.empty())
    What += Tried.Together.size() == 1 ? ", which shares its bytes,"
                                       : ", which share its bytes,";
  std::string Text =
      What + (FrameSize
                  ? " makes the frame " + std::to_string(FrameSize->Count) +
                        " bytes (measured)"
                  : " makes the frame smaller (not measured)");
  if (Tried.Heap > Bytes(0))
    Text += " and adds an allocation of " + std::to_string(Tried.Heap.Count);
  return Text;
}

static bool isHeldByYield(const Coroutine &C, const Occupant &O) {
  return std::any_of(
      O.HeldAcross.begin(), O.HeldAcross.end(),
      [&](SuspendId Id) { return C.Suspends[Id].Kind == SuspendKind::Yield; });
}

/// The same in Rust.
static std::string byHandInRust(const Occupant &O) {
  switch (O.Kind) {
  case OccupantKind::CalleeFrame:
    return "await it as Box::pin(...).await, which gives the future an "
           "allocation of its own";
  case OccupantKind::Parameter:
    return "take a reference, a Box or an Arc";
  case OccupantKind::Awaiter:
    return "await it as Box::pin(...).await";
  case OccupantKind::Local:
  case OccupantKind::Temporary:
    return std::string("end its scope or drop it before the await; where it is "
                       "needed after it, keep it on the heap: ") +
           (O.Type.str().starts_with('[') ? "a Vec or a Box<[T]> for an array"
                                          : "a Box");
  default:
    return {};
  }
}

/// The same for GCC, which keeps every local in the frame, in bytes of its own,
/// at every level.
static std::string byHandForGcc(const Occupant &O) {
  switch (O.Kind) {
  case OccupantKind::Local:
    return "use it in a plain function or a lambda that is called at once, or "
           "box it: GCC keeps every local of a coroutine in the frame, and a "
           "scope frees nothing";
  case OccupantKind::Temporary:
    return "make and use it in a plain function";
  default:
    return {};
  }
}

/// What to do about a value, by hand.
static std::string byHand(const Coroutine &C, const Occupant &O) {
  switch (O.Kind) {
  case OccupantKind::Parameter:
    return "take a handle or a smaller type, or something that owns it "
           "elsewhere and can be moved; a reference could dangle (core "
           "guideline CP.53)";
  case OccupantKind::Awaiter:
    return "await something smaller, or make what is awaited hold a pointer";
  case OccupantKind::Temporary:
    return "make and use it in a plain function" +
           (O.EscapesTo.empty()
                ? std::string()
                : ", or let '" + O.EscapesTo +
                      "' take it by const reference if it takes a copy");
  case OccupantKind::Local:
    if (isHeldByYield(C, O))
      return "let the caller of the generator give the buffer, or box it";
    if (O.isDead() && O.UsedAt.isKnown() &&
        O.Reason == HoldReason::Conservative)
      return "declare it after the suspension";
    return O.isDead() ? "end its scope before the suspension, or use it in a "
                        "plain function"
                      : "box it, or keep less of it across the suspension";
  default:
    return {};
  }
}

std::string wordsWithoutEdit(const Coroutine &C, const Finding &F) {
  if (!F.Cause)
    return {};
  const Occupant &O =
      C.Frame.Ranges[F.Cause->Range].Occupants[F.Cause->Occupant];
  std::string Text = C.Compiler.starts_with("rustc") ? byHandInRust(O)
                     : C.Compiler.starts_with("gcc") ? byHandForGcc(O)
                                                     : std::string();
  if (Text.empty() && !C.Compiler.starts_with("rustc"))
    Text = byHand(C, O);
  if (Text.empty() || O.Obstacles.empty())
    return Text;
  Text += "; no edit is offered, because " + O.Obstacles.front();
  for (std::size_t I = 1; I != O.Obstacles.size(); ++I)
    Text += "; " + O.Obstacles[I];
  return Text;
}

} // namespace coroscope
