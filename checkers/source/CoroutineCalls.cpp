//===- CoroutineCalls.cpp - The tasks that a coroutine has ----------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "source/CoroutineCalls.h"

#include "source/CoroutineIdentity.h"
#include "source/TaskFlow.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

#include <set>

using namespace clang;

namespace coroscope {

/// What is written at \p Site, on one line and not too long. A variable has its
/// name even where it is not written, as in a capture of all.
static std::string written(const Expr &Site, const ASTContext &Context) {
  if (const auto *Reference = dyn_cast<DeclRefExpr>(&Site))
    return Reference->getDecl()->getNameAsString();
  static constexpr std::size_t Longest = 60;
  const SourceManager &Sources = Context.getSourceManager();
  const llvm::StringRef Text = Lexer::getSourceText(
      Sources.getExpansionRange(
          CharSourceRange::getTokenRange(Site.getSourceRange())),
      Sources, Context.getLangOpts());
  std::string Line;
  for (char C : Text.substr(0, Longest))
    if (!llvm::isSpace(C) || (!Line.empty() && Line.back() != ' '))
      Line += llvm::isSpace(C) ? ' ' : C;
  return Text.size() > Longest ? Line + "..." : Line;
}

/// The ids of the suspensions of \p C that \p Point became; a point that can
/// never suspend has none.
static std::vector<SuspendId> idsOf(const FoundPoint &Point, const Coroutine &C,
                                    const SourceManager &Sources,
                                    const ProjectPaths &Paths) {
  Place Where;
  if (Point.Expression)
    Where = placeOf(Point.Expression->getKeywordLoc(), Sources, Paths);
  std::vector<SuspendId> Ids;
  for (SuspendId Id = 0; Id != C.Suspends.size(); ++Id) {
    const Suspend &S = C.Suspends[Id];
    if (S.Kind == Point.Kind &&
        (!Point.Expression ||
         (S.Where.Line == Where.Line && S.Where.Column == Where.Column &&
          S.Where.File == Where.File)))
      Ids.push_back(Id);
  }
  return Ids;
}

/// What the model has of \p Task, but for its callee.
static CoroutineCall toCall(const FoundTask &Task, const ASTContext &Context,
                            const ProjectPaths &Paths) {
  CoroutineCall Call;
  Call.Where = placeOf(Task.Parameter ? Task.Parameter->getLocation()
                                      : Task.Site->getExprLoc(),
                       Context.getSourceManager(), Paths);
  Call.IsElidable = Task.IsElidable;
  Call.IsRepeated = Task.IsRepeated;
  Call.MayLiveOn = Task.MayLiveOn;
  Call.Given.assign(Task.Given.begin(), Task.Given.end());
  if (Task.Parameter) {
    Call.Kind = CalleeKind::Parameter;
    Call.Name = Task.Parameter->getNameAsString();
    Call.Parameter = Task.ParameterIndex;
  } else if (!Task.Callee) {
    Call.Kind = CalleeKind::Unknown;
    Call.Name = written(*Task.Site, Context);
  }
  return Call;
}

/// Whether \p Alive is nothing, or less than another one of \p All.
static bool isLess(const std::vector<AliveFrame> &Alive,
                   const std::set<std::vector<AliveFrame>> &All) {
  return Alive.empty() ||
         llvm::any_of(All, [&](const std::vector<AliveFrame> &Other) {
           return Other.size() > Alive.size() && llvm::includes(Other, Alive);
         });
}

void findCalls(Coroutine &C, const FunctionDecl &Function,
               const TasksOfUnit &Tasks, const ProjectPaths &Paths,
               std::vector<std::optional<std::size_t>> &CalleeIndex) {
  const ASTContext &Context = Function.getASTContext();
  const FoundFlow Flow = TaskFlow(Tasks).find(Function);
  for (const FoundTask &Task : Flow.Tasks) {
    CoroutineCall Call = toCall(Task, Context, Paths);
    std::optional<std::size_t> Index;
    if (Task.Callee) {
      Index = Tasks.indexOf(*Task.Callee);
      if (!Index) {
        Call.Name = nameOf(*Task.Callee);
        Call.MangledName = mangledNameOf(*Task.Callee);
      }
    }
    C.Calls.push_back(std::move(Call));
    CalleeIndex.push_back(Index);
  }
  std::vector<Moment> Moments;
  for (std::size_t P = 0; P != Flow.Points.size(); ++P)
    for (SuspendId Id :
         idsOf(Flow.Points[P], C, Context.getSourceManager(), Paths))
      for (const std::vector<AliveFrame> &Alive : Flow.AliveAt[P])
        if (!isLess(Alive, Flow.AliveAt[P]))
          Moments.push_back({Id, Alive});
  C.MayCallMore = Flow.IsPartial;
  llvm::sort(Moments);
  Moments.erase(llvm::unique(Moments), Moments.end());
  setMoments(C, std::move(Moments));
}

} // namespace coroscope
