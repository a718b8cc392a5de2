//===- ChainSum.cpp - What the frames of a moment take --------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frame/ChainSum.h"

#include <algorithm>

namespace coroscope {

/// Steps that one sum may take. Tasks that are handed from one coroutine to the
/// next, each with several moments, would take a product of them.
static constexpr std::size_t MostSteps = 2000;

void ChainShare::add(const ChainShare &Other) {
  Size += Other.Size;
  Allocations += Other.Allocations;
  IsAtLeast |= Other.IsAtLeast;
  IsUnbounded |= Other.IsUnbounded;
}

/// Makes \p Most the larger of both. What is not known of one is not known of
/// the largest.
static void keepLargest(ChainShare &Most, const ChainShare &Other) {
  const bool IsAtLeast = Most.IsAtLeast || Other.IsAtLeast;
  const bool IsUnbounded = Most.IsUnbounded || Other.IsUnbounded;
  if (Other.Size > Most.Size)
    Most = Other;
  Most.IsAtLeast = IsAtLeast;
  Most.IsUnbounded = IsUnbounded;
}

/// The frame at a moment that is given tasks.
struct ChainSum::Giver {
  const Coroutine &Caller;
  const Moment &At;
  std::size_t Frame; ///< Its index in the moment.
  Activity Does;     ///< It may be more than the moment tells.
  const Giver *Outer;
};

bool mayBeAnywhere(Activity Does, bool IsLazy) {
  return Does == Activity::Runs || (Does == Activity::Idle && !IsLazy);
}

static bool isGiven(const CoroutineCall &To, std::size_t Call) {
  return std::any_of(
      To.Given.begin(), To.Given.end(),
      [&](const GivenTask &Given) { return Given.Call == Call; });
}

std::size_t holderOf(const Coroutine &C, const Moment &M, std::size_t Frame) {
  std::size_t Holder = Frame;
  for (std::size_t I = 0; I != M.Frames.size(); ++I)
    if (I != Frame &&
        isGiven(C.Calls[M.Frames[I].Call], M.Frames[Frame].Call)) {
      Holder = I;
      if (M.Frames[I].Does == Activity::Runs)
        break;
    }
  return Holder;
}

/// How many frames of \p M were given \p Call: if several, nobody knows which
/// of them runs it.
static bool isGivenTwice(const Coroutine &C, const Moment &M,
                         std::size_t Call) {
  return std::count_if(M.Frames.begin(), M.Frames.end(),
                       [&](const AliveFrame &F) {
                         return isGiven(C.Calls[F.Call], Call);
                       }) > 1;
}

/// The frame of \p Callee: one that is elided lies in the caller's frame, and
/// is counted there.
static ChainShare frameOf(const CoroutineCall &Call, const Coroutine &Callee) {
  if (Call.State == Elision::Elided)
    return {};
  return {Callee.Frame.Size, 1};
}

/// What is alive besides while \p Callee may be anywhere in its body.
static ChainShare belowOf(const Coroutine &Callee) {
  if (!Callee.Chain)
    return {};
  const Chain &Below = *Callee.Chain;
  return {Below.Size - Callee.Frame.Size, Below.Allocations - 1,
          Below.IsAtLeast, Below.IsUnbounded};
}

/// What the tasks take that \p From gave to the parameter \p Parameter of its
/// callee, which says that they \p Does this.
ChainShare ChainSum::ofGiven(const Giver &From, unsigned Parameter,
                             Activity Does) {
  ChainShare Sum;
  const CoroutineCall &To = From.Caller.Calls[From.At.Frames[From.Frame].Call];
  for (std::size_t I = 0; I != From.At.Frames.size(); ++I) {
    const AliveFrame &F = From.At.Frames[I];
    if (std::find(To.Given.begin(), To.Given.end(),
                  GivenTask{Parameter, F.Call}) == To.Given.end() ||
        holderOf(From.Caller, From.At, I) != From.Frame)
      continue;
    Sum.add(ofFrame({From.Caller, From.At, I,
                     Does == Activity::Idle ? F.Does : Does, From.Outer}));
    Sum.IsAtLeast |= isGivenTwice(From.Caller, From.At, F.Call);
  }
  return Sum;
}

ChainShare ChainSum::ofFrame(const Giver &From) {
  const std::size_t Index = From.At.Frames[From.Frame].Call;
  const CoroutineCall &Call = From.Caller.Calls[Index];
  if (Call.Kind == CalleeKind::Parameter)
    return From.Outer ? ofGiven(*From.Outer, Call.Parameter, From.Does)
                      : ChainShare();
  const Coroutine *Of = Callee(From.Caller, Index);
  ChainShare Sum;
  Sum.IsAtLeast = !Of || Call.IsRepeated;
  if (Of)
    Sum.add(frameOf(Call, *Of));
  if (StepsLeft == 0) {
    Sum.IsAtLeast = true;
    return Sum;
  }
  --StepsLeft;
  const bool IsAnywhere = Of && mayBeAnywhere(From.Does, Of->IsLazy);
  if (Call.Given.empty()) {
    if (IsAnywhere)
      Sum.add(belowOf(*Of));
    else if (From.Does == Activity::Unsure && Of)
      Sum.IsAtLeast |= !Of->Chain || Of->Chain->Size != Of->Frame.Size ||
                       Of->Chain->IsAtLeast;
    return Sum;
  }
  if (!Of || !Of->Chain || From.Does == Activity::Unsure) {
    // It may have destroyed what it was given, or run it.
    Sum.IsAtLeast = true;
    return Sum;
  }
  if (!IsAnywhere && From.Does == Activity::Idle) {
    std::vector<unsigned> Parameters;
    for (const GivenTask &Given : Call.Given)
      if (Parameters.empty() || Parameters.back() != Given.Parameter)
        Parameters.push_back(Given.Parameter);
    for (unsigned Parameter : Parameters)
      Sum.add(ofGiven(From, Parameter, Activity::Idle));
    return Sum;
  }
  ChainShare Most;
  std::vector<Moment> Derived;
  if (Of->Moments.empty())
    Derived = momentsOf(*Of);
  for (const Moment &M : Of->Moments.empty() ? Derived : Of->Moments)
    if (IsAnywhere || Of->Suspends[M.At].Kind == SuspendKind::Final)
      keepLargest(Most, ofMoment(*Of, M, &From));
  Most.IsAtLeast |= Of->MayCallMore || (IsAnywhere && Of->Chain->IsAtLeast);
  Most.IsUnbounded |= IsAnywhere && Of->Chain->IsUnbounded;
  Sum.add(Most);
  return Sum;
}

ChainShare ChainSum::ofMoment(const Coroutine &C, const Moment &M,
                              const Giver *Outer) {
  ChainShare Sum;
  for (std::size_t I = 0; I != M.Frames.size(); ++I)
    if (holderOf(C, M, I) == I)
      Sum.add(ofFrame({C, M, I, M.Frames[I].Does, Outer}));
  return Sum;
}

ChainShare ChainSum::of(const Coroutine &C, const Moment &M) {
  StepsLeft = MostSteps;
  return ofMoment(C, M, nullptr);
}

Bytes ChainSum::alone(const Coroutine &C, const Moment &M, std::size_t Frame) {
  StepsLeft = MostSteps;
  Bytes Size = ofFrame({C, M, Frame, M.Frames[Frame].Does, nullptr}).Size;
  for (std::size_t I = 0; I != M.Frames.size(); ++I)
    if (I != Frame && holderOf(C, M, I) == Frame)
      Size = Size - std::min(Size, alone(C, M, I));
  return Size;
}

} // namespace coroscope
