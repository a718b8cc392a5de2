//===- Analyze.cpp - The coroutines of one unit ---------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Analyze.h"

#include "analysis/LinkCalls.h"
#include "analysis/NameOccupants.h"
#include "edits/EditCandidates.h"
#include "edits/MeaningOf.h"
#include "edits/ValueFlow.h"
#include "frame/KeyText.h"
#include "layout/DeclFeed.h"
#include "layout/SplitCoroutines.h"
#include "source/AuthorComments.h"
#include "source/CoroutineFacts.h"
#include "source/CoroutineIdentity.h"
#include "source/CoroutineText.h"
#include "source/FindCoroutines.h"
#include "source/WordEnds.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/CompilerInstance.h"

#include <algorithm>

using namespace clang;

namespace coroscope {

std::string optimizationLevel(const CodeGenOptions &Options) {
  if (Options.OptimizeSize)
    return Options.OptimizeSize == 1 ? "Os" : "Oz";
  return "O" + std::to_string(Options.OptimizationLevel);
}

/// All functions of a unit, coroutines first.
static std::vector<FunctionDecl *> allOf(const FunctionsOfUnit &Functions) {
  std::vector<FunctionDecl *> All = Functions.Coroutines;
  All.insert(All.end(), Functions.Others.begin(), Functions.Others.end());
  return All;
}

/// Returns false if there is nothing to edit.
static bool hasCoroutinesInMainFile(const FunctionsOfUnit &Functions,
                                    const SourceManager &Sources) {
  return llvm::any_of(Functions.Coroutines, [&](FunctionDecl *F) {
    return Sources.isWrittenInMainFile(
        Sources.getExpansionLoc(F->getLocation()));
  });
}

static void sortByKey(std::vector<Coroutine> &Coroutines) {
  std::sort(
      Coroutines.begin(), Coroutines.end(),
      [](const Coroutine &A, const Coroutine &B) { return A.Key < B.Key; });
}

/// Returns true if the text of \p Function in the main file has one of
/// \p Places in it.
static bool hasAny(const FunctionDecl &Function,
                   llvm::ArrayRef<std::uint64_t> Places) {
  const SourceManager &Sources = Function.getASTContext().getSourceManager();
  auto offsetOf = [&](SourceLocation Where) {
    return Sources.getDecomposedLoc(Sources.getExpansionLoc(Where));
  };
  const auto [BeginFile, Begin] = offsetOf(Function.getBeginLoc());
  const auto [EndFile, End] = offsetOf(Function.getEndLoc());
  if (BeginFile != Sources.getMainFileID() || EndFile != BeginFile)
    return false;
  return llvm::any_of(Places, [&](std::uint64_t Place) {
    return Begin <= Place && Place <= End;
  });
}

/// Fills \p Result with the sizes that \p Goal asks for, if the unit means what
/// it should. The other coroutines have no size: they tell which is which.
static llvm::Error measureEdited(CompilerInstance &CI, DeclFeed &Feed,
                                 const FunctionsOfUnit &Functions,
                                 const ProjectPaths &Paths,
                                 const AnalysisGoal &Goal, UnitResult &Result) {
  if (Goal.Expected)
    Result.Difference = findDifference(CI.getASTContext(), allOf(Functions),
                                       Goal.Marks, *Goal.Expected);
  if (!Result.Difference.empty())
    return llvm::Error::success();
  std::vector<FunctionDecl *> Wanted;
  std::vector<std::size_t> IndexOf; // Of each wanted one, among all.
  for (std::size_t I = 0; I != Functions.Coroutines.size(); ++I)
    if (!Goal.WantedAt || hasAny(*Functions.Coroutines[I], *Goal.WantedAt)) {
      Wanted.push_back(Functions.Coroutines[I]);
      IndexOf.push_back(I);
    }
  auto Split = splitCoroutines(CI, Feed, Wanted, Functions.Others, {});
  if (!Split)
    return Split.takeError();
  std::vector<Coroutine> Measured = identify(Functions.Coroutines, Paths);
  for (std::size_t I = 0; I != Measured.size(); ++I)
    Measured[I].MangledName = mangledNameOf(*Functions.Coroutines[I]);
  std::vector<bool> IsSplit(Measured.size(), true);
  for (std::size_t W = 0; W != Wanted.size(); ++W) {
    const std::optional<SplitFrame> &Frame = Split->Frames[W];
    IsSplit[IndexOf[W]] = Frame.has_value();
    if (Frame) {
      Coroutine &C = Measured[IndexOf[W]];
      C.MangledName = Frame->MangledName;
      C.Frame = {Frame->Size, Frame->Align, coverWithPadding({}, Frame->Size)};
    }
  }
  for (std::size_t I = 0; I != Measured.size(); ++I)
    if (IsSplit[I])
      Result.Coroutines.push_back(std::move(Measured[I]));
  makeKeysDistinct(Result.Coroutines);
  sortByKey(Result.Coroutines);
  return llvm::Error::success();
}

/// Fills \p Result with all that is told about a unit.
static llvm::Error describe(CompilerInstance &CI, DeclFeed &Feed,
                            const FunctionsOfUnit &Functions,
                            const ProjectPaths &Paths, const AnalysisGoal &Goal,
                            UnitResult &Result) {
  const TasksOfUnit Tasks(CI.getASTContext(), Functions.Coroutines);
  std::vector<FoundCallSite> Found;
  if (Goal.WantsCallSites)
    Found = findCallSites(Functions.Calls, Tasks, Paths);
  std::vector<FunctionDecl *> Callers;
  for (const FoundCallSite &Site : Found)
    Callers.push_back(Site.Caller);
  auto Split = splitCoroutines(CI, Feed, Functions.Coroutines, Functions.Others,
                               Callers);
  if (!Split)
    return Split.takeError();

  std::vector<Coroutine> Identified = identify(Functions.Coroutines, Paths);
  AuthorComments Comments(CI.getSourceManager());
  CallLinker Calls;
  AddressFlow Flows;
  std::vector<Coroutine> &Coroutines = Result.Coroutines;
  for (std::size_t I = 0; I != Identified.size(); ++I) {
    if (!Split->Frames[I])
      continue;
    const SplitFrame &Frame = *Split->Frames[I];
    const FunctionDecl &Function = *Functions.Coroutines[I];
    Coroutine &C = Identified[I];
    C.Optimization = optimizationLevel(Feed.codeGenOptions());
    fillFrame(C, Frame, CoroutineText(Function), Paths);
    fillFacts(C, Function);
    Comments.readInto(C, Function);
    findEditCandidates(C, Function, Functions.Coroutines, Paths, Flows);
    Calls.add(C, I, Function, Frame.Elisions, Tasks, Paths);
    findWordEnds(C, Function);
    Coroutines.push_back(std::move(C));
  }
  makeKeysDistinct(Coroutines);
  Calls.link(Coroutines, Identified);
  Result.CallSites =
      Calls.linkSites(Found, Split->Callers, Coroutines, Identified);
  sortByKey(Coroutines);
  if (hasCoroutinesInMainFile(Functions, CI.getSourceManager()))
    Result.Meaning = meaningOf(CI.getASTContext(), allOf(Functions));
  return llvm::Error::success();
}

llvm::Error analyze(CompilerInstance &CI, DeclFeed &Feed,
                    const ProjectPaths &Paths, const AnalysisGoal &Goal,
                    UnitResult &Result) {
  if (!Feed.mayHaveCoroutines())
    return llvm::Error::success();
  const FunctionsOfUnit Functions = findFunctions(CI.getASTContext());
  return Goal.IsEdited ? measureEdited(CI, Feed, Functions, Paths, Goal, Result)
                       : describe(CI, Feed, Functions, Paths, Goal, Result);
}

} // namespace coroscope
