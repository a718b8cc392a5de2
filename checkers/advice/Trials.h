//===- Trials.h - Which edits to measure ------------------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// findings --planTrials--> passes over files --(driver)--> sizes
// --giveAdvice--> findings with advice
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_ADVICE_TRIALS_H
#define COROSCOPE_ADVICE_TRIALS_H

#include "frame/Report.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace coroscope {

/// One candidate of one value, tried for a finding about it.
struct Trial {
  std::size_t Coroutine; ///< Index in the report.
  OccupantIndex Value;
  std::size_t Candidate;          ///< Index in the candidates of the value.
  std::optional<Bytes> FrameSize; ///< With the edit; nothing if not measured.
};

/// One analysis of an edited file. Its edits belong to different coroutines, so
/// that the number of passes is that of the candidates of one coroutine.
struct Pass {
  std::string Unit; ///< The file as the report names it.
  std::vector<std::size_t> Trials;
  std::vector<Edit> Edits; ///< Of all trials.
};

/// The trials for the findings of \p Report.
std::vector<Trial> findTrials(const Report &Report);

/// Distributes \p Trials over as few passes as their edits allow.
std::vector<Pass> planPasses(const Report &Report,
                             const std::vector<Trial> &Trials);

/// Fills the sizes of the trials of \p Made, one of \p Trials, after it: \p
/// Edited are the coroutines of its unit with the edits.
void takeSizes(const Pass &Made, std::vector<Trial> &Trials,
               const Report &Report, const std::vector<Coroutine> &Edited);

/// Whether one of the coroutines is in the other: an edit of one would change
/// the other, too.
bool areNested(const Coroutine &A, const Coroutine &B);

const Candidate &candidateOf(const Report &Report, const Trial &Trial);

/// Gives each finding its advice, best first. If \p Measured, only edits are
/// offered that made the frame smaller, else only edits that are known to.
/// Where there is none, words say what can
/// be done, and what stands in the way of an edit.
void giveAdvice(Report &Report, const std::vector<Trial> &Trials,
                bool Measured);

} // namespace coroscope

#endif
