//===- ChainSum.h - What the frames of a moment take ------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// moment --callees, what they are given--> bytes, allocations
//
// A task that a coroutine is given runs when that one awaits it: what both take
// is the largest sum over the moments of the one that has it.
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_FRAME_CHAINSUM_H
#define COROSCOPE_FRAME_CHAINSUM_H

#include "frame/Coroutine.h"

#include <functional>
#include <vector>

namespace coroscope {

/// What a callee, or several, add to a chain.
struct ChainShare {
  Bytes Size;
  std::size_t Allocations = 0;
  bool IsAtLeast = false;
  bool IsUnbounded = false;

  void add(const ChainShare &Other);
};

/// Sums up moments. The chains of the callees must have been computed; a callee
/// without one is in a cycle with its caller, and counts with its frame.
class ChainSum {
public:
  /// The coroutine that a call, by its index, is of; null if nobody knows it.
  using CalleeOf =
      std::function<const Coroutine *(const Coroutine &, std::size_t)>;

private:
  struct Giver;

  CalleeOf Callee;
  std::size_t StepsLeft = 0;

  ChainShare ofMoment(const Coroutine &C, const Moment &M, const Giver *Outer);
  ChainShare ofFrame(const Giver &From);
  ChainShare ofGiven(const Giver &From, unsigned Parameter, Activity Does);

public:
  explicit ChainSum(CalleeOf Callee) : Callee(std::move(Callee)) {}

  /// What the callees of \p C take at its moment \p M. Of what came as a
  /// parameter nothing: whoever made it has it.
  ChainShare of(const Coroutine &C, const Moment &M);

  /// What the frame with the index \p Frame of \p M adds, without what others
  /// are given and without what it is given itself.
  Bytes alone(const Coroutine &C, const Moment &M, std::size_t Frame);
};

/// The index in \p M of the frame to which the frame \p Frame was given; that
/// of \p Frame itself if there is none.
std::size_t holderOf(const Coroutine &C, const Moment &M, std::size_t Frame);

/// Whether a callee that \p Does this, or that \p IsLazy, may be anywhere in
/// its body.
bool mayBeAnywhere(Activity Does, bool IsLazy);

} // namespace coroscope

#endif
