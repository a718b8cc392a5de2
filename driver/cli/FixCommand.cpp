//===- FixCommand.cpp - The fix command -----------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// report with advice --> the best edit of each coroutine --> a diff, or files
// written and analyzed again
//
//===----------------------------------------------------------------------===//

#include "cli/Commands.h"
#include "cli/HelpText.h"
#include "audit/RunAudit.h"

#include "advice/ApplyEdits.h"
#include "advice/Trials.h"
#include "frame/KeyText.h"
#include "inputs/CompileCommands.h"
#include "outputs/WriteFile.h"
#include "report/Escape.h"
#include "report/ReportText.h"
#include "report/UnifiedDiff.h"
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
  Inputs.addRulesTo(Command);
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
  Command.footer(
      R"(Examples:
  coroscope fix -p build            show the edits as a diff
  coroscope fix -p build --apply    make them, and revert what does not hold)");
}

namespace {
/// What is to be done to one file.
struct FileFix {
  std::string Path; ///< Absolute.
  std::vector<Edit> Edits;
  std::vector<std::pair<const Coroutine *, const Advice *>> Fixed;
  std::string Before;
  std::string After;
};
} // namespace

/// The best edit of \p C; null if there is none. What allocates nothing is
/// better than what moves bytes elsewhere.
static const Advice *bestEdit(const Coroutine &C, bool MakesUnsafe) {
  auto Rank = [](const Advice &A) {
    return std::tuple(!A.Condition.empty(), A.Heap != Bytes(0), A.FrameSize,
                      A.Heap);
  };
  const Advice *Best = nullptr;
  for (const Finding &F : C.Findings)
    for (const Advice &A : F.Advices)
      if (!A.Edits.empty() && (MakesUnsafe || A.Condition.empty()) &&
          (!Best || Rank(A) < Rank(*Best)))
        Best = &A;
  return Best;
}

/// One edit for each coroutine, unless it is in another one that has one:
/// together they were not measured.
static std::map<std::string, FileFix> collectFixes(const Report &Report,
                                                   bool MakesUnsafe) {
  std::map<std::string, FileFix> Fixes;
  for (const Coroutine &C : Report.Coroutines) {
    const Advice *Best = bestEdit(C, MakesUnsafe);
    if (!Best)
      continue;
    FileFix &Fix = Fixes[Best->Edits.front().File];
    if (any_of(Fix.Fixed, [&](const auto &Other) {
          return areNested(*Other.first, C) &&
                 Other.second->Edits != Best->Edits;
        }))
      continue;
    Fix.Edits.insert(Fix.Edits.end(), Best->Edits.begin(), Best->Edits.end());
    Fix.Fixed.push_back({&C, Best});
  }
  return Fixes;
}

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
  auto Edited = applyEdits(*Text, Fix.Edits);
  if (!Edited)
    return createStringError("the edits of '" + Shown +
                             "' do not fit together");
  Fix.Before = std::move(*Text);
  Fix.After = std::move(*Edited);
  return Error::success();
}

static void tell(const FileFix &Fix) {
  for (auto [C, Best] : Fix.Fixed)
    errs() << nameAndPlace(*C) << ": " << C->Frame.Size.Count << " -> "
           << Best->FrameSize.Count << " bytes (" << spelling(Best->Kind)
           << ")\n";
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
  for (auto [C, Best] : Fix.Fixed) {
    auto It = Now.find(C->Key);
    if (It == Now.end())
      return "'" + C->Name + "' no longer exists";
    if (It->second->Frame.Size > Best->FrameSize)
      return "the frame of '" + C->Name + "' is " +
             std::to_string(It->second->Frame.Size.Count) + " bytes, and not " +
             std::to_string(Best->FrameSize.Count);
  }
  return {};
}

static Error putBack(const FileFix &Fix) {
  return writeFile(Fix.Path, Fix.Before);
}

/// Analyzes again what was written, with every compile command, and puts files
/// back that do not compile or save less than was measured. All of them, if the
/// run is interrupted.
static int confirm(const std::map<std::string, FileFix> &Fixes,
                   const FixOptions &Options, const Report &Before) {
  AuditRequest Again = Options.Inputs.Request;
  Again.Measures = false;
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
    if (Harm.empty())
      continue;
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
  if (!Request.Measures) {
    printError("only measured edits are made; leave --no-measure out");
    return CouldNot;
  }
  auto Analyzed = runAudit(Request);
  if (!Analyzed) {
    printError(toString(Analyzed.takeError()));
    return CouldNot;
  }
  std::map<std::string, FileFix> Fixes =
      collectFixes(Analyzed->Report, Options.MakesUnsafe);
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
  for (const auto &[Shown, Fix] : Fixes) {
    if (!Options.Applies) {
      outs() << unifiedDiff(Shown, Fix.Before, Fix.After);
      outs().flush();
    }
    tell(Fix);
  }
  if (Fixes.empty())
    errs() << "nothing to edit\n";
  if (!Options.Applies || Fixes.empty())
    return Refused ? CouldNot : exitCodeFor(Analyzed->Report, Options.Inputs.Exit);
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
