//===- EditCandidates.cpp - Edits that may shrink a frame -----------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "edits/EditCandidates.h"

#include "edits/BlockRegion.h"
#include "edits/BoxEdits.h"
#include "edits/EditedText.h"
#include "edits/LifetimeChecks.h"
#include "edits/ValueFlow.h"
#include "source/BodyIndex.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"

#include <algorithm>
#include <optional>

using namespace clang;

namespace coroscope {

namespace {

/// Makes the edits for one occupant.
class EditMaker {
  const ASTContext &Context;
  const BodyIndex &Body;
  const EditedText &Text;
  AddressFlow &Flows;
  Occupant &O;
  LifetimeChecks Checks;

  bool obstacle(std::string Why) { return Checks.obstacle(std::move(Why)); }
  bool isOneText(EditedText::Offset Begin, EditedText::Offset End) {
    return !Text.hasDirectives(Begin, End) || obstacle(DirectivesBetween);
  }
  void offer(AdviceKind Kind, std::vector<Edit> Edits, Bytes Heap = {},
             std::vector<std::string> Unknown = {});

  void offerScope(const VarDecl &V, const ValueFlow &Flow, const Region &R);
  void offerLater(const VarDecl &V, const DeclStmt &Declaration,
                  const CompoundStmt &Block, std::size_t First);
  void offerLaterScope(const VarDecl &V, const DeclStmt &Declaration,
                       const ValueFlow &Flow, const Region &R);
  void offerCall(const VarDecl &V, const ValueFlow &Flow, const Region &R);
  void offerBox(const VarDecl &V, const DeclStmt &Declaration);

public:
  EditMaker(const ASTContext &Context, const BodyIndex &Body,
            const EditedText &Text, AddressFlow &Flows, Occupant &O)
      : Context(Context), Body(Body), Text(Text), Flows(Flows), O(O),
        Checks(Context, Body, Text, Flows, O) {}

  void forVariable(const VarDecl &V);
  void forTemporary(const Stmt &Statement);
};

} // namespace

/// Joins the names, as in "'parse' keeps no pointer to it".
static std::string conditionOf(std::vector<std::string> Unknown) {
  std::sort(Unknown.begin(), Unknown.end());
  Unknown.erase(std::unique(Unknown.begin(), Unknown.end()), Unknown.end());
  if (Unknown.empty())
    return {};
  std::string Text;
  for (const std::string &Name : Unknown)
    Text += (&Name == &Unknown.front()  ? ""
             : &Name == &Unknown.back() ? " and "
                                        : ", ") +
            Name;
  return Text + (Unknown.size() == 1 ? " keeps" : " keep") +
         " no pointer to it";
}

void EditMaker::offer(AdviceKind Kind, std::vector<Edit> Edits, Bytes Heap,
                      std::vector<std::string> Unknown) {
  std::sort(Edits.begin(), Edits.end());
  O.Candidates.push_back(
      {Kind, Heap, std::move(Edits), {}, conditionOf(std::move(Unknown))});
}

/// Adds a mark of \p Kind at \p Offset of the replacement of \p E.
static Edit marked(Edit E, MarkKind Kind, std::uint64_t Offset = 0) {
  E.Marks.push_back({Kind, Offset});
  return E;
}

void EditMaker::offerScope(const VarDecl &V, const ValueFlow &Flow,
                           const Region &R) {
  if (R.Last + 1 == R.Block->size())
    return; // It ends with its block already.
  std::vector<std::string> Unknown = Flow.Unknown;
  if (!Checks.canCloseAfter(V, Flow, R, Unknown))
    return;
  auto Begin = Text.beginOf(at(*R.Block, R.First));
  auto End = Text.endOf(at(*R.Block, R.Last));
  if (!Begin || !End) {
    obstacle("the text comes from a macro");
    return;
  }
  if (!isOneText(*Begin, *End))
    return;
  const std::string Break = Text.lineBreakBefore(*Begin);
  offer(AdviceKind::Scope,
        {marked(Text.insert(*Begin, "{" + Break), MarkKind::Block),
         Text.insert(*End, Break + "}")},
        {}, std::move(Unknown));
}

void EditMaker::offerLater(const VarDecl &V, const DeclStmt &Declaration,
                           const CompoundStmt &Block, std::size_t First) {
  auto Begin = Text.beginOf(Declaration);
  auto End = Text.endOf(Declaration);
  auto Before = Text.beginOf(at(Block, First));
  if (!Begin || !End || !Before) {
    obstacle("the text comes from a macro");
    return;
  }
  if (!isOneText(*Begin, *Before) || !Checks.isUnnamed(V, *End, *Before))
    return;
  offer(AdviceKind::DeclareLater,
        {marked(Text.removeStatement(*Begin, *End), MarkKind::MovedFrom),
         marked(Text.insert(*Before, Text.between(*Begin, *End) +
                                         Text.lineBreakBefore(*Before)),
                MarkKind::MovedTo)});
}

/// Offers both edits at once, for a value that neither of them frees alone.
void EditMaker::offerLaterScope(const VarDecl &V, const DeclStmt &Declaration,
                                const ValueFlow &Flow, const Region &R) {
  std::vector<std::string> Unknown = Flow.Unknown;
  if (R.Last + 1 == R.Block->size() ||
      !Checks.canCloseAfter(V, Flow, R, Unknown))
    return;
  auto Begin = Text.beginOf(Declaration);
  auto End = Text.endOf(Declaration);
  auto First = Text.beginOf(at(*R.Block, R.First));
  auto Last = Text.endOf(at(*R.Block, R.Last));
  if (!Begin || !End || !First || !Last || !isOneText(*Begin, *Last) ||
      !Checks.isUnnamed(V, *End, *First))
    return;
  const std::string Break = Text.lineBreakBefore(*First);
  const std::string Opening = "{" + Break;
  offer(
      AdviceKind::LaterScope,
      {marked(Text.removeStatement(*Begin, *End), MarkKind::MovedFrom),
       marked(marked(Text.insert(*First,
                                 Opening + Text.between(*Begin, *End) + Break),
                     MarkKind::Block),
              MarkKind::MovedTo, Opening.size()),
       Text.insert(*Last, Break + "}")},
      {}, std::move(Unknown));
}

void EditMaker::offerCall(const VarDecl &V, const ValueFlow &Flow,
                          const Region &R) {
  const auto *Outer = dyn_cast_or_null<CompoundStmt>(Body.parentOf(*R.Block));
  bool Leaves = Body.hasJumps();
  for (std::size_t I = R.First; I <= R.Last; ++I)
    Leaves |= Body.canLeave(at(*R.Block, I));
  // A block that is a statement becomes the body of the lambda.
  if (Outer && !Leaves && !Body.canLeave(*R.Block)) {
    auto Begin = Text.beginOf(*R.Block), End = Text.endOf(*R.Block);
    if (!Begin || !End)
      obstacle("the text comes from a macro");
    else if (isOneText(*Begin, *End))
      offer(AdviceKind::Call,
            {marked(Text.insert(*Begin, "[&] "), MarkKind::CalledBlock),
             Text.insert(*End, "();")});
    return;
  }
  if (Leaves) {
    obstacle("its uses cannot move into a function: they await, or leave the "
             "block");
    return;
  }
  std::vector<std::string> Unknown = Flow.Unknown;
  if (!Flow.Outlives.empty() || !Checks.canCloseAfter(V, Flow, R, Unknown))
    return;
  auto Begin = Text.beginOf(at(*R.Block, R.First));
  auto End = Text.endOf(at(*R.Block, R.Last));
  if (!Begin || !End) {
    obstacle("the text comes from a macro");
    return;
  }
  if (!isOneText(*Begin, *End))
    return;
  const std::string Break = Text.lineBreakBefore(*Begin);
  offer(AdviceKind::Call,
        {marked(Text.insert(*Begin, "[&] {" + Break), MarkKind::CalledLambda),
         Text.insert(*End, Break + "}();")},
        {}, std::move(Unknown));
}

/// Returns what an array in a box takes beside its elements: their number, if
/// they have destructors to call.
static Bytes countBesideArray(const VarDecl &V, const ASTContext &Context) {
  if (!V.getType()->isArrayType() ||
      V.getType().isDestructedType() == QualType::DK_none)
    return {};
  return Bytes(std::max(
      Context.getTypeSizeInChars(Context.getSizeType()).getQuantity(),
      Context.getPreferredTypeAlignInChars(V.getType()).getQuantity()));
}

void EditMaker::offerBox(const VarDecl &V, const DeclStmt &Declaration) {
  Boxed Made = boxVariable(V, Declaration, Body, Text);
  if (!Made.Obstacle.empty())
    obstacle(std::move(Made.Obstacle));
  else
    offer(AdviceKind::Box, std::move(Made.Edits),
          O.Size + countBesideArray(V, Context));
}

void EditMaker::forVariable(const VarDecl &V) {
  const DeclStmt *Declaration = Body.declarationOf(V);
  const auto *Block =
      Declaration ? dyn_cast_or_null<CompoundStmt>(Body.parentOf(*Declaration))
                  : nullptr;
  if (!Block || V.isStaticLocal()) {
    obstacle("it is not declared by a statement of its own");
    return;
  }
  if (!Declaration->isSingleDecl()) {
    const bool HasType = llvm::any_of(
        Declaration->decls(), [](const Decl *D) { return isa<TagDecl>(D); });
    obstacle(HasType ? "its type is declared with it"
                     : "other variables are declared with it");
    return;
  }
  const ValueFlow Flow = Flows.follow(V, Body);
  const auto First = firstUseIn(*Block, V, *Declaration, Body);
  if (First && Checks.canMove(V, *Block)) {
    offerLater(V, *Declaration, *Block, *First);
    if (Flow.Outlives.empty())
      if (std::optional<Region> R = regionOf(V, Flow, *First, Body))
        offerLaterScope(V, *Declaration, Flow, *R);
  }
  if (O.isDead()) {
    if (!Flow.Outlives.empty())
      obstacle(Flow.Outlives);
    if (std::optional<Region> R =
            regionOf(V, Flow, indexIn(*Block, Declaration), Body)) {
      if (Flow.Outlives.empty())
        offerScope(V, Flow, *R);
      offerCall(V, Flow, *R);
    }
  }
  offerBox(V, *Declaration);
}

void EditMaker::forTemporary(const Stmt &Statement) {
  if (Body.canLeave(Statement) || Body.hasJumps()) {
    obstacle(std::string(AwaitsInExpression));
    return;
  }
  auto Begin = Text.beginOf(Statement), End = Text.endOf(Statement);
  if (!Begin || !End) {
    obstacle("the text comes from a macro");
    return;
  }
  if (!isOneText(*Begin, *End))
    return;
  if (isa<Expr>(Statement)) {
    offer(AdviceKind::Call,
          {marked(Text.insert(*Begin, "[&] { "), MarkKind::CalledLambda),
           Text.insert(*End, " }();")});
    return;
  }
  const auto *Declaration = dyn_cast<DeclStmt>(&Statement);
  const auto *V = Declaration && Declaration->isSingleDecl()
                      ? dyn_cast<VarDecl>(Declaration->getSingleDecl())
                      : nullptr;
  const Expr *Init = V ? V->getInit() : nullptr;
  if (!Init || V->getInitStyle() != VarDecl::CInit || V->isStaticLocal() ||
      V->getType()->isReferenceType() || isa<DecompositionDecl>(V) ||
      !Context.hasSameUnqualifiedType(
          Init->IgnoreUnlessSpelledInSource()->getType(), V->getType()) ||
      !Init->IgnoreUnlessSpelledInSource()->isPRValue()) {
    obstacle("its full expression is not a statement of its own");
    return;
  }
  auto Range = Text.rangeOf(*Init->IgnoreUnlessSpelledInSource());
  if (!Range) {
    obstacle("the text comes from a macro");
    return;
  }
  offer(AdviceKind::Call, {marked(Text.insert(Range->first, "[&] { return "),
                                  MarkKind::ReturningLambda),
                           Text.insert(Range->second, "; }()")});
}

/// Returns the bodies of the other instances of the template that \p Function
/// is an instance of.
static std::vector<BodyIndex>
instancesBeside(const FunctionDecl &Function,
                llvm::ArrayRef<FunctionDecl *> Coroutines) {
  std::vector<BodyIndex> Bodies;
  for (const FunctionDecl *Other : Coroutines)
    if (Other != &Function && Other->getLocation() == Function.getLocation())
      Bodies.emplace_back(*Other);
  return Bodies;
}

/// Finds the edits of the variables of \p Body that \p O may be. Returns false
/// if it has none of them.
static bool editVariables(Occupant &O, const ASTContext &Context,
                          const BodyIndex &Body, const EditedText &Text,
                          AddressFlow &Flows) {
  bool IsThere = false;
  EditMaker Maker(Context, Body, Text, Flows, O);
  for (const VarDecl *V : Body.variables())
    if (V->getName() == O.Name.str() &&
        Text.isAt(V->getLocation(), O.Declared)) {
      IsThere = true;
      Maker.forVariable(*V);
    }
  return IsThere;
}

/// Leaves \p O, a variable of one instance of a template, the candidates that
/// the instance with the body \p Other has, too: edits change them all.
static void keepCommon(Occupant &O, const ASTContext &Context,
                       const BodyIndex &Other, const EditedText &Text,
                       AddressFlow &Flows) {
  Occupant Same;
  Same.Kind = O.Kind;
  Same.Name = O.Name;
  Same.Size = O.Size;
  Same.Declared = O.Declared;
  Same.LiveAcross = O.LiveAcross;
  // Otherwise a part that it is in is left out of the other instance.
  if (!editVariables(Same, Context, Other, Text, Flows))
    return;
  std::vector<Candidate> Common;
  for (Candidate &Own : O.Candidates) {
    const auto Found =
        llvm::find_if(Same.Candidates, [&](const Candidate &There) {
          return There.Kind == Own.Kind && There.Edits == Own.Edits;
        });
    if (Found == Same.Candidates.end())
      continue;
    if (Own.Condition.empty())
      Own.Condition = Found->Condition;
    else if (!Found->Condition.empty() && Found->Condition != Own.Condition)
      Own.Condition += ", and " + Found->Condition;
    Common.push_back(std::move(Own));
  }
  static constexpr char OtherInstance[] =
      "other edits do not fit another instance of the template";
  if (Common.size() != O.Candidates.size() &&
      !llvm::is_contained(O.Obstacles, OtherInstance))
    O.Obstacles.push_back(OtherInstance);
  O.Candidates = std::move(Common);
}

/// Returns true if \p Where is in what a co_await or co_yield waits for.
static bool isAwaited(const BodyIndex &Body, const EditedText &Text,
                      const Place &Where) {
  return llvm::any_of(Body.suspensions(), [&](const CoroutineSuspendExpr *E) {
    return Text.covers(*E, Where);
  });
}

/// Returns true if what initializes \p O, a variable, awaits, as in
/// `Message M = co_await receive();`.
static bool isMadeByAwait(const Occupant &O, const BodyIndex &Body,
                          const EditedText &Text) {
  return llvm::any_of(Body.variables(), [&](const VarDecl *V) {
    return V->getInit() && Text.isAt(V->getLocation(), O.Declared) &&
           BodyIndex::suspends(V->getInit());
  });
}

void findEditCandidates(Coroutine &C, const FunctionDecl &Function,
                        llvm::ArrayRef<FunctionDecl *> Coroutines,
                        const ProjectPaths &Paths, AddressFlow &Flows) {
  const ASTContext &Context = Function.getASTContext();
  std::optional<BodyIndex> Body;
  std::optional<EditedText> Text;
  std::vector<BodyIndex> Others;
  for (FrameRange &Range : C.Frame.Ranges)
    for (Occupant &O : Range.Occupants) {
      // Words about a small temporary also say whether its expression awaits.
      const bool IsTooSmall = O.Size < SmallestEdited;
      if (O.Kind != OccupantKind::Temporary &&
          (O.Kind != OccupantKind::Local || IsTooSmall))
        continue;
      if (!Body) {
        Body.emplace(Function);
        Text.emplace(Function, Paths);
        if (Text->isEditable())
          Others = instancesBeside(Function, Coroutines);
      }
      if (O.Kind == OccupantKind::Temporary &&
          isAwaited(*Body, *Text, O.Declared)) {
        O.Obstacles.push_back(std::string(AwaitsInExpression));
        continue;
      }
      if (O.Kind == OccupantKind::Local && O.isDead() &&
          isMadeByAwait(O, *Body, *Text))
        O.Obstacles.push_back(std::string(AwaitsInInitializer));
      if (!Text->isEditable()) {
        O.Obstacles.push_back(Text->whyNot());
        continue;
      }
      if (O.Kind == OccupantKind::Local) {
        editVariables(O, Context, *Body, *Text, Flows);
        for (const BodyIndex &Other : Others)
          keepCommon(O, Context, Other, *Text, Flows);
      } else if (const auto *Written = dyn_cast<CompoundStmt>(
                     cast<CoroutineBodyStmt>(Function.getBody())->getBody())) {
        if (const Stmt *Statement = statementAt(*Written, *Text, O.Declared))
          EditMaker(Context, *Body, *Text, Flows, O).forTemporary(*Statement);
        if (IsTooSmall)
          O.Candidates.clear();
      }
    }
  for (FrameRange &Range : C.Frame.Ranges)
    boxTogether(Range);
}

} // namespace coroscope
