//===- LinkCalls.h - The callees of the coroutines of a unit ----*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// calls in the source, remarks of the passes --names--> CoroutineCall
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_ANALYSIS_LINKCALLS_H
#define COROSCOPE_ANALYSIS_LINKCALLS_H

#include "frame/Coroutine.h"
#include "layout/SplitFrame.h"
#include "source/CallSites.h"
#include "source/CoroutineCalls.h"

#include <optional>
#include <vector>

namespace coroscope {

/// Links the calls of coroutines to the known facts about their callees.
class CallLinker {
  struct Pending {
    std::vector<std::optional<std::size_t>> Callees; ///< One for each call.
    ElisionNotes Notes;
  };
  std::vector<Pending> Coroutines; ///< In the order in which they were added.
  std::vector<std::size_t> Index;  ///< Their indices in the unit.

public:
  /// Finds the calls of \p C, the coroutine \p Function with number \p Number
  /// in the unit, and keeps the notes of the passes.
  void add(Coroutine &C, std::size_t Number,
           const clang::FunctionDecl &Function, const ElisionNotes &Notes,
           const TasksOfUnit &Tasks, const ProjectPaths &Paths);

  /// Fills in names and elision of the calls, and the contents of the frames of
  /// elided callees. Call it once all of \p Added have been added, in that
  /// order. \p Identified are all coroutines of the unit, with names and keys
  /// at least.
  void link(std::vector<Coroutine> &Added,
            const std::vector<Coroutine> &Identified) const;

  /// Returns the sites in \p Found with their elision, for which \p Notes has
  /// the notes of the passes on each caller. Leaves out sites in callers that
  /// have not been emitted. Call it after `link`, with the same coroutines.
  std::vector<CallSite>
  linkSites(const std::vector<FoundCallSite> &Found,
            const std::vector<std::optional<ElisionNotes>> &Notes,
            const std::vector<Coroutine> &Added,
            const std::vector<Coroutine> &Identified) const;

private:
  const Coroutine &coroutineOf(std::size_t Number,
                               const std::vector<Coroutine> &Added,
                               const std::vector<Coroutine> &Identified) const;
};

} // namespace coroscope

#endif
