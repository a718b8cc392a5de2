//===- EditCandidates.cpp - Edits that may shrink a frame -----------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "edits/EditCandidates.h"

#include "edits/BoxEdits.h"
#include "edits/EditedText.h"
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

/// Statements [First, Last] of a block.
struct Region {
  const CompoundStmt *Block;
  std::size_t First;
  std::size_t Last;
};

/// Makes the edits for one occupant.
class EditMaker {
  const ASTContext &Context;
  const BodyIndex &Body;
  const EditedText &Text;
  AddressFlow &Flows;
  Occupant &O;

  bool obstacle(std::string Why) {
    if (!llvm::is_contained(O.Obstacles, Why))
      O.Obstacles.push_back(std::move(Why));
    return false;
  }
  bool isOneText(EditedText::Offset Begin, EditedText::Offset End) {
    return !Text.hasDirectives(Begin, End) || obstacle(DirectivesBetween);
  }
  void offer(AdviceKind Kind, std::vector<Edit> Edits, Bytes Heap = {},
             std::vector<std::string> Unknown = {});

  std::optional<Region> regionOf(const VarDecl &V, const ValueFlow &Flow,
                                 std::size_t First) const;
  std::optional<std::size_t> firstUseIn(const CompoundStmt &Block,
                                        const VarDecl &V,
                                        const DeclStmt &Declaration) const;
  bool canCloseAfter(const VarDecl &V, const Region &R,
                     std::vector<std::string> &Unknown);
  bool canEndIn(const VarDecl &Sibling, const Region &R,
                std::vector<std::string> &Unknown);
  bool canMove(const VarDecl &V, const CompoundStmt &Block);
  bool isUnnamed(const VarDecl &V, EditedText::Offset Begin,
                 EditedText::Offset End);

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
      : Context(Context), Body(Body), Text(Text), Flows(Flows), O(O) {}

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

/// Returns the statement number \p Index of \p Block, counted from 0.
static const Stmt &at(const CompoundStmt &Block, std::size_t Index) {
  return *Block.body_begin()[Index];
}

static std::size_t indexIn(const CompoundStmt &Block, const Stmt *Statement) {
  return std::find(Block.body_begin(), Block.body_end(), Statement) -
         Block.body_begin();
}

/// Returns the statements from number \p First of the block of \p V to the last
/// one that refers to it or to an alias.
std::optional<Region> EditMaker::regionOf(const VarDecl &V,
                                          const ValueFlow &Flow,
                                          std::size_t First) const {
  const DeclStmt *Declaration = Body.declarationOf(V);
  const auto *Block =
      dyn_cast_or_null<CompoundStmt>(Body.parentOf(*Declaration));
  if (!Block)
    return std::nullopt;
  Region R{Block, First, First};
  for (const VarDecl *Alias : Flow.Aliases)
    for (const DeclRefExpr *Reference : Body.referencesTo(*Alias))
      if (const Stmt *Statement = Body.statementIn(*Block, *Reference))
        R.Last = std::max(R.Last, indexIn(*Block, Statement));
  return R;
}

/// Returns true if this build knows every mention of the name of \p V in a part
/// of the text.
bool EditMaker::isUnnamed(const VarDecl &V, EditedText::Offset Begin,
                          EditedText::Offset End) {
  std::vector<EditedText::Offset> Known;
  for (const VarDecl *Other : Body.variables())
    if (Other->getDeclName() == V.getDeclName()) {
      if (auto Where = Text.offsetIn(Other->getLocation()))
        Known.push_back(*Where);
      for (const DeclRefExpr *Reference : Body.referencesTo(*Other))
        if (auto Where = Text.offsetIn(Reference->getLocation()))
          Known.push_back(*Where);
    }
  if (!Text.isMentioned(V.getName(), Begin, End, Known))
    return true;
  return obstacle("its name '" + V.getNameAsString() +
                  "' stands in code or in a macro that this build leaves out");
}

/// Returns true if nothing after \p R needs \p Sibling, which is declared in
/// it.
bool EditMaker::canEndIn(const VarDecl &Sibling, const Region &R,
                         std::vector<std::string> &Unknown) {
  const std::string Name = "'" + Sibling.getNameAsString() + "'";
  const ValueFlow Flow = Flows.follow(Sibling, Body);
  if (!Flow.Outlives.empty())
    return obstacle(Name + " is declared before its last use, and " +
                    Flow.Outlives);
  for (const VarDecl *Alias : Flow.Aliases)
    for (const DeclRefExpr *Reference : Body.referencesTo(*Alias)) {
      const Stmt *Statement = Body.statementIn(*R.Block, *Reference);
      if (!Statement || indexIn(*R.Block, Statement) > R.Last)
        return obstacle(Name + " is declared before its last use and needed "
                               "afterwards");
    }
  Unknown.insert(Unknown.end(), Flow.Unknown.begin(), Flow.Unknown.end());
  return true;
}

/// Returns true if a block that ends with \p R changes nothing but the lifetime
/// of \p V. Adds the assumptions for that to \p Unknown.
bool EditMaker::canCloseAfter(const VarDecl &V, const Region &R,
                              std::vector<std::string> &Unknown) {
  if (Body.hasJumps())
    return obstacle("there are jumps in the coroutine");
  if (V.needsDestruction(Context) != QualType::DK_none)
    return obstacle("its destructor would run at another time");
  if (isa_and_nonnull<SwitchStmt>(Body.parentOf(*R.Block)))
    return obstacle("it is declared in the body of a switch");
  const auto End = Text.endOf(at(*R.Block, R.Last));
  const auto BlockEnd = Text.offsetIn(R.Block->getRBracLoc());
  if (!End || !BlockEnd)
    return obstacle("the text comes from a macro");
  if (!isUnnamed(V, *End, *BlockEnd))
    return false;
  for (std::size_t I = R.First; I <= R.Last; ++I) {
    const auto *Declaration = dyn_cast<DeclStmt>(&at(*R.Block, I));
    if (!Declaration)
      continue;
    for (const Decl *D : Declaration->decls()) {
      const auto *Other = dyn_cast<VarDecl>(D);
      if (!Other)
        return obstacle("something other than a variable is declared between "
                        "its first and its last use");
      if (Other == &V)
        continue;
      const std::string Name = "'" + Other->getNameAsString() + "'";
      if (isa<DecompositionDecl>(Other))
        return obstacle("a structured binding is declared between its first "
                        "and its last use");
      if (Other->needsDestruction(Context) != QualType::DK_none)
        return obstacle("the destructor of " + Name +
                        " would run at another time");
      if (!canEndIn(*Other, R, Unknown) || !isUnnamed(*Other, *End, *BlockEnd))
        return false;
    }
  }
  return true;
}

void EditMaker::offerScope(const VarDecl &V, const ValueFlow &Flow,
                           const Region &R) {
  if (R.Last + 1 == R.Block->size())
    return; // It ends with its block already.
  std::vector<std::string> Unknown = Flow.Unknown;
  if (!canCloseAfter(V, R, Unknown))
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

/// Returns the first statement of \p Block after \p Declaration that refers to
/// \p V; nothing if no suspension lies before it.
std::optional<std::size_t>
EditMaker::firstUseIn(const CompoundStmt &Block, const VarDecl &V,
                      const DeclStmt &Declaration) const {
  std::size_t First = Block.size();
  for (const DeclRefExpr *Reference : Body.referencesTo(V)) {
    const Stmt *Statement = Body.statementIn(Block, *Reference);
    if (Statement && Statement != &Declaration)
      First = std::min(First, indexIn(Block, Statement));
  }
  // Moving the declaration helps only past a suspension.
  if (First == Block.size() ||
      std::none_of(Block.body_begin() + indexIn(Block, &Declaration) + 1,
                   Block.body_begin() + First, BodyIndex::suspends))
    return std::nullopt;
  return First;
}

/// Returns true if declaring \p V later in \p Block changes nothing but the
/// start of its lifetime.
bool EditMaker::canMove(const VarDecl &V, const CompoundStmt &Block) {
  if (Body.hasJumps())
    return obstacle("there are jumps in the coroutine");
  if (isa_and_nonnull<SwitchStmt>(Body.parentOf(Block)))
    return obstacle("it is declared in the body of a switch");
  if (V.needsDestruction(Context) != QualType::DK_none)
    return obstacle("its destructor would run at another time");
  if (V.getInit() &&
      !V.getInit()->isConstantInitializer(const_cast<ASTContext &>(Context),
                                          V.getType()->isReferenceType()))
    return obstacle("its initializer would run at another time");
  return true;
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
  if (!isOneText(*Begin, *Before) || !isUnnamed(V, *End, *Before))
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
  if (R.Last + 1 == R.Block->size() || !canCloseAfter(V, R, Unknown))
    return;
  auto Begin = Text.beginOf(Declaration);
  auto End = Text.endOf(Declaration);
  auto First = Text.beginOf(at(*R.Block, R.First));
  auto Last = Text.endOf(at(*R.Block, R.Last));
  if (!Begin || !End || !First || !Last || !isOneText(*Begin, *Last) ||
      !isUnnamed(V, *End, *First))
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
  if (!Flow.Outlives.empty() || !canCloseAfter(V, R, Unknown))
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
    obstacle("other variables are declared with it");
    return;
  }
  const ValueFlow Flow = Flows.follow(V, Body);
  const auto First = firstUseIn(*Block, V, *Declaration);
  if (First && canMove(V, *Block)) {
    offerLater(V, *Declaration, *Block, *First);
    if (Flow.Outlives.empty())
      if (std::optional<Region> R = regionOf(V, Flow, *First))
        offerLaterScope(V, *Declaration, Flow, *R);
  }
  if (O.isDead()) {
    if (!Flow.Outlives.empty())
      obstacle(Flow.Outlives);
    if (std::optional<Region> R =
            regionOf(V, Flow, indexIn(*Block, Declaration))) {
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

/// Returns the expression or declaration in which something begins at \p Where,
/// in a block inside \p Block or in itself; null if there is none.
static const Stmt *statementAt(const BodyIndex &Body, const CompoundStmt &Block,
                               const EditedText &Text, const Place &Where) {
  for (const Stmt *Statement : Block.body()) {
    if (const auto *Inner = dyn_cast<CompoundStmt>(Statement)) {
      if (const Stmt *Found = statementAt(Body, *Inner, Text, Where))
        return Found;
      continue;
    }
    if (!Text.covers(*Statement, Where))
      continue;
    if (isa<Expr, DeclStmt>(Statement))
      return Statement;
    // Look for blocks in a loop, a branch or a handler.
    llvm::SmallVector<const Stmt *, 8> Worklist(Statement->children());
    while (!Worklist.empty()) {
      const Stmt *Part = Worklist.pop_back_val();
      if (!Part)
        continue;
      if (const auto *Inner = dyn_cast<CompoundStmt>(Part)) {
        if (const Stmt *Found = statementAt(Body, *Inner, Text, Where))
          return Found;
      } else if (!isa<Expr>(Part)) {
        Worklist.append(Part->child_begin(), Part->child_end());
      }
    }
  }
  return nullptr;
}

void findEditCandidates(Coroutine &C, const FunctionDecl &Function,
                        const ProjectPaths &Paths, AddressFlow &Flows) {
  const ASTContext &Context = Function.getASTContext();
  std::optional<BodyIndex> Body;
  std::optional<EditedText> Text;
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
      }
      if (!Text->isEditable()) {
        O.Obstacles.push_back(Text->whyNot());
        continue;
      }
      EditMaker Maker(Context, *Body, *Text, Flows, O);
      if (O.Kind == OccupantKind::Local) {
        for (const VarDecl *V : Body->variables())
          if (V->getName() == O.Name.str() &&
              Text->isAt(V->getLocation(), O.Declared))
            Maker.forVariable(*V);
      } else if (const auto *Written = dyn_cast<CompoundStmt>(
                     cast<CoroutineBodyStmt>(Function.getBody())->getBody())) {
        if (const Stmt *Statement =
                statementAt(*Body, *Written, *Text, O.Declared))
          Maker.forTemporary(*Statement);
        if (IsTooSmall)
          O.Candidates.clear();
      }
    }
  for (FrameRange &Range : C.Frame.Ranges)
    boxTogether(Range);
}

} // namespace coroscope
