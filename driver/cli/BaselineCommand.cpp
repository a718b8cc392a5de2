//===- BaselineCommand.cpp - The command "baseline" -----------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compare/Baseline.h"

#include "cli/Commands.h"
#include "cli/ReportFiles.h"
#include "outputs/WriteFile.h"
#include "report/Escape.h"
#include "report/Formats.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

#include <CLI/CLI.hpp>

using namespace llvm;

namespace coroscope {

void BaselineOptions::addTo(CLI::App &Command) {
  Command.require_subcommand(1);
  auto Add = [&](const std::string &Name, BaselineAction Does,
                 const std::string &Help) {
    CLI::App &Sub = *Command.add_subcommand(Name, Help);
    Sub.add_option("REPORT", Report, "A report, as JSON; - is stdin")
        ->required();
    Sub.add_option("--baseline", Path, "The file")
        ->type_name("FILE")
        ->capture_default_str();
    Sub.callback([this, Does] { Action = Does; });
    return &Sub;
  };
  CLI::App *Check = Add("check", BaselineAction::Check,
                        "Exit 1 if a coroutine has more than the file allows");
  Check->add_flag("--force", Forces,
                  "Check a report of another compiler, target or level, too");
  Check->add_flag("--allow-failures", AllowFailures,
                  "Exit 0 even if some units could not be analyzed");
  Add("write", BaselineAction::Write, "Write the file, from all coroutines")
      ->add_flag("--force", Forces,
                 "Replace a file that is there, or write what is incomplete");
  CLI::App *Update = Add("update", BaselineAction::Update,
                         "Lower what has become smaller, add what is new");
  Update
      ->add_option("--accept", Accepted,
                   "A coroutine that may have what it has now; may be repeated")
      ->type_name("NAME")
      ->allow_extra_args(false);
  Update->add_option("--reason", Reason, "Why that is accepted")
      ->type_name("TEXT");
  Add("prune", BaselineAction::Prune,
      "Remove what does not exist any more, and nothing else")
      ->add_flag("--force", Forces, "Trust a report that is incomplete, too");
}

static Expected<Baseline> readFile(const std::string &Path) {
  auto Buffer = MemoryBuffer::getFile(Path, /*IsText=*/true);
  if (!Buffer)
    return createStringError("cannot read '" + Path +
                             "': " + Buffer.getError().message() +
                             "; 'coroscope baseline write' makes one");
  Baseline Read;
  if (std::string Wrong = readBaseline((*Buffer)->getBuffer(), Read);
      !Wrong.empty())
    return createStringError("'" + Path + "' is no baseline: " + Wrong);
  return Read;
}

/// The units of \p Report that are missing from what it says; an error if that
/// matters.
static Error refuseIncomplete(const Report &Report, const std::string &Why) {
  if (Report.Part)
    return createStringError("the report is a part; 'coroscope merge' makes a "
                             "whole of the parts");
  if (Report.isComplete())
    return Error::success();
  return createStringError("not every unit of the report could be analyzed: " +
                           Why + "; --force does it all the same");
}

static Expected<ExitCode> write(const BaselineOptions &Options,
                                const Report &Report) {
  if (!Options.Forces) {
    if (sys::fs::exists(Options.Path))
      return createStringError("'" + Options.Path +
                               "' is there; 'coroscope baseline update' lowers "
                               "it, --force writes it anew");
    if (Error Wrong = refuseIncomplete(Report, "what is missing would be new "
                                               "the next time"))
      return std::move(Wrong);
  }
  const Baseline Made = baselineOf(Report);
  if (Error Failed = writeFile(Options.Path, baselineToText(Made)))
    return std::move(Failed);
  outs() << Made.Entries.size() << " coroutines in '" << Options.Path << "'\n";
  return Clean;
}

static Expected<ExitCode> update(const BaselineOptions &Options, Baseline &Kept,
                                 const Report &Report) {
  if (Options.Accepted.empty() != Options.Reason.empty())
    return createStringError("--accept and --reason go together");
  const std::vector<std::string> Unknown =
      update(Kept, Report, Options.Accepted, Options.Reason);
  if (!Unknown.empty())
    return createStringError("no coroutine of the report is called '" +
                             Unknown.front() + "'");
  if (Error Failed = writeFile(Options.Path, baselineToText(Kept)))
    return std::move(Failed);
  // What is left to be accepted.
  const BaselineCheck Left = check(Kept, Report);
  for (const BaselineFinding &F : Left.Exceeded)
    errs() << "warning: not accepted: " << escapeControls(F.Key) << ": "
           << escapeControls(F.Message) << "\n";
  outs() << Kept.Entries.size() << " coroutines in '" << Options.Path << "'\n";
  return Clean;
}

static Expected<ExitCode> prune(const BaselineOptions &Options, Baseline &Kept,
                                const Report &Report) {
  if (!Options.Forces)
    if (Error Wrong = refuseIncomplete(Report, "what it lacks may exist"))
      return std::move(Wrong);
  for (const std::string &Key : prune(Kept, Report))
    outs() << "removed: " << escapeControls(Key) << "\n";
  if (Error Failed = writeFile(Options.Path, baselineToText(Kept)))
    return std::move(Failed);
  outs() << Kept.Entries.size() << " coroutines in '" << Options.Path << "'\n";
  return Clean;
}

static ExitCode checkAndTell(const BaselineOptions &Options,
                             const Baseline &Kept, const Report &Report) {
  const BaselineCheck Check = check(Kept, Report);
  outs() << baselineCheckToText(Check);
  if (!Report.isComplete() && !Options.AllowFailures) {
    outs() << "incomplete: not every unit could be analyzed\n";
    return Incomplete;
  }
  return Check.Exceeded.empty() ? Clean : HasFindings;
}

static Expected<ExitCode> run(const BaselineOptions &Options) {
  if (sys::fs::equivalent(Options.Report, Options.Path))
    return createStringError("'" + Options.Path +
                             "' is the report, and no place for a baseline");
  auto Read = readReportFile(Options.Report);
  if (!Read)
    return Read.takeError();
  if (Read->Part)
    return refuseIncomplete(*Read, {});
  if (Options.Action == BaselineAction::Write)
    return write(Options, *Read);
  auto Kept = readFile(Options.Path);
  if (!Kept)
    return Kept.takeError();
  if (Options.Action != BaselineAction::Prune && !Options.Forces)
    if (std::string Wrong = findMismatch(*Kept, *Read); !Wrong.empty())
      return createStringError(
          Wrong + (Options.Action == BaselineAction::Check
                       ? "; --force checks it all the same"
                       : "; 'coroscope baseline write --force' starts anew"));
  switch (Options.Action) {
  case BaselineAction::Update:
    return update(Options, *Kept, *Read);
  case BaselineAction::Prune:
    return prune(Options, *Kept, *Read);
  default:
    return checkAndTell(Options, *Kept, *Read);
  }
}

int baseline(const BaselineOptions &Options) {
  auto Code = run(Options);
  if (Code)
    return *Code;
  printError(toString(Code.takeError()));
  return CouldNot;
}

} // namespace coroscope
