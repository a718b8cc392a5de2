//===- ChainViews.h - Trees of coroutines that await each other -*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A tree is what is alive at the worst moment of a coroutine that no other one
// awaits. What several trees have is shown whole in the first one.
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_VIEWS_CHAINVIEWS_H
#define COROSCOPE_DRIVER_VIEWS_CHAINVIEWS_H

#include "frame/Report.h"
#include "report/TextStyle.h"

#include <functional>
#include <string>

namespace coroscope {

/// Whether the tree of a coroutine is wanted.
using RootFilter = std::function<bool(const Coroutine &)>;

/// The chains of \p Report must have been computed. Trees with the largest
/// chain first, in each of them the widest path. \p IsRoot decides which
/// coroutines they begin at.
std::string chainsToText(const Report &Report, const RootFilter &IsRoot,
                         const TextStyle &Style);
std::string chainsToJson(const Report &Report, const RootFilter &IsRoot);
std::string chainsToDot(const Report &Report, const RootFilter &IsRoot);

} // namespace coroscope

#endif
