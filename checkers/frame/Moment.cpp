//===- Moment.cpp - The frames that are alive at a suspension -------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frame/Moment.h"

#include "frame/Coroutine.h"

#include <algorithm>
#include <cassert>
#include <set>

namespace coroscope {

std::string_view spelling(Activity Does) {
  switch (Does) {
  case Activity::Idle:
    return "idle";
  case Activity::Runs:
    return "runs";
  case Activity::Done:
    return "done";
  case Activity::Unsure:
    return "unsure";
  }
  assert(false && "not an activity");
  return "";
}

std::vector<Moment> momentsOf(const Coroutine &C) {
  if (!C.Moments.empty())
    return C.Moments;
  std::vector<Moment> Moments;
  for (std::size_t I = 0; I != C.Calls.size(); ++I)
    for (SuspendId Id : C.Calls[I].AliveAcross) {
      auto It = std::lower_bound(
          Moments.begin(), Moments.end(), Id,
          [](const Moment &M, SuspendId Other) { return M.At < Other; });
      if (It == Moments.end() || It->At != Id)
        It = Moments.insert(It, Moment{Id, {}});
      const bool Runs = std::binary_search(C.Calls[I].RunsAcross.begin(),
                                           C.Calls[I].RunsAcross.end(), Id);
      It->Frames.push_back({I, Runs ? Activity::Runs : Activity::Idle});
    }
  return Moments;
}

/// Adds what \p M says of the calls of \p C: a task that one which runs was
/// given may run, too.
static void addAcross(const Moment &M, std::vector<std::set<SuspendId>> &Alive,
                      std::vector<std::set<SuspendId>> &Runs,
                      const Coroutine &C) {
  std::vector<std::size_t> Running;
  for (const AliveFrame &F : M.Frames) {
    Alive[F.Call].insert(M.At);
    if (F.Does == Activity::Runs || F.Does == Activity::Unsure)
      Running.push_back(F.Call);
  }
  while (!Running.empty()) {
    const std::size_t Call = Running.back();
    Running.pop_back();
    if (Alive[Call].contains(M.At) && Runs[Call].insert(M.At).second)
      for (const GivenTask &Given : C.Calls[Call].Given)
        Running.push_back(Given.Call);
  }
}

void setMoments(Coroutine &C, std::vector<Moment> Moments) {
  std::vector<std::set<SuspendId>> Alive(C.Calls.size()), Runs(C.Calls.size());
  for (const Moment &M : Moments)
    addAcross(M, Alive, Runs, C);
  for (std::size_t I = 0; I != C.Calls.size(); ++I) {
    C.Calls[I].AliveAcross.assign(Alive[I].begin(), Alive[I].end());
    C.Calls[I].RunsAcross.assign(Runs[I].begin(), Runs[I].end());
  }
  C.Moments.clear();
  if (momentsOf(C) != Moments)
    C.Moments = std::move(Moments);
}

} // namespace coroscope
