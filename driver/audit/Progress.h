//===- Progress.h - The progress of a run -----------------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_AUDIT_PROGRESS_H
#define COROSCOPE_DRIVER_AUDIT_PROGRESS_H

#include "frame/Report.h"

#include <chrono>
#include <set>
#include <string>

namespace coroscope {

/// What of a run is told.
enum class Telling {
  Quiet,   ///< Errors alone.
  Normal,  ///< And how far it is.
  Verbose, ///< And each unit.
};

/// Tells on stderr how a run goes: on a terminal in one line that changes,
/// elsewhere in a line every ten seconds, for logs.
class Progress {
  using Clock = std::chrono::steady_clock;

  const std::size_t Total;
  const Telling How;
  const bool OnTerminal;
  const Clock::time_point Begin = Clock::now();
  Clock::time_point LastLine = Begin; ///< In a log.
  std::size_t Done = 0;
  std::size_t FromCache = 0;
  bool TriesEdits = false;
  std::set<std::string> Ignored;

  std::string timeLeft() const;
  std::string counted() const;
  void clearLine() const;

public:
  /// \p Total is the number of units.
  Progress(std::size_t Total, Telling How);

  /// Reports a finished unit; \p Messages come from the compiler.
  void unitFinished(const UnitResult &Result, const std::string &Messages,
                    bool IsFromCache);
  /// To be called at least once a second with the file in work.
  void working(const std::string &File);
  /// From here on, edits are tried.
  void unitsFinished();
  void finished() const;
};

} // namespace coroscope

#endif
