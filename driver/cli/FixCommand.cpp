//===- FixCommand.cpp - The fix command -----------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// report with advice --> all edits of a file that fit together --> a diff, or
// files written and analyzed again
//
//===----------------------------------------------------------------------===//

#include "audit/RunAudit.h"
#include "cli/Commands.h"
#include "cli/CoroutineFilter.h"
#include "cli/HelpText.h"

#include "advice/ApplyEdits.h"
#include "advice/CombineEdits.h"
#include "frame/KeyText.h"
#include "inputs/CompileCommands.h"
#include "outputs/WriteFile.h"
#include "report/Escape.h"
#include "report/ReportText.h"
#include "report/UnifiedDiff.h"
#include "rules/MessageText.h"
#include "workers/WorkerPool.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

#include <map>

using namespace llvm;

namespace coroscope {

void FixOptions::addTo(CLI::App &Command) {
  Inputs.addTo(Command);
  addRuleTo(Command, Inputs.Request.Rules);
  Command
      .add_option("files", Inputs.Request.Units.Files,
                  "Source files [default: all in the compile commands]")
      ->type_name("FILES");
  Command
      .add_flag("--apply", Applies,
                "Write the edits to the files [default: show a diff]")
      ->group(group::Findings);
  Command
      .add_flag("--unsafe-fixes", MakesUnsafe,
                "Also make edits that are only correct on the condition that "
                "their advice states")
      ->group(group::Findings);
  Command
      .add_option("--filter", Filter,
                  "Edit only coroutines whose name or file:line matches a "
                  "regular expression")
      ->type_name("REGEX")
      ->group(group::Findings);
  Command.footer(
      R"(Examples:
  coroscope fix -p build            show the edits as a diff
  coroscope fix -p build --apply    make them, and revert what does not hold)");
}

namespace {
/// What is to be done to one file.
struct FileFix {
  std::string Path; ///< Absolute.
  const CombinedEdits *Made;
  std::string Before;
  std::string After;
};
} // namespace

static Expected<std::string> readFile(const std::string &Path) {
  auto Buffer = MemoryBuffer::getFile(Path);
  if (!Buffer)
    return createStringError("cannot read '" + Path +
                             "': " + Buffer.getError().message());
  return (*Buffer)->getBuffer().str();
}

static bool isInside(const std::string &Path, const std::string &Root) {
  SmallString<256> RealPath, RealRoot;
  if (sys::fs::real_path(Path, RealPath) || sys::fs::real_path(Root, RealRoot))
    return false;
  return RealPath.str().starts_with((RealRoot + "/").str());
}

/// Fills the texts of \p Fix. Fails if the file is not what was analyzed.
static Error prepare(FileFix &Fix, const std::string &Shown,
                     const Audit &Analyzed) {
  Fix.Path = absolutePath(Shown, Analyzed.ProjectRoot);
  if (!isInside(Fix.Path, Analyzed.ProjectRoot))
    return createStringError("'" + Shown + "' is outside of the project '" +
                             Analyzed.ProjectRoot + "'; it is not edited");
  if (Analyzed.IncludedMainFiles.contains(Fix.Path))
    return createStringError("another unit includes '" + Shown +
                             "'; it is not edited");
  auto Text = readFile(Fix.Path);
  if (!Text)
    return Text.takeError();
  auto It = Analyzed.Sources.find(Shown);
  if (It == Analyzed.Sources.end() || It->second != *Text)
    return createStringError("'" + Shown +
                             "' has changed since it was read; run it again");
  auto Edited = applyEdits(*Text, Fix.Made->Edits);
  if (!Edited)
    return createStringError("the edits of '" + Shown +
                             "' do not fit together");
  Fix.Before = std::move(*Text);
  Fix.After = std::move(*Edited);
  return Error::success();
}

/// What a box costs: "; total memory unchanged, one allocation more".
static std::string priceOf(Bytes Before, const CombinedFix &Made) {
  if (!Made.Allocations)
    return {};
  const Bytes After = Made.FrameSize + Made.Heap;
  const std::string Total = After == Before ? "unchanged"
                            : After > Before
                                ? inWords(After - Before) + " more"
                                : inWords(Before - After) + " less";
  return "; total memory " + Total + ", " +
         (Made.Allocations == 1
              ? "one allocation"
              : std::to_string(Made.Allocations) + " allocations") +
         " more";
}

static void tell(const FileFix &Fix, const std::string &Shown,
                 const Report &Before) {
  for (const CombinedFix &Made : Fix.Made->Fixes) {
    const Coroutine &C = Before.Coroutines[Made.Coroutine];
    std::string Kinds;
    for (AdviceKind Kind : Made.Kinds)
      Kinds += (Kinds.empty() ? "" : ", ") + std::string(spelling(Kind));
    errs() << nameAndPlace(C) << ": " << C.Frame.Size.Count << " -> "
           << Made.FrameSize.Count << " bytes (" << Kinds << ")"
           << priceOf(C.Frame.Size, Made) << "\n";
  }
  if (Fix.Made->Touching)
    errs() << escapeControls(Shown) << ": " << Fix.Made->Touching
           << (Fix.Made->Touching == 1 ? " more edit touches"
                                       : " more edits touch")
           << " one of these; once they are applied, run it again\n";
}

/// What is worse in \p After than in \p Before because of \p Fix, in words;
/// empty if nothing is.
static std::string findHarm(const FileFix &Fix, const std::string &Shown,
                            const Report &Before, const Report &After) {
  auto Failures = [&](const Report &R) {
    return count_if(R.Units, [&](const Unit &U) {
      return U.File == Shown && !U.isComplete();
    });
  };
  if (Failures(After) > Failures(Before))
    return "it can no longer be analyzed";
  std::vector<PlacedKey> Old, New;
  for (const Coroutine &C : Before.Coroutines)
    Old.push_back(placedKeyOf(C));
  for (const Coroutine &C : After.Coroutines)
    New.push_back(placedKeyOf(C));
  std::map<std::string_view, const Coroutine *> Now;
  for (auto [From, To] : matchKeys(Old, New))
    Now[Old[From].Key] = &After.Coroutines[To];
  for (const CombinedFix &Made : Fix.Made->Fixes) {
    const Coroutine &C = Before.Coroutines[Made.Coroutine];
    auto It = Now.find(C.Key);
    if (It == Now.end())
      return "'" + C.Name + "' no longer exists";
    if (It->second->Frame.Size > Made.FrameSize)
      return "the frame of '" + C.Name + "' is " +
             std::to_string(It->second->Frame.Size.Count) + " bytes, and not " +
             std::to_string(Made.FrameSize.Count);
  }
  return {};
}

static Error putBack(const FileFix &Fix) {
  return writeFile(Fix.Path, Fix.Before);
}

/// Analyzes again what was written, with every compile command, and puts files
/// back that do not compile or save less than was measured. All of them, if the
/// run is interrupted. Tells what stays.
static int confirm(const std::map<std::string, FileFix> &Fixes,
                   const FixOptions &Options, const Report &Before) {
  AuditRequest Again = Options.Inputs.Request;
  Again.Measures = false;
  Again.Judges = false;
  auto Analyzed = runAudit(Again);
  const std::string Failure =
      Analyzed ? std::string() : toString(Analyzed.takeError());
  int Code = Clean;
  if (Analyzed && !Analyzed->Report.isComplete() &&
      !Options.Inputs.Exit.AllowsFailures)
    Code = Incomplete;
  for (const auto &[Shown, Fix] : Fixes) {
    std::string Harm = !Failure.empty() ? Failure
                       : wasInterrupted()
                           ? "the run was interrupted"
                           : findHarm(Fix, Shown, Before, Analyzed->Report);
    if (Harm.empty()) {
      tell(Fix, Shown, Before);
      continue;
    }
    Code = CouldNot;
    if (Error Failed = putBack(Fix))
      printError(toString(std::move(Failed)));
    else
      printError(
          escapeControls("'" + Shown + "' is as it was before: " + Harm));
  }
  return Code;
}

int fix(const FixOptions &Options) {
  AuditRequest Request = Options.Inputs.Request;
  Request.KeepsSources = true;
  Request.ListsFiles = true;
  auto Filter = readPattern("--filter", Options.Filter);
  if (!Filter) {
    printError(toString(Filter.takeError()));
    return CouldNot;
  }
  Request.Combines.emplace();
  Request.Combines->MakesUnsafe = Options.MakesUnsafe;
  if (!Options.Filter.empty())
    Request.Combines->IsWanted = [&](const Coroutine &C) {
      return matches(*Filter, C);
    };
  auto Analyzed = runAudit(Request);
  if (!Analyzed) {
    printError(toString(Analyzed.takeError()));
    return CouldNot;
  }
  std::map<std::string, FileFix> Fixes;
  for (const auto &[Shown, Made] : Analyzed->Combined)
    Fixes[Shown].Made = &Made;
  bool Refused = false;
  for (auto It = Fixes.begin(); It != Fixes.end();) {
    if (Error Wrong = prepare(It->second, It->first, *Analyzed)) {
      printError(toString(std::move(Wrong)));
      Refused = true;
      It = Fixes.erase(It);
    } else {
      ++It;
    }
  }
  if (!Options.Applies)
    for (const auto &[Shown, Fix] : Fixes) {
      outs() << unifiedDiff(Shown, Fix.Before, Fix.After);
      outs().flush();
      tell(Fix, Shown, Analyzed->Report);
    }
  if (Fixes.empty())
    errs() << "nothing to edit\n";
  if (!Options.Applies || Fixes.empty())
    return Refused ? CouldNot
                   // Findings are no reason to fail: it did what was asked.
                   : exitCodeFor(Analyzed->Report,
                                 {Options.Inputs.Exit.AllowsFailures,
                                  /*IsZero=*/true});
  watchForInterrupts();
  for (auto It = Fixes.begin(); It != Fixes.end(); ++It)
    if (Error Failed = writeFile(It->second.Path, It->second.After)) {
      printError(toString(std::move(Failed)));
      for (auto Written = Fixes.begin(); Written != It; ++Written)
        if (Error Stays = putBack(Written->second))
          printError(toString(std::move(Stays)));
      return CouldNot;
    }
  const int Code = confirm(Fixes, Options, Analyzed->Report);
  return Refused ? CouldNot : Code;
}

} // namespace coroscope
