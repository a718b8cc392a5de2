//===- Terminal.cpp - What output goes to ---------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "cli/Terminal.h"

#include "cli/HelpText.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/WithColor.h"
#include "llvm/Support/raw_ostream.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace llvm;

namespace coroscope {

static constexpr char Auto[] = "auto";
static constexpr char Always[] = "always";
static constexpr char Never[] = "never";

void addColorTo(CLI::App &Command, std::string &Choice) {
  Command.add_option("--color", Choice, "Color the output")
      ->type_name("WHEN")
      ->check(oneOf({Auto, Always, Never}))
      ->default_str(Auto)
      ->group(group::Other);
}

void addPagerTo(CLI::App &Command, bool &Pages) {
  Command
      .add_flag("--pager,!--no-pager", Pages,
                "Show long text in a pager on a terminal, or do not "
                "[default: do]")
      ->group(group::Other);
}

/// The value of an environment variable; empty if it is not set.
static StringRef environment(const char *Name) {
  const char *Value = std::getenv(Name);
  return Value ? Value : "";
}

static bool isColored(std::string_view Choice, bool HasColors) {
  if (Choice == Always || Choice == Never)
    return Choice == Always;
  if (!environment("NO_COLOR").empty())
    return false;
  const StringRef Forced = environment("CLICOLOR_FORCE");
  if (!Forced.empty() && Forced != "0")
    return true;
  return HasColors && environment("CLICOLOR") != "0";
}

// LLVM keeps one setting for all streams, as a function: it takes no state.
static bool StdoutIsColored = false;
static bool StderrIsColored = false;

void setColors(std::string_view Choice) {
  StdoutIsColored = isColored(Choice, sys::Process::StandardOutHasColors());
  StderrIsColored = isColored(Choice, sys::Process::StandardErrHasColors());
  outs().enable_colors(StdoutIsColored);
  errs().enable_colors(StderrIsColored);
  WithColor::setAutoDetectFunction([](const raw_ostream &Stream) {
    return &Stream == &errs()   ? StderrIsColored
           : &Stream == &outs() ? StdoutIsColored
                                : false;
  });
}

/// The columns of the terminal; 0 if stdout is none. COLUMNS is what the user
/// says, wherever it goes.
static std::size_t stdoutWidth() {
  std::size_t Columns = 0;
  if (!environment("COLUMNS").getAsInteger(10, Columns) && Columns)
    return Columns;
  winsize Size;
  if (isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &Size) == 0)
    return Size.ws_col;
  return 0;
}

/// Whether the locale of the environment has more than ASCII, in the order in
/// which its variables count.
static bool isUtf8() {
  for (const char *Name : {"LC_ALL", "LC_CTYPE", "LANG"})
    if (const StringRef Locale = environment(Name); !Locale.empty())
      return Locale.contains_insensitive("utf-8") ||
             Locale.contains_insensitive("utf8");
  return false;
}

TextStyle stdoutStyle() {
  TextStyle Style;
  Style.HasColors = StdoutIsColored;
  Style.IsUtf8 = isUtf8();
  Style.Width = stdoutWidth();
  return Style;
}

bool isOneStream() {
  struct stat Out, Err;
  return fstat(STDOUT_FILENO, &Out) == 0 && fstat(STDERR_FILENO, &Err) == 0 &&
         Out.st_dev == Err.st_dev && Out.st_ino == Err.st_ino &&
         Out.st_rdev == Err.st_rdev;
}

std::size_t proseWidth() {
  static constexpr std::size_t Widest = 100, Narrowest = 40;
  const std::size_t Columns = stdoutWidth();
  return Columns ? std::clamp(Columns, Narrowest, Widest) : Widest;
}

/// The command that pages; empty for none.
static std::string pager() {
  for (const char *Name : {"COROSCOPE_PAGER", "PAGER"})
    if (const char *Command = std::getenv(Name))
      return StringRef(Command) == "cat" ? std::string() : Command;
  return "less";
}

void printPaged(const std::string &Text, bool Pages) {
  const std::string Command = pager();
  if (!Pages || !isatty(STDOUT_FILENO) || Command.empty()) {
    outs() << Text;
    return;
  }
  // As Git does: colors pass through, and a short text ends the pager at once.
  setenv("LESS", "FRX", /*overwrite=*/0);
  setenv("LV", "-c", /*overwrite=*/0);
  outs().flush();
  FILE *Input = popen(Command.c_str(), "w");
  if (!Input) {
    outs() << Text;
    return;
  }
  // A reader that has seen enough goes; SIGPIPE is ignored.
  std::fwrite(Text.data(), 1, Text.size(), Input);
  // 127: the shell has not found it.
  if (pclose(Input) == 127 << 8)
    outs() << Text;
}

} // namespace coroscope
