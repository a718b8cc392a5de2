//===- BaselineCommand.cpp - The command "baseline" -----------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compare/Baseline.h"

#include "cli/Commands.h"
#include "cli/HelpText.h"
#include "cli/NearCoroutine.h"
#include "cli/ReportFiles.h"
#include "cli/SettingsHere.h"
#include "outputs/WriteFile.h"
#include "report/Escape.h"
#include "report/Formats.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace coroscope {

/// As info(ProjectKey::Baseline) says it.
static constexpr char DefaultBaseline[] = "coroscope.baseline.json";

void BaselineOptions::addTo(CLI::App &Command) {
  Command.require_subcommand(1);
  auto Add = [&](const std::string &Name, BaselineAction Does,
                 const std::string &Help) {
    CLI::App &Sub = *Command.add_subcommand(Name, Help);
    Sub.add_option("REPORT", Report, "A report as JSON; - is stdin")
        ->type_name("REPORT")
        ->required();
    Sub.add_option("--baseline", Path, "The baseline file")
        ->type_name("FILE")
        ->default_str(DefaultBaseline)
        ->group(group::Units);
    Sub.callback([this, Does] { Action = Does; });
    return &Sub;
  };
  CLI::App *Check =
      Add("check", BaselineAction::Check,
          "Exit with 1 if a coroutine has more than the baseline allows");
  Check->add_option("--format", Format, "Format; github annotates lines")
      ->type_name("FORMAT")
      ->check(oneOf({"text", "github"}))
      ->capture_default_str()
      ->group(group::Report);
  Check
      ->add_flag("--force", Forces,
                 "Check even if the compiler, target or level differs")
      ->group(group::Units);
  Check
      ->add_flag("--allow-failures", AllowFailures,
                 "Exit with 0 even if some units could not be analyzed")
      ->group(group::Exit);
  Add("write", BaselineAction::Write, "Write the file from all coroutines")
      ->add_flag("--force", Forces,
                 "Replace an existing file, and accept an incomplete report")
      ->group(group::Units);
  CLI::App *Update =
      Add("update", BaselineAction::Update,
          "Lower the limits of what has become smaller, and add what is new");
  Update
      ->add_option("--accept", Accepted,
                   "A coroutine that may have its current size, by its name or "
                   "a part of it; may be repeated")
      ->type_name("NAME")
      ->allow_extra_args(false)
      ->group(group::Limits);
  Update->add_option("--reason", Reason, "Why that is accepted")
      ->type_name("TEXT")
      ->group(group::Limits);
  Add("prune", BaselineAction::Prune,
      "Remove entries of coroutines that no longer exist, and nothing else")
      ->add_flag("--force", Forces, "Trust an incomplete report, too")
      ->group(group::Units);
  Command.footer(R"(Examples:
  coroscope baseline write frames.json
  coroscope baseline check frames.json
  coroscope baseline update frames.json --accept serve --reason 'new protocol')");
}

static Expected<Baseline> readFile(const std::string &Path) {
  auto Buffer = MemoryBuffer::getFile(Path, /*IsText=*/true);
  if (!Buffer)
    return createStringError("cannot read '" + Path +
                             "': " + Buffer.getError().message() +
                             "; 'coroscope baseline write' makes one");
  Baseline Read;
  if (Failure Wrong = readBaseline((*Buffer)->getBuffer(), Read))
    return createStringError("'" + Path +
                             "' is not a baseline: " + Wrong.message());
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
                           Why + "; use --force to do it anyway");
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

/// "'echo(char *)', 'echo(int)' and 3 more"
static std::string someOf(const std::vector<const Coroutine *> &Meant) {
  static constexpr std::size_t Most = 5;
  std::string Text;
  for (std::size_t I = 0; I != std::min(Meant.size(), Most); ++I)
    Text += (I ? ", '" : "'") + Meant[I]->Name + "'";
  if (Meant.size() > Most)
    Text += " and " + std::to_string(Meant.size() - Most) + " more";
  return Text;
}

/// The keys of the coroutines that the words of --accept mean.
static Expected<std::vector<std::string>>
acceptedKeys(const std::vector<std::string> &Words, const Baseline &Kept,
             const Report &Report) {
  std::vector<std::string> Keys;
  for (const std::string &Word : Words) {
    const Accepted Found = findAccepted(Kept, Report, Word);
    if (Found.Meant.empty()) {
      return createStringError("no coroutine of the report is called '" + Word +
                               "'" + suggestCoroutine(Report, Word));
    }
    if (!Found.IsExact && Found.Meant.size() > 1)
      return createStringError("'" + Word + "' is a part of several names: " +
                               someOf(Found.Meant) + "; give more of one");
    for (const Coroutine *C : Found.Meant)
      Keys.push_back(C->Key);
  }
  return Keys;
}

static Expected<ExitCode> update(const BaselineOptions &Options, Baseline &Kept,
                                 const Report &Report) {
  if (Options.Accepted.empty() != Options.Reason.empty())
    return createStringError("--accept and --reason go together");
  auto Keys = acceptedKeys(Options.Accepted, Kept, Report);
  if (!Keys)
    return Keys.takeError();
  update(Kept, Report, *Keys, Options.Reason);
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
  const bool Annotates = Options.Format == "github";
  outs() << (Annotates ? baselineCheckToGithub(Check, Report)
                       : baselineCheckToText(Check));
  if (!Report.isComplete() && !Options.AllowFailures) {
    if (!Annotates)
      outs() << "incomplete: some units could not be analyzed\n";
    return Incomplete;
  }
  return Check.Exceeded.empty() ? Clean : HasFindings;
}

static Expected<ExitCode> run(const BaselineOptions &Options) {
  if (sys::fs::equivalent(Options.Report, Options.Path))
    return createStringError(
        "'" + Options.Path +
        "' is the report; write the baseline to another file");
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
    if (Failure Wrong = findMismatch(*Kept, *Read))
      return createStringError(
          Wrong.message() +
          (Options.Action == BaselineAction::Check
               ? "; use --force to check it anyway"
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

int baseline(const BaselineOptions &Given) {
  BaselineOptions Options = Given;
  auto Project = settingsHere();
  if (!Project) {
    printError(toString(Project.takeError()));
    return CouldNot;
  }
  if (Options.Path.empty())
    Options.Path =
        Project->value(ProjectKey::Baseline).value_or(DefaultBaseline);
  auto Code = run(Options);
  if (Code)
    return *Code;
  printError(toString(Code.takeError()));
  return CouldNot;
}

} // namespace coroscope
