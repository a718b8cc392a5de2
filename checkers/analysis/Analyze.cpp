//===- Analyze.cpp - The coroutines of one unit ---------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Analyze.h"

#include "analysis/LinkCalls.h"
#include "analysis/NameOccupants.h"
#include "layout/DeclFeed.h"
#include "layout/SplitCoroutines.h"
#include "source/AuthorComments.h"
#include "source/CoroutineFacts.h"
#include "source/CoroutineIdentity.h"
#include "source/CoroutineText.h"
#include "source/EditCandidates.h"
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

llvm::Expected<std::vector<Coroutine>>
analyze(CompilerInstance &CI, DeclFeed &Feed, const ProjectPaths &Paths) {
  if (!Feed.mayHaveCoroutines())
    return std::vector<Coroutine>();
  const FunctionsOfUnit Functions = findFunctions(CI.getASTContext());
  auto Frames =
      splitCoroutines(CI, Feed, Functions.Coroutines, Functions.Others);
  if (!Frames)
    return Frames.takeError();

  std::vector<Coroutine> Identified = identify(Functions.Coroutines, Paths);
  AuthorComments Comments(CI.getSourceManager());
  const TasksOfUnit Tasks(CI.getASTContext(), Functions.Coroutines);
  CallLinker Calls;
  std::vector<Coroutine> Coroutines;
  for (std::size_t I = 0; I != Identified.size(); ++I) {
    if (!(*Frames)[I])
      continue;
    Coroutine &C = Identified[I];
    C.Optimization = optimizationLevel(Feed.codeGenOptions());
    fillFrame(C, *(*Frames)[I], CoroutineText(*Functions.Coroutines[I]), Paths);
    fillFacts(C, *Functions.Coroutines[I]);
    Comments.readInto(C, *Functions.Coroutines[I]);
    findEditCandidates(C, *Functions.Coroutines[I], Paths);
    Calls.add(C, I, *Functions.Coroutines[I], (*Frames)[I]->Elisions, Tasks,
              Paths);
    findWordEnds(C, *Functions.Coroutines[I]);
    Coroutines.push_back(std::move(C));
  }
  Calls.link(Coroutines, Identified);
  std::sort(
      Coroutines.begin(), Coroutines.end(),
      [](const Coroutine &A, const Coroutine &B) { return A.Key < B.Key; });
  return Coroutines;
}

} // namespace coroscope
