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

/// Reports the progress of a run on stderr.
class Progress {
  const std::size_t Total;
  const bool IsVerbose;
  const bool OnTerminal;
  const std::chrono::steady_clock::time_point Begin =
      std::chrono::steady_clock::now();
  std::size_t Done = 0;
  std::size_t FromCache = 0;
  std::set<std::string> Ignored;

  std::string timeLeft() const;
  void clearLine() const;

public:
  /// \p Total is the number of units.
  Progress(std::size_t Total, bool IsVerbose);

  /// Reports a finished unit; \p Messages come from the compiler.
  void unitFinished(const UnitResult &Result, const std::string &Messages,
                    bool IsFromCache);
  void finished() const;
};

} // namespace coroscope

#endif
