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
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/StmtCXX.h"
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

/// Returns the text of \p Function in the main file; nothing if it is
/// elsewhere.
static std::optional<TextRange> textOf(const FunctionDecl &Function) {
  const SourceManager &Sources = Function.getASTContext().getSourceManager();
  auto offsetOf = [&](SourceLocation Where) {
    return Sources.getDecomposedLoc(Sources.getExpansionLoc(Where));
  };
  const auto [BeginFile, Begin] = offsetOf(Function.getBeginLoc());
  const auto [EndFile, End] = offsetOf(Function.getEndLoc());
  if (BeginFile != Sources.getMainFileID() || EndFile != BeginFile)
    return std::nullopt;
  return TextRange{Begin, End + 1};
}

bool parsesBody(const Focus &Wanted, const Decl &Function) {
  const SourceManager &Sources = Function.getASTContext().getSourceManager();
  const auto [File, Offset] =
      Sources.getDecomposedLoc(Sources.getExpansionLoc(Function.getLocation()));
  if (File != Sources.getMainFileID() || Wanted.parses(Offset))
    return true;
  // It becomes part of its callers at every level.
  const FunctionDecl *F = Function.getAsFunction();
  return !F || F->hasAttr<AlwaysInlineAttr>();
}

static std::string identifierOf(const FunctionDecl &Function) {
  if (const auto *Member = dyn_cast<CXXMethodDecl>(&Function);
      isa_and_nonnull<CXXConstructorDecl, CXXDestructorDecl>(Member))
    return Member->getParent()->getName().str();
  return Function.getIdentifier() ? Function.getName().str() : std::string();
}

/// Returns the functions of the main file that are not in others.
static std::vector<FunctionText> textsOf(const FunctionsOfUnit &Functions,
                                         const SourceManager &Sources) {
  std::vector<FunctionText> Texts;
  for (const FunctionDecl *F : allOf(Functions)) {
    const Stmt *Body = F->getBody();
    const auto Text = Body ? textOf(*F) : std::nullopt;
    if (!Text)
      continue;
    if (const auto *Own = dyn_cast<CoroutineBodyStmt>(Body))
      Body = Own->getBody();
    const std::uint64_t Brace =
        Sources.getDecomposedLoc(Sources.getExpansionLoc(Body->getBeginLoc()))
            .second;
    Texts.push_back({*Text, Brace + 1, identifierOf(*F)});
  }
  // The outer ones first; instances have the place of their template.
  llvm::sort(Texts, [](const FunctionText &A, const FunctionText &B) {
    return std::pair(A.Whole.Begin, B.Whole.End) <
           std::pair(B.Whole.Begin, A.Whole.End);
  });
  std::uint64_t End = 0;
  llvm::erase_if(Texts, [&](const FunctionText &Text) {
    const bool IsInside = Text.Whole.Begin < End;
    End = std::max(End, Text.Whole.End);
    return IsInside;
  });
  return Texts;
}

/// Those of the coroutines of \p Functions in whose text is any place that
/// \p IsWanted says.
template <typename Predicate>
static std::vector<bool> wantedOf(const FunctionsOfUnit &Functions,
                                  Predicate IsWanted) {
  std::vector<bool> Wanted;
  for (const FunctionDecl *F : Functions.Coroutines) {
    const auto Text = textOf(*F);
    Wanted.push_back(Text && IsWanted(*Text));
  }
  return Wanted;
}

/// Asks for the frames of those coroutines of \p Functions that \p Wanted
/// says; the others have none.
static llvm::Expected<SplitUnit>
splitWanted(CompilerInstance &CI, DeclFeed &Feed,
            const FunctionsOfUnit &Functions, const std::vector<bool> &Wanted,
            const std::vector<FunctionDecl *> &Callers, bool IsPart = false) {
  std::vector<FunctionDecl *> Coroutines;
  for (std::size_t I = 0; I != Wanted.size(); ++I)
    if (Wanted[I])
      Coroutines.push_back(Functions.Coroutines[I]);
  auto Split =
      splitCoroutines(CI, Feed, Coroutines, Functions.Others, Callers, IsPart);
  if (!Split)
    return Split;
  std::vector<std::optional<SplitFrame>> Frames(Wanted.size());
  for (std::size_t I = 0, W = 0; I != Wanted.size(); ++I)
    if (Wanted[I])
      Frames[I] = std::move(Split->Frames[W++]);
  Split->Frames = std::move(Frames);
  return Split;
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
  std::vector<bool> Wanted(Functions.Coroutines.size(), true);
  if (Goal.WantedAt)
    Wanted = wantedOf(Functions, [&](TextRange Text) {
      return llvm::any_of(*Goal.WantedAt, [&](std::uint64_t Place) {
        return Text.contains(Place);
      });
    });
  auto Split = splitWanted(CI, Feed, Functions, Wanted, {});
  if (!Split)
    return Split.takeError();
  std::vector<Coroutine> Measured = identify(Functions.Coroutines, Paths);
  for (std::size_t I = 0; I != Measured.size(); ++I) {
    Coroutine &C = Measured[I];
    const std::optional<SplitFrame> &Frame = Split->Frames[I];
    if (Wanted[I] && !Frame)
      continue;
    C.MangledName =
        Frame ? Frame->MangledName : mangledNameOf(*Functions.Coroutines[I]);
    if (Frame)
      C.Frame = {Frame->Size, Frame->Align, coverWithPadding({}, Frame->Size)};
    Result.Coroutines.push_back(std::move(C));
  }
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
  std::vector<bool> Wanted(Functions.Coroutines.size(), true);
  if (Goal.Focus)
    Wanted = wantedOf(Functions, [&](TextRange Text) {
      return Goal.Focus->Function.Whole.contains(Text.Begin);
    });
  auto Split =
      splitWanted(CI, Feed, Functions, Wanted, Callers, Goal.Focus.has_value());
  if (!Split)
    return Split.takeError();

  std::vector<Coroutine> Identified = identify(Functions.Coroutines, Paths);
  AuthorComments Comments(CI.getSourceManager());
  CallLinker Calls;
  AddressFlow Flows;
  std::vector<Coroutine> &Coroutines = Result.Coroutines;
  for (std::size_t I = 0; I != Identified.size(); ++I) {
    if (!Wanted[I]) // Calls of it are told by its name.
      Identified[I].MangledName = mangledNameOf(*Functions.Coroutines[I]);
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
  const SourceManager &Sources = CI.getSourceManager();
  if (!Goal.Focus && hasCoroutinesInMainFile(Functions, Sources)) {
    Result.Meaning = meaningOf(CI.getASTContext(), allOf(Functions));
    Result.Functions = textsOf(Functions, Sources);
  }
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
