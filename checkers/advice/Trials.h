//===- Trials.h - Which edits to measure ------------------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// findings --findTrials--> trials --planPasses--> passes over files --(host)-->
// edited units --takeResults--> sizes and objections --giveAdvice--> advice
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

/// One candidate of one value, for a finding about it.
struct Trial {
  std::size_t Coroutine; ///< Index in the report.
  OccupantIndex Value;
  std::size_t Candidate; ///< Index in the candidates of the value.
  bool IsTried = false;
  /// With the edit; nothing if it was not tried, or cannot be made.
  std::optional<Bytes> FrameSize = {};
  /// Why the edit cannot be made, as in "the edited file does not compile";
  /// empty if it can, or was not tried.
  std::string Objection = {};
};

/// One analysis of an edited file. Its edits belong to different coroutines, so
/// that the number of passes is that of the candidates of one coroutine.
struct Pass {
  std::string Unit; ///< The file as the report names it.
  std::vector<std::size_t> Trials;
  std::vector<Edit> Edits; ///< Of all trials.
  /// False if the frames of coroutines with an edit are enough.
  bool WantsAllFrames = false;
};

/// The trials for the findings of \p Report.
std::vector<Trial> findTrials(const Report &Report);

/// Distributes \p Trials over as few passes as their edits allow.
std::vector<Pass> planPasses(const Report &Report,
                             const std::vector<Trial> &Trials);

/// The pass that has \p Trial, of \p Trials, alone.
Pass alone(const Report &Report, const std::vector<Trial> &Trials,
           std::size_t Trial);

/// Fills the trials of \p Made after it: \p Edited are the results of all units
/// of its file with the edits, one for each compile command. Whether they tell
/// of each of its trials: else these have to be tried one by one.
bool takeResults(const Pass &Made, std::vector<Trial> &Trials,
                 const Report &Report, const std::vector<UnitResult> &Edited);

/// Whether one of the coroutines is in the other: an edit of one would change
/// the other, too.
bool areNested(const Coroutine &A, const Coroutine &B);

/// Whether what is saved in one of them could be taken for a saving in the
/// other: the compiler has elided the frame of one into the other.
bool shareFrames(const Coroutine &A, const Coroutine &B);

const Candidate &candidateOf(const Report &Report, const Trial &Trial);

/// Gives each finding its advice, best first: the edits that have been tried,
/// make the frame smaller and keep the program. Where there is none, words say
/// what can be done, and what stands in the way of an edit.
void giveAdvice(Report &Report, const std::vector<Trial> &Trials);

} // namespace coroscope

#endif
