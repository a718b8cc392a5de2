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

/// Records the meaning of the unit, or its difference from the expected one. A
/// unit without coroutines in its main file has nothing to edit.
static void compareMeaning(const ASTContext &Context,
                           const FunctionsOfUnit &Functions,
                           const AnalysisGoal &Goal, UnitResult &Result) {
  const SourceManager &Sources = Context.getSourceManager();
  const bool HasOwn = llvm::any_of(Functions.Coroutines, [&](FunctionDecl *F) {
    return Sources.isWrittenInMainFile(
        Sources.getExpansionLoc(F->getLocation()));
  });
  std::vector<FunctionDecl *> All = Functions.Coroutines;
  All.insert(All.end(), Functions.Others.begin(), Functions.Others.end());
  if (Goal.Expected)
    Result.Difference =
        findDifference(Context, All, Goal.Marks, *Goal.Expected);
  else if (HasOwn && !Goal.IsEdited)
    Result.Meaning = meaningOf(Context, All);
}

llvm::Error analyze(CompilerInstance &CI, DeclFeed &Feed,
                    const ProjectPaths &Paths, const AnalysisGoal &Goal,
                    UnitResult &Result) {
  if (!Feed.mayHaveCoroutines())
    return llvm::Error::success();
  const FunctionsOfUnit Functions = findFunctions(CI.getASTContext());
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
    if (!Goal.IsEdited)
      findEditCandidates(C, Function, Paths, Flows);
    Calls.add(C, I, Function, Frame.Elisions, Tasks, Paths);
    findWordEnds(C, Function);
    Coroutines.push_back(std::move(C));
  }
  makeKeysDistinct(Coroutines);
  Calls.link(Coroutines, Identified);
  Result.CallSites =
      Calls.linkSites(Found, Split->Callers, Coroutines, Identified);
  std::sort(
      Coroutines.begin(), Coroutines.end(),
      [](const Coroutine &A, const Coroutine &B) { return A.Key < B.Key; });
  compareMeaning(CI.getASTContext(), Functions, Goal, Result);
  return llvm::Error::success();
}

} // namespace coroscope
