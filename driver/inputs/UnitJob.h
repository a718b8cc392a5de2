//===- UnitJob.h - The job of a worker process ------------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_INPUTS_UNITJOB_H
#define COROSCOPE_DRIVER_INPUTS_UNITJOB_H

#include "frame/Report.h"
#include "inputs/CompileCommands.h"

#include <map>
#include <memory>
#include <string>

namespace coroscope {

/// Texts of files, by absolute path.
using FileTexts = std::map<std::string, std::string>;

/// One unit of work: a compile command and how to look at it.
struct UnitJob {
  CompileCommand Command;
  std::string Level;       ///< See OptimizationLevel.h.
  std::string ProjectRoot; ///< Absolute.
  /// The edits of the main file, made in memory before the parse.
  std::vector<Edit> Edits = {};
  /// For a job with edits: false if the frames of coroutines with an edit are
  /// enough.
  bool WantsAllFrames = false;
  /// For an analysis of one function; nothing for all. Without edits.
  std::optional<coroscope::Focus> Focus = {};
  /// The meaning of the unit without edits; null if unknown.
  std::shared_ptr<const UnitMeaning> Meaning = {};
  /// Read instead of what is on disk; null for nothing.
  std::shared_ptr<const FileTexts> Texts = {};
};

} // namespace coroscope

#endif
