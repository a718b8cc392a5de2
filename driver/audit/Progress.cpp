//===- Progress.cpp - The progress of a run -------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "audit/Progress.h"

#include "report/CountText.h"
#include "report/Escape.h"

#include "llvm/Support/Process.h"
#include "llvm/Support/WithColor.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace coroscope {

/// Between two lines in a log.
static constexpr std::chrono::seconds BetweenLines(10);

Progress::Progress(std::size_t Total, Telling How)
    : Total(Total), How(How),
      OnTerminal(sys::Process::StandardErrIsDisplayed()) {}

/// "3 s left", from what the run has taken so far; empty before the first unit.
std::string Progress::timeLeft() const {
  if (Done == 0)
    return {};
  const std::chrono::duration<double> Taken = Clock::now() - Begin;
  const auto Seconds =
      static_cast<long>(Taken.count() / static_cast<double>(Done) *
                            static_cast<double>(Total - Done) +
                        0.5);
  return (Seconds < 120 ? std::to_string(Seconds) + " s left"
                        : std::to_string(Seconds / 60) + " min left") +
         "  ";
}

/// "[ 3/12] "
std::string Progress::counted() const {
  const std::string All = std::to_string(Total), Now = std::to_string(Done);
  return "[" + std::string(All.size() - Now.size(), ' ') + Now + "/" + All +
         "] ";
}

void Progress::clearLine() const {
  if (OnTerminal && How == Telling::Normal)
    errs() << "\r\033[K";
}

void Progress::working(const std::string &File) {
  if (How != Telling::Normal)
    return;
  if (!OnTerminal) {
    if (Clock::now() - LastLine < BetweenLines)
      return;
    LastLine = Clock::now();
  }
  clearLine();
  const auto Seconds =
      std::chrono::duration_cast<std::chrono::seconds>(Clock::now() - Begin);
  // A line that is longer than the terminal could not be cleared.
  static constexpr std::size_t LongestName = 50;
  errs() << (TriesEdits ? "trying edits  " : counted() + timeLeft())
         << cut(File, LongestName) << "  (" << Seconds.count() << " s)"
         << (OnTerminal ? "" : "\n");
}

void Progress::unitFinished(const UnitResult &Result,
                            const std::string &Messages, bool IsFromCache) {
  ++Done;
  FromCache += IsFromCache;
  Ignored.insert(Result.IgnoredFlags.begin(), Result.IgnoredFlags.end());
  clearLine();
  const Unit &U = Result.Unit;
  if (!Messages.empty())
    errs() << Messages;
  if (!U.isComplete())
    WithColor::error(errs())
        << escapeControls(U.File) << ": " << spelling(U.Status) << ": "
        << escapeControls(U.Reason) << "\n";
  if (How == Telling::Verbose)
    errs() << counted() << escapeControls(U.File) << ": " << spelling(U.Status)
           << ", " << count(U.Coroutines, "coroutine", "coroutines") << "\n";
  else if (Done != Total)
    working(U.File);
}

void Progress::unitsFinished() {
  clearLine();
  TriesEdits = true;
}

void Progress::finished() const {
  clearLine();
  if (How == Telling::Verbose && FromCache)
    WithColor::note(errs())
        << FromCache << " of " << Total << " units were not analyzed again\n";
  if (Ignored.empty() || How == Telling::Quiet)
    return;
  WithColor::note(errs())
      << count(Ignored.size(), "flag", "flags")
      << " of the compile commands had no effect: Clang does not know them, or "
         "they would run or write something";
  if (How != Telling::Verbose) {
    errs() << "; -v lists them\n";
    return;
  }
  errs() << ":\n";
  for (const std::string &Flag : Ignored)
    errs() << "  " << escapeControls(Flag) << "\n";
}

} // namespace coroscope
