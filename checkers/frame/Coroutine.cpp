//===- Coroutine.cpp - The facts about one coroutine ----------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frame/Coroutine.h"

#include <algorithm>
#include <cassert>
#include <functional>

namespace coroscope {

std::string_view spelling(SuspendKind Kind) {
  switch (Kind) {
  case SuspendKind::Initial:
    return "initial";
  case SuspendKind::Await:
    return "await";
  case SuspendKind::Yield:
    return "yield";
  case SuspendKind::Final:
    return "final";
  }
  assert(false && "a suspension kind without a spelling");
  return "await";
}

std::string Coroutine::atLevel() const {
  return Optimization == UnknownLevel ? "" : " at -" + Optimization;
}

std::string Coroutine::level() const {
  return Optimization == UnknownLevel ? "?" : "-" + Optimization;
}

/// Returns true if \p Ids are suspensions of \p C, sorted.
static bool areIdsOf(const Coroutine &C, const std::vector<SuspendId> &Ids) {
  return std::adjacent_find(Ids.begin(), Ids.end(), std::greater_equal<>()) ==
             Ids.end() &&
         (Ids.empty() || Ids.back() < C.Suspends.size());
}

bool isOptimized(const Coroutine &C) { return C.Optimization != "O0"; }

/// Whether what \p C says of its calls is of calls and suspensions it has.
static bool areMomentsOf(const Coroutine &C) {
  for (const Moment &M : C.Moments) {
    if (M.At >= C.Suspends.size())
      return false;
    for (const AliveFrame &F : M.Frames)
      if (F.Call >= C.Calls.size())
        return false;
  }
  for (const CoroutineCall &Call : C.Calls)
    for (const GivenTask &Given : Call.Given)
      if (Given.Call >= C.Calls.size())
        return false;
  return true;
}

std::string findDefect(const Coroutine &C) {
  if (!areIdsOf(C, C.Entry))
    return "it begins at a suspension that does not exist";
  for (const Suspend &S : C.Suspends)
    if (!areIdsOf(C, S.Successors))
      return "a suspension is followed by one that does not exist";
  for (const CoroutineCall &Call : C.Calls)
    if (!areIdsOf(C, Call.AliveAcross) || !areIdsOf(C, Call.RunsAcross))
      return "'" + Call.Name +
             "' is alive across a suspension that does not exist";
  if (!areMomentsOf(C))
    return "a moment has a call or a suspension that does not exist";
  if (C.Chain && C.Chain->At && *C.Chain->At >= C.Suspends.size())
    return "its chain is longest at a suspension that does not exist";
  return {};
}

} // namespace coroscope
