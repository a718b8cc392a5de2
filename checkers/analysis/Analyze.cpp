//===- Analyze.cpp - The coroutines of one unit ---------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Analyze.h"

#include "analysis/LinkCalls.h"
#include "analysis/NameOccupants.h"
#include "frame/KeyText.h"
#include "layout/DeclFeed.h"
#include "layout/SplitCoroutines.h"
#include "source/AuthorComments.h"
#include "source/CoroutineFacts.h"
#include "source/CoroutineIdentity.h"
#include "source/CoroutineText.h"
#include "edits/EditCandidates.h"
#include "source/FindCoroutines.h"
#include "source/WordEnds.h"

#include "clang/AST/Decl.h"
#include "clang/Basic/Version.h"
#include "clang/Frontend/CompilerInstance.h"

#include <algorithm>

using namespace clang;

namespace coroscope {

std::string optimizationLevel(const CodeGenOptions &Options) {
  if (Options.OptimizeSize)
    return Options.OptimizeSize == 1 ? "Os" : "Oz";
  return "O" + std::to_string(Options.OptimizationLevel);
}

std::string compilerVersion() {
  return std::string("clang ") + CLANG_VERSION_STRING;
}

llvm::Expected<AnalyzedUnit> analyze(CompilerInstance &CI, DeclFeed &Feed,
                                     const ProjectPaths &Paths,
                                     SitesWanted Sites) {
  AnalyzedUnit Analyzed;
  if (!Feed.mayHaveCoroutines())
    return Analyzed;
  const FunctionsOfUnit Functions = findFunctions(CI.getASTContext());
  const TasksOfUnit Tasks(CI.getASTContext(), Functions.Coroutines);
  std::vector<FoundCallSite> Found;
  if (Sites == SitesWanted::Yes)
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
  std::vector<Coroutine> &Coroutines = Analyzed.Coroutines;
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
    findEditCandidates(C, Function, Paths);
    Calls.add(C, I, Function, Frame.Elisions, Tasks, Paths);
    findWordEnds(C, Function);
    Coroutines.push_back(std::move(C));
  }
  makeKeysDistinct(Coroutines);
  Calls.link(Coroutines, Identified);
  Analyzed.CallSites =
      Calls.linkSites(Found, Split->Callers, Coroutines, Identified);
  std::sort(
      Coroutines.begin(), Coroutines.end(),
      [](const Coroutine &A, const Coroutine &B) { return A.Key < B.Key; });
  return Analyzed;
}

} // namespace coroscope
