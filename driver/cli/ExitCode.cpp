//===- ExitCode.cpp - How the program exits -------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "cli/ExitCode.h"

#include "workers/WorkerPool.h"

#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace coroscope {

std::vector<std::pair<ExitCode, std::string>> exitCodesInWords() {
  return {{Clean, "Done, and no warnings; notes do not count."},
          {HasFindings, "Findings, or something that a gate forbids."},
          {CouldNot, "The job could not be done: wrong usage, no compile "
                     "commands, or a report that cannot be read or written."},
          {Incomplete, "Some units could not be analyzed; --allow-failures "
                       "makes this 0."}};
}

ExitCode exitCodeFor(const Report &Report, const ExitOptions &Options) {
  // Stopped while advice was measured, all units are there.
  if (wasInterrupted() || (!Report.isComplete() && !Options.AllowsFailures))
    return Incomplete;
  return !Options.IsZero &&
                 any_of(Report.Coroutines,
                        [](const Coroutine &C) {
                          return any_of(C.Findings, [](const Finding &F) {
                            return F.Severity != Severity::Note;
                          });
                        })
             ? HasFindings
             : Clean;
}

} // namespace coroscope
