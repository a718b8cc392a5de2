//===- AnalyzeUnit.h - One unit, in this process ----------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_WORKERS_ANALYZEUNIT_H
#define COROSCOPE_DRIVER_WORKERS_ANALYZEUNIT_H

#include "frame/Report.h"
#include "inputs/UnitJob.h"

#include <string>

namespace coroscope {

struct RecordedInputs;

/// Told that the includes of a unit have been parsed.
class PreambleEnd {
public:
  virtual ~PreambleEnd() = default;
  /// True if the job has been replaced by one of the same unit, whose text and
  /// edits the parse goes on with.
  virtual bool reached() = 0;
  /// The parse cannot go on with the new text: it differs in what has been
  /// read.
  [[noreturn]] virtual void refuse() = 0;
};

/// Analyzes \p Job in this process, which may crash or hang with it. Notes in
/// \p Inputs what the result depends on. A unit of which no file has a
/// coroutine is not parsed, and skipped. Changes the working directory. Compile
/// errors go to stderr. \p ScratchDirectory exists and is the caller's to
/// remove. \p AtEnd may be null; \p Job changes as it says.
UnitResult analyzeUnit(const UnitJob &Job, const std::string &ScratchDirectory,
                       RecordedInputs &Inputs, PreambleEnd *AtEnd = nullptr);

} // namespace coroscope

#endif
