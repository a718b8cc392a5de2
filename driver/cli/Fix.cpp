//===- Fix.cpp - The fix command ------------------------------------------===//
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

#include "advice/ApplyEdits.h"
#include "advice/Trials.h"
#include "inputs/CompileCommands.h"
#include "outputs/WriteFile.h"
#include "report/Escape.h"
#include "report/ReportText.h"
#include "report/UnifiedDiff.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

#include <CLI/CLI.hpp>
#include <map>

using namespace llvm;

namespace coroscope {

void FixOptions::addTo(CLI::App &Command) {
  Inputs.addTo(Command);
  Inputs.addRulesTo(Command);
  Command
      .add_option("files", Inputs.Files,
                  "Source files [default: all of the compile commands]")
      ->type_name("FILES");
  Command.add_flag("--apply", Applies,
                   "Write the edits to the files [default: show a diff]");
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

/// The measured edit that makes the frame of \p C smallest; null if there is
/// none.
static const Advice *bestEdit(const Coroutine &C) {
  const Advice *Best = nullptr;
  for (const Finding &F : C.Findings)
    for (const Advice &A : F.Advices)
      if (A.Measured && !A.Edits.empty() &&
          (!Best || std::tie(A.FrameSize, A.Heap) <
                        std::tie(Best->FrameSize, Best->Heap)))
        Best = &A;
  return Best;
}

/// One edit for each coroutine, unless it is in another one that has one:
/// together they were not measured.
static std::map<std::string, FileFix> collectFixes(const Report &Report) {
  std::map<std::string, FileFix> Fixes;
  for (const Coroutine &C : Report.Coroutines) {
    const Advice *Best = bestEdit(C);
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
                     const Analysis &Analyzed) {
  Fix.Path = absolutePath(Shown, Analyzed.ProjectRoot);
  if (!isInside(Fix.Path, Analyzed.ProjectRoot))
    return createStringError("'" + Shown + "' is outside of the project '" +
                             Analyzed.ProjectRoot + "'; it is left alone");
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

/// Analyzes again what was written, and takes back what does not compile or is
/// not as small as it was measured.
static int confirm(const std::map<std::string, FileFix> &Fixes,
                   const FixOptions &Options) {
  Inputs Again = Options.Inputs;
  Again.Measures = false;
  auto Analyzed = analyzeInputs(Again);
  if (!Analyzed) {
    printError(toString(Analyzed.takeError()));
    return CouldNot;
  }
  std::map<std::string, Bytes> SizeOf;
  for (const Coroutine &C : Analyzed->Report.Coroutines)
    SizeOf[C.Key] = C.Frame.Size;
  int Code = exitCodeFor(Analyzed->Report, Options.Inputs);
  for (const auto &[Shown, Fix] : Fixes) {
    std::string Broken;
    for (auto [C, Best] : Fix.Fixed) {
      auto It = SizeOf.find(C->Key);
      if (It == SizeOf.end() || It->second > Best->FrameSize)
        Broken = C->Name;
    }
    if (Broken.empty())
      continue;
    printError("'" + escapeControls(Shown) +
               "': the edits do not do what was "
               "measured for '" +
               escapeControls(Broken) + "'; the file is as it was before");
    if (Error Failed = writeFile(Fix.Path, Fix.Before))
      printError(toString(std::move(Failed)));
    Code = CouldNot;
  }
  return Code;
}

int fix(const FixOptions &Options) {
  Inputs Inputs = Options.Inputs;
  Inputs.KeepsSources = true;
  if (!Inputs.Measures) {
    printError("only measured edits are made; leave --no-measure out");
    return CouldNot;
  }
  auto Analyzed = analyzeInputs(Inputs);
  if (!Analyzed) {
    printError(toString(Analyzed.takeError()));
    return CouldNot;
  }
  std::map<std::string, FileFix> Fixes = collectFixes(Analyzed->Report);
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
    errs() << "there is nothing to edit\n";
  if (!Options.Applies || Fixes.empty())
    return Refused ? CouldNot : exitCodeFor(Analyzed->Report, Options.Inputs);
  for (const auto &[Shown, Fix] : Fixes)
    if (Error Failed = writeFile(Fix.Path, Fix.After)) {
      printError(toString(std::move(Failed)));
      return CouldNot;
    }
  const int Code = confirm(Fixes, Options);
  return Refused ? CouldNot : Code;
}

} // namespace coroscope
