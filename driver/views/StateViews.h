//===- StateViews.h - A coroutine as a state machine ------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each suspension is a state. States that follow each other in the source, wait
// in the same way and store the same are shown as one.
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_VIEWS_STATEVIEWS_H
#define COROSCOPE_DRIVER_VIEWS_STATEVIEWS_H

#include "frame/Coroutine.h"
#include "report/TextStyle.h"

#include <string>
#include <vector>

namespace coroscope {

/// A run of suspensions that is shown as one state.
struct State {
  SuspendId First = 0;
  SuspendId Last = 0;
  std::vector<const Occupant *> Stores; ///< Largest first, without bookkeeping.
  Bytes Held; ///< The bytes of the ranges that hold something.
  /// The indices of the states that can be the next. Sorted; its own if a run
  /// goes on or comes back to it.
  std::vector<std::size_t> Next;
  bool MayEnd = false;
};

struct StateMachine {
  std::vector<State> States;
  std::vector<std::size_t> Entry; ///< The states that can be the first.
  std::size_t Widest = 0;         ///< The one that holds most; if there is one.
};

/// The result points into \p C.
StateMachine statesOf(const Coroutine &C);

/// A table of at most 100 columns; the widest state is marked.
std::string statesToText(const Coroutine &C, const TextStyle &Style = {});
/// A "stateDiagram-v2" of Mermaid, with a note for each state.
std::string statesToMermaid(const Coroutine &C);
/// A graph for Graphviz.
std::string statesToDot(const Coroutine &C);

} // namespace coroscope

#endif
