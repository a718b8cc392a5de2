//===- Progress.cpp - The progress of a run -------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "audit/Progress.h"

#include "report/Escape.h"

#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace coroscope {

Progress::Progress(std::size_t Total, bool IsVerbose)
    : Total(Total), IsVerbose(IsVerbose),
      OnTerminal(sys::Process::StandardErrIsDisplayed()) {}

/// Estimates the rest, as in "3 s left", from the time taken so far.
std::string Progress::timeLeft() const {
  const std::chrono::duration<double> Taken =
      std::chrono::steady_clock::now() - Begin;
  const auto Seconds =
      static_cast<long>(Taken.count() / static_cast<double>(Done) *
                            static_cast<double>(Total - Done) +
                        0.5);
  return Seconds < 120 ? std::to_string(Seconds) + " s left"
                       : std::to_string(Seconds / 60) + " min left";
}

void Progress::clearLine() const {
  if (OnTerminal && !IsVerbose)
    errs() << "\r\033[K";
}

void Progress::unitFinished(const UnitResult &Result, const std::string &Messages,
                  bool IsFromCache) {
  ++Done;
  FromCache += IsFromCache;
  Ignored.insert(Result.IgnoredFlags.begin(), Result.IgnoredFlags.end());
  clearLine();
  const Unit &U = Result.Unit;
  if (!Messages.empty())
    errs() << Messages;
  if (!U.isComplete())
    errs() << "error: " << escapeControls(U.File) << ": "
           << spelling(U.Status) << ": " << escapeControls(U.Reason) << "\n";
  if (IsVerbose || (OnTerminal && Done != Total)) {
    const std::string All = std::to_string(Total);
    errs() << "["
           << std::string(All.size() - std::to_string(Done).size(), ' ')
           << Done << "/" << All << "] ";
    if (IsVerbose)
      errs() << escapeControls(U.File) << ": " << spelling(U.Status) << ", "
             << U.Coroutines << " coroutines\n";
    else
      errs() << timeLeft() << "  " << escapeControls(U.File);
  }
}

void Progress::finished() const {
  clearLine();
  if (IsVerbose && FromCache)
    errs() << "note: " << FromCache << " of " << Total
           << " units were not analyzed again\n";
  if (Ignored.empty())
    return;
  errs() << "note: " << Ignored.size()
         << " flags of the compile commands were left out, because clang "
            "does not know them or they would run or write something";
  if (!IsVerbose) {
    errs() << "; -v lists them\n";
    return;
  }
  errs() << ":\n";
  for (const std::string &Flag : Ignored)
    errs() << "  " << escapeControls(Flag) << "\n";
}

} // namespace coroscope
