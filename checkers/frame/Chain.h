//===- Chain.h - The frames that are alive at once --------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// calls of all coroutines --names--> callees --worst moment--> Chain
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_FRAME_CHAIN_H
#define COROSCOPE_FRAME_CHAIN_H

#include "frame/Coroutine.h"

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace coroscope {

/// A callee at the worst moment of its caller.
struct ChainLink {
  const CoroutineCall *Call = nullptr;
  const Coroutine *Callee = nullptr; ///< Null if no unit has it.
  /// The bytes that it adds to the caller's chain, with all that it awaits.
  Bytes Size;
  bool Runs = false; ///< False if only its own frame counts.
};

/// Finds the coroutines that calls name. Lives as long as they do, unchanged.
class ChainIndex {
  std::unordered_map<std::string_view, const Coroutine *> ByKey;
  std::unordered_map<std::string_view, const Coroutine *> ByMangledName;

public:
  explicit ChainIndex(const std::vector<Coroutine> &Coroutines);

  /// Returns null if no coroutine is known for \p Call.
  const Coroutine *find(const CoroutineCall &Call) const;
  const Coroutine *findKey(std::string_view Key) const;

  /// Returns the callees of \p C at its worst moment, largest first. The chains
  /// of all coroutines must have been computed.
  std::vector<ChainLink> links(const Coroutine &C) const;
};

/// Fills in the chain of each of \p Coroutines. Takes time and memory in
/// proportion to them and to their calls; chains may be of any length.
void computeChains(std::vector<Coroutine> &Coroutines);

} // namespace coroscope

#endif
