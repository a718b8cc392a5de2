//===- CoroutineCalls.cpp - The tasks that a coroutine has ----------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "source/CoroutineCalls.h"

#include "source/CoroutineIdentity.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

#include <map>
#include <set>

using namespace clang;

namespace coroscope {

//===----------------------------------------------------------------------===//
// Origins of tasks
//===----------------------------------------------------------------------===//

namespace {
/// A task, or several that are tracked as one.
struct Source {
  const Expr *Site = nullptr;           ///< In the coroutine.
  const FunctionDecl *Callee = nullptr; ///< Null if it is unknown.
  const VarDecl *Parameter = nullptr;   ///< Null if it is something else.
  bool IsElidable = false;
  bool IsRepeated = false;
  unsigned Alternative = 0;
  /// The begin of the loop that makes the task for a variable outside; 0 if
  /// none.
  unsigned MadeInLoop = 0;
  /// The lifetime in the order of visits: a temporary's full expression, or a
  /// variable's scope.
  unsigned From = 0, To = 0;
  /// The suspensions whose operand is or contains the task, which runs there.
  std::set<unsigned> AwaitedAt;
};

/// A co_await or co_yield.
struct Point {
  const CoroutineSuspendExpr *Expression;
  unsigned At; ///< In the order of visits.
};
} // namespace

static bool isStdMove(const Expr &E) {
  const auto *Call = dyn_cast<CallExpr>(E.IgnoreParenImpCasts());
  if (!Call)
    return false;
  const FunctionDecl *Callee = Call->getDirectCallee();
  return Callee && Callee->isInStdNamespace() && Callee->getIdentifier() &&
         (Callee->getName() == "move" || Callee->getName() == "forward");
}

/// Returns true if \p Type is a library type that holds a single object.
static bool holdsOne(QualType Type) {
  const auto *Record = Type.getNonReferenceType()->getAsCXXRecordDecl();
  return Record && Record->isInStdNamespace() && Record->getIdentifier() &&
         llvm::is_contained({"optional", "unique_ptr", "shared_ptr"},
                            Record->getName());
}

namespace {
/// Walks the body of one coroutine, in the order of the source.
class CallFinder {
  const TasksOfUnit &Tasks;
  std::vector<Source> &Found;
  std::vector<Point> &Points;

  unsigned Clock = 0;
  unsigned Alternatives = 0;
  unsigned Alternative = 0; ///< The alternative that is being walked.
  const VarDecl *Owner = nullptr;
  /// The tasks of the current operand; null if there is none. Operands in it
  /// have their own list: their tasks are done when the outer one suspends.
  std::vector<std::size_t> *Awaited = nullptr;
  std::vector<const VarDecl *> AwaitedVariables; ///< In the same operand.
  /// The points that await a variable, since a later place may fill it.
  std::map<const VarDecl *, std::vector<unsigned>> PointsOf;
  std::vector<std::size_t> Temporaries; ///< The tasks of the full expression.
  std::map<const VarDecl *, std::vector<std::size_t>> OwnedBy;
  std::map<const VarDecl *, unsigned> DeclaredAt;
  std::map<const VarDecl *, unsigned> MovedAt; ///< The end of that expression.
  std::vector<std::vector<const VarDecl *>> Scopes;
  std::vector<unsigned> LoopBegins;
  std::set<const FunctionDecl *> Entered;

  void walk(const Stmt *Statement);
  void walkChildren(const Stmt &Statement);
  void walkSuspend(const CoroutineSuspendExpr &Suspend);
  void walkCall(const CallExpr &Call);
  void walkReturned(const FunctionDecl &Function, const Expr &Site);
  void walkVariable(const VarDecl &Variable);
  void walkConditional(const AbstractConditionalOperator &Choice);
  void walkReference(const DeclRefExpr &Reference);
  void walkFullExpression(const Stmt &Expression);
  void walkScope(const Stmt &Statement);
  void add(const Expr &Site, const FunctionDecl *Callee, bool IsElidable);
  void endOf(const VarDecl &Variable);

public:
  CallFinder(const TasksOfUnit &Tasks, std::vector<Source> &Found,
             std::vector<Point> &Points)
      : Tasks(Tasks), Found(Found), Points(Points) {}

  void find(const FunctionDecl &Coroutine) {
    const auto *Body = cast<CoroutineBodyStmt>(Coroutine.getBody());
    walkScope(*Body->getBody());
  }
};
} // namespace

void CallFinder::add(const Expr &Site, const FunctionDecl *Callee,
                     bool IsElidable) {
  Source Made;
  Made.Site = &Site;
  Made.Callee = Callee;
  Made.IsElidable = IsElidable;
  Made.Alternative = Alternative;
  Made.From = ++Clock;
  if (auto It = DeclaredAt.find(Owner); It != DeclaredAt.end()) {
    auto Loop =
        std::upper_bound(LoopBegins.begin(), LoopBegins.end(), It->second);
    if (Loop != LoopBegins.end())
      Made.MadeInLoop = *Loop;
    // A variable with room for one task keeps the last; a container keeps all.
    Made.IsRepeated = Made.MadeInLoop && !Tasks.isTask(Owner->getType()) &&
                      !holdsOne(Owner->getType());
  }
  if (Awaited)
    Awaited->push_back(Found.size());
  if (Owner)
    OwnedBy[Owner].push_back(Found.size());
  else
    Temporaries.push_back(Found.size());
  Found.push_back(std::move(Made));
}

void CallFinder::walkFullExpression(const Stmt &Expression) {
  std::vector<std::size_t> Outer = std::move(Temporaries);
  Temporaries.clear();
  const auto *Cleanups = dyn_cast<ExprWithCleanups>(&Expression);
  walk(Cleanups ? Cleanups->getSubExpr() : &Expression);
  ++Clock;
  for (std::size_t I : Temporaries)
    Found[I].To = Clock;
  for (auto &[Variable, At] : MovedAt)
    if (At == 0)
      At = Clock;
  Temporaries = std::move(Outer);
}

void CallFinder::endOf(const VarDecl &Variable) {
  for (std::size_t I : OwnedBy[&Variable]) {
    Found[I].To = Clock;
    const unsigned MadeAt = Found[I].From;
    if (Found[I].MadeInLoop) {
      // The task still exists in the next turn.
      Found[I].From = Found[I].MadeInLoop;
      for (unsigned P : PointsOf[&Variable])
        if (Points[P].At >= Found[I].From)
          Found[I].AwaitedAt.insert(P);
    }
    // In an enclosing loop, the move comes before this place is reached again
    // only if the task is made again; otherwise the next turn still has to move
    // it.
    if (auto It = MovedAt.find(&Variable);
        It != MovedAt.end() && It->second > MadeAt &&
        (LoopBegins.empty() || LoopBegins.back() < Found[I].From))
      Found[I].To = std::min(Found[I].To, It->second);
  }
}

void CallFinder::walkScope(const Stmt &Statement) {
  Scopes.emplace_back();
  walkChildren(Statement);
  ++Clock;
  for (const VarDecl *Variable : Scopes.back())
    endOf(*Variable);
  Scopes.pop_back();
}

void CallFinder::walkChildren(const Stmt &Statement) {
  for (const Stmt *Child : Statement.children())
    walk(Child);
}

void CallFinder::walk(const Stmt *Statement) {
  if (!Statement)
    return;
  if (isa<LambdaExpr>(Statement)) {
    // The body is another function; the captures belong to this one.
    for (const Expr *Capture : cast<LambdaExpr>(Statement)->capture_inits())
      walk(Capture);
    return;
  }
  if (const auto *Declared = dyn_cast<DeclStmt>(Statement)) {
    for (const Decl *D : Declared->decls())
      if (const auto *Variable = dyn_cast<VarDecl>(D))
        walkVariable(*Variable);
    return;
  }
  if (const auto *Suspend = dyn_cast<CoroutineSuspendExpr>(Statement)) {
    walkSuspend(*Suspend);
    return;
  }
  if (const auto *Call = dyn_cast<CallExpr>(Statement)) {
    walkCall(*Call);
    return;
  }
  if (const auto *Choice = dyn_cast<AbstractConditionalOperator>(Statement)) {
    walkConditional(*Choice);
    return;
  }
  if (const auto *Reference = dyn_cast<DeclRefExpr>(Statement)) {
    walkReference(*Reference);
    return;
  }
  if (isa<MemberExpr, ArraySubscriptExpr>(Statement) && Awaited &&
      Tasks.isTask(cast<Expr>(Statement)->getType())) {
    // A task that an object holds.
    add(*cast<Expr>(Statement), nullptr, false);
    return;
  }
  if (const auto *Return = dyn_cast<CoreturnStmt>(Statement)) {
    // The operand appears again in the call of the promise.
    if (Return->getOperand())
      walkFullExpression(*Return->getOperand());
    return;
  }
  if (isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(Statement)) {
    LoopBegins.push_back(++Clock);
    walkScope(*Statement);
    LoopBegins.pop_back();
    return;
  }
  if (isa<CompoundStmt, IfStmt, SwitchStmt, CXXTryStmt, CXXCatchStmt>(
          Statement)) {
    walkScope(*Statement);
    return;
  }
  if (isa<ExprWithCleanups>(Statement)) {
    walkFullExpression(*Statement);
    return;
  }
  walkChildren(*Statement);
}

void CallFinder::walkSuspend(const CoroutineSuspendExpr &Suspend) {
  std::vector<std::size_t> Own;
  std::vector<std::size_t> *Outer = std::exchange(Awaited, &Own);
  std::vector<const VarDecl *> OuterVariables =
      std::exchange(AwaitedVariables, {});
  walk(Suspend.getOperand());
  Awaited = Outer;
  for (const VarDecl *Variable : AwaitedVariables)
    PointsOf[Variable].push_back(Points.size());
  AwaitedVariables = std::move(OuterVariables);
  for (std::size_t I : Own)
    Found[I].AwaitedAt.insert(Points.size());
  Points.push_back({&Suspend, ++Clock});
}

void CallFinder::walkConditional(const AbstractConditionalOperator &Choice) {
  walk(Choice.getCond());
  const unsigned Outer = Alternative;
  if (!Alternative)
    Alternative = ++Alternatives;
  walk(Choice.getTrueExpr());
  walk(Choice.getFalseExpr());
  Alternative = Outer;
}

void CallFinder::walkReference(const DeclRefExpr &Reference) {
  const auto *Variable = dyn_cast<VarDecl>(Reference.getDecl());
  // The implicit variable is the promise, whose yield_value is awaited.
  if (!Variable || Variable->isImplicit() || !Awaited ||
      !(Tasks.isTask(Variable->getType()) ||
        Tasks.hasTasks(Variable->getType())))
    return;
  if (auto It = OwnedBy.find(Variable);
      It != OwnedBy.end() && !It->second.empty()) {
    Awaited->insert(Awaited->end(), It->second.begin(), It->second.end());
    AwaitedVariables.push_back(Variable);
    return;
  }
  add(Reference, nullptr, false);
  Found.back().Parameter = dyn_cast<ParmVarDecl>(Variable);
}

void CallFinder::walkVariable(const VarDecl &Variable) {
  if (!Variable.hasLocalStorage() || !Variable.getInit())
    return;
  const bool Has =
      Tasks.isTask(Variable.getType()) || Tasks.hasTasks(Variable.getType());
  DeclaredAt[&Variable] = Clock;
  const VarDecl *Outer = std::exchange(Owner, Has ? &Variable : nullptr);
  if (isa<ExprWithCleanups>(Variable.getInit())) {
    walk(Variable.getInit());
  } else {
    // The end of the initializer destroys nothing.
    std::vector<std::size_t> Outside = std::exchange(Temporaries, {});
    walk(Variable.getInit());
    Temporaries = std::move(Outside);
  }
  Owner = Outer;
  if (Has && !Scopes.empty())
    Scopes.back().push_back(&Variable);
}

/// Adds to \p Returned the expressions that \p Statement may return.
static void addReturned(const Stmt *Statement,
                        std::vector<const Expr *> &Returned) {
  if (!Statement || isa<LambdaExpr>(Statement))
    return;
  if (const auto *Return = dyn_cast<ReturnStmt>(Statement)) {
    if (Return->getRetValue())
      Returned.push_back(Return->getRetValue());
    return;
  }
  if (isa<Expr>(Statement))
    return;
  for (const Stmt *Child : Statement->children())
    addReturned(Child, Returned);
}

void CallFinder::walkReturned(const FunctionDecl &Function, const Expr &Site) {
  static constexpr std::size_t MostNested = 16;
  const FunctionDecl *Definition = Function.getDefinition();
  if (!Definition || Entered.size() == MostNested ||
      !Entered.insert(Definition).second)
    return;
  std::vector<const Expr *> Returned;
  addReturned(Definition->getBody(), Returned);
  const unsigned Outer = Alternative;
  if (Returned.size() > 1 && !Alternative)
    Alternative = ++Alternatives;
  const std::size_t First = Found.size();
  // The variables of the function do not belong to this coroutine.
  std::vector<std::size_t> *OuterAwaited = std::exchange(Awaited, nullptr);
  for (const Expr *E : Returned)
    walk(E->IgnoreImplicit());
  Awaited = OuterAwaited;
  Alternative = Outer;
  Entered.erase(Definition);
  for (std::size_t I = First; I != Found.size(); ++I) {
    Found[I].Site = &Site;
    if (Awaited)
      Awaited->push_back(I);
  }
}

void CallFinder::walkCall(const CallExpr &Call) {
  const FunctionDecl *Callee = Call.getDirectCallee();
  // A variable owns the tasks that are assigned to it or put into it.
  const VarDecl *Outer = Owner;
  const Expr *Object = nullptr;
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(&Call);
      Operator && Operator->getOperator() == OO_Equal)
    Object = Operator->getArg(0);
  else if (const auto *Member = dyn_cast<CXXMemberCallExpr>(&Call))
    Object = Member->getImplicitObjectArgument();
  if (const auto *Reference = dyn_cast_or_null<DeclRefExpr>(
          Object ? Object->IgnoreParenImpCasts() : nullptr))
    if (const auto *Variable = dyn_cast<VarDecl>(Reference->getDecl());
        Variable && Variable->hasLocalStorage() &&
        (Tasks.hasTasks(Variable->getType()) ||
         (isa<CXXOperatorCallExpr>(Call) && Tasks.isTask(Variable->getType()))))
      Owner = Variable;
  if (isStdMove(Call) && Call.getNumArgs() == 1)
    if (const auto *Reference =
            dyn_cast<DeclRefExpr>(Call.getArg(0)->IgnoreParenImpCasts()))
      if (const auto *Variable = dyn_cast<VarDecl>(Reference->getDecl());
          Variable && OwnedBy.contains(Variable))
        MovedAt[Variable] = 0; // Set at the end of this full expression.
  const std::size_t Before = Awaited ? Awaited->size() : 0;
  walkChildren(Call);
  Owner = Outer;
  const bool PassesOn = Awaited && Awaited->size() != Before;

  const QualType Result = Call.getType();
  if (Call.isGLValue())
    return; // A reference is not a task of its own.
  if (Tasks.isTask(Result)) {
    if (!Callee || mayBeOverridden(Call, *Callee)) {
      add(Call, nullptr, false);
      return;
    }
    if (Tasks.indexOf(*Callee) || !Callee->getDefinition()) {
      add(Call, Callee, Call.isCoroElideSafe());
      return;
    }
    const std::size_t First = Found.size();
    walkReturned(*Callee, Call);
    // The task has an unknown origin, unless it comes from the arguments.
    if (Found.size() == First && Awaited && !PassesOn)
      add(Call, nullptr, false);
    return;
  }
  if (Callee && !Callee->isInStdNamespace() && Tasks.hasTasks(Result))
    walkReturned(*Callee, Call);
}

//===----------------------------------------------------------------------===//
// Conversion to the model
//===----------------------------------------------------------------------===//

/// Returns the source text of \p Site, on one line and shortened. Uses a
/// variable's name even if it is not written, as in a default capture.
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

/// Returns the ids of the suspensions of \p C for each of \p Points; none for a
/// point that can never suspend.
static std::vector<std::vector<SuspendId>>
idsOf(const std::vector<Point> &Points, const Coroutine &C,
      const SourceManager &Sources, const ProjectPaths &Paths) {
  std::map<std::tuple<std::string, unsigned, unsigned>, std::vector<SuspendId>>
      ByPlace;
  for (SuspendId Id = 0; Id != C.Suspends.size(); ++Id) {
    const Suspend &S = C.Suspends[Id];
    if (S.Kind == SuspendKind::Await || S.Kind == SuspendKind::Yield)
      ByPlace[{S.Where.File, S.Where.Line, S.Where.Column}].push_back(Id);
  }
  std::vector<std::vector<SuspendId>> Ids;
  for (const Point &P : Points) {
    const Place Where = placeOf(P.Expression->getKeywordLoc(), Sources, Paths);
    auto It = ByPlace.find({Where.File, Where.Line, Where.Column});
    Ids.push_back(It == ByPlace.end() ? std::vector<SuspendId>() : It->second);
  }
  return Ids;
}

void findCalls(Coroutine &C, const FunctionDecl &Function,
               const TasksOfUnit &Tasks, const ProjectPaths &Paths,
               std::vector<std::optional<std::size_t>> &CalleeIndex) {
  const ASTContext &Context = Function.getASTContext();
  const SourceManager &Sources = Context.getSourceManager();
  std::vector<Source> Found;
  std::vector<Point> Points;
  CallFinder(Tasks, Found, Points).find(Function);
  const auto Ids = idsOf(Points, C, Sources, Paths);
  for (const Source &S : Found) {
    CoroutineCall Call;
    Call.Where = placeOf(S.Site->getExprLoc(), Sources, Paths);
    Call.Alternative = S.Alternative;
    Call.IsElidable = S.IsElidable;
    Call.IsRepeated = S.IsRepeated;
    std::optional<std::size_t> Index;
    if (!S.Callee) {
      Call.Kind = S.Parameter ? CalleeKind::Parameter : CalleeKind::Unknown;
      Call.Name = written(*S.Site, Context);
    } else {
      Index = Tasks.indexOf(*S.Callee);
      if (!Index) {
        Call.Name = nameOf(*S.Callee);
        Call.MangledName = mangledNameOf(*S.Callee);
      }
    }
    std::set<SuspendId> Alive, Runs;
    for (unsigned P = 0; P != Points.size(); ++P) {
      const bool IsAwaited = S.AwaitedAt.contains(P);
      if (!IsAwaited && (Points[P].At < S.From || S.To < Points[P].At))
        continue;
      Alive.insert(Ids[P].begin(), Ids[P].end());
      if (IsAwaited)
        Runs.insert(Ids[P].begin(), Ids[P].end());
    }
    Call.AliveAcross.assign(Alive.begin(), Alive.end());
    Call.RunsAcross.assign(Runs.begin(), Runs.end());
    C.Calls.push_back(std::move(Call));
    CalleeIndex.push_back(Index);
  }
}

} // namespace coroscope
