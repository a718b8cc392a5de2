//===- AnalysisProcess.h - One analysis for the server ----------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

//
// server --fork--> analysis --WorkerPool--> function --early answer--pipe-->
// server
//                                 |--------> unit --> findings --pipe-->
//                                 `--trials--> findings with advice --pipe-->
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_SERVER_ANALYSISPROCESS_H
#define COROSCOPE_DRIVER_SERVER_ANALYSISPROCESS_H

#include "frame/Failure.h"
#include "frame/Report.h"
#include "inputs/UnitJob.h"
#include "server/EarlyAnswer.h"

#include <memory>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace coroscope {

class Preambles;

/// What is to be analyzed.
struct AnalysisRequest {
  /// The units that may have the document, best first. One is enough.
  std::vector<UnitJob> Jobs;
  /// The last answer for the only job; null if there is none, or if it was made
  /// in another way.
  std::shared_ptr<const WholeAnswer> Before;
  std::string Document;           ///< Absolute.
  std::vector<std::string> Rules; ///< As in "large-value=2KiB".
  bool Measures = true;
  unsigned Processes = 1;
  unsigned Timeout = 0; ///< Units: seconds of a unit.
};

/// A part of an answer: what is known so far.
struct AnalysisAnswer {
  std::size_t Job = 0;  ///< The one of the request that has the document.
  bool IsEarly = false; ///< Not of the whole unit: that answer follows.
  bool IsLast = false;
  UnitResult Result; ///< With findings, and the files that were read.
};

/// A process that analyzes. It can be ended at any time.
class AnalysisProcess {
  pid_t Process = -1;
  int Pipe = -1;
  std::string Received;

public:
  AnalysisProcess() = default;
  ~AnalysisProcess() { end(); }
  AnalysisProcess(const AnalysisProcess &) = delete;
  AnalysisProcess &operator=(const AnalysisProcess &) = delete;

  /// Begins with \p Request. This process must have no other threads.
  Failure start(const AnalysisRequest &Request, Preambles &Keepers);

  bool isRunning() const { return Process > 0; }
  bool is(pid_t Child) const { return Process == Child; }
  /// Readable when there is something to take.
  int pipe() const { return Pipe; }

  /// Takes what has come. False once there is nothing more to come.
  bool receive();
  /// The next part of the answer that is whole.
  std::optional<AnalysisAnswer> take();

  /// Ends it and all that it has started.
  void end();
};

} // namespace coroscope

#endif
