//===- EditCandidates.cpp - Edits that may shrink a frame -----------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "edits/EditCandidates.h"

#include "source/BodyIndex.h"
#include "edits/BoxEdits.h"
#include "edits/EditedText.h"
#include "edits/ValueFlow.h"

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
  Occupant &O;
  /// Whether a loop may come back to the value after a suspension: then the end
  /// of a scope frees nothing.
  bool Repeats = false;

  bool obstacle(std::string Why) {
    if (!llvm::is_contained(O.Obstacles, Why))
      O.Obstacles.push_back(std::move(Why));
    return false;
  }
  bool isOneText(EditedText::Offset Begin, EditedText::Offset End) {
    return !Text.hasDirectives(Begin, End) || obstacle(DirectivesBetween);
  }
  void offer(AdviceKind Kind, std::vector<Edit> Edits, Bytes Heap = {});

  std::optional<Region> regionOf(const VarDecl &V, const ValueFlow &Flow) const;
  bool canCloseAfter(const VarDecl &V, const Region &R);

  void offerScope(const VarDecl &V, const Region &R);
  void offerLater(const VarDecl &V, const DeclStmt &Declaration,
                  const CompoundStmt &Block);
  void offerCall(const VarDecl &V, const ValueFlow &Flow, const Region &R);
  void offerBox(const VarDecl &V, const DeclStmt &Declaration);

public:
  EditMaker(const ASTContext &Context, const BodyIndex &Body,
            const EditedText &Text, Occupant &O)
      : Context(Context), Body(Body), Text(Text), O(O) {}

  void forVariable(const VarDecl &V);
  void forTemporary(const Stmt &Statement);
};

} // namespace

void EditMaker::offer(AdviceKind Kind, std::vector<Edit> Edits, Bytes Heap) {
  std::sort(Edits.begin(), Edits.end());
  // A value that lives on stays in the frame wherever it is declared.
  const bool IsSure = Kind == AdviceKind::Call || Kind == AdviceKind::Box ||
                      (O.isDead() && !Repeats);
  O.Candidates.push_back({Kind, Heap, std::move(Edits), {}, IsSure});
}

/// The statement number \p Index of \p Block.
static const Stmt &at(const CompoundStmt &Block, std::size_t Index) {
  return *Block.body_begin()[Index];
}

static std::size_t indexIn(const CompoundStmt &Block, const Stmt *Statement) {
  return std::find(Block.body_begin(), Block.body_end(), Statement) -
         Block.body_begin();
}

/// From the declaration of \p V to the last statement of its block that refers
/// to it or to an alias.
std::optional<Region> EditMaker::regionOf(const VarDecl &V,
                                          const ValueFlow &Flow) const {
  const DeclStmt *Declaration = Body.declarationOf(V);
  const auto *Block =
      dyn_cast_or_null<CompoundStmt>(Body.parentOf(*Declaration));
  if (!Block)
    return std::nullopt;
  Region R{Block, indexIn(*Block, Declaration), 0};
  R.Last = R.First;
  for (const VarDecl *Alias : Flow.Aliases)
    for (const DeclRefExpr *Reference : Body.referencesTo(*Alias))
      if (const Stmt *Statement = Body.statementIn(*Block, *Reference))
        R.Last = std::max(R.Last, indexIn(*Block, Statement));
  return R;
}

/// Whether the block of \p R can be closed after it with nothing changed but
/// the lifetime of \p V.
bool EditMaker::canCloseAfter(const VarDecl &V, const Region &R) {
  if (Body.hasJumps())
    return obstacle("there are jumps in the coroutine");
  if (V.needsDestruction(Context) != QualType::DK_none)
    return obstacle("its destructor would run at another time");
  if (isa_and_nonnull<SwitchStmt>(Body.parentOf(*R.Block)))
    return obstacle("it is declared in the body of a switch");
  for (std::size_t I = R.First; I <= R.Last; ++I) {
    const auto *Declaration = dyn_cast<DeclStmt>(&at(*R.Block, I));
    if (!Declaration)
      continue;
    for (const Decl *D : Declaration->decls()) {
      const auto *Other = dyn_cast<VarDecl>(D);
      if (!Other)
        return obstacle("something else than a variable is declared between "
                        "its first and its last use");
      if (Other == &V)
        continue;
      const std::string Name = "'" + Other->getNameAsString() + "'";
      if (isa<DecompositionDecl>(Other))
        return obstacle("a structured binding is declared between its first "
                        "and its last use");
      if (Other->needsDestruction(Context) != QualType::DK_none ||
          (Other->getType()->isReferenceType() && Other->getInit() &&
           isa<MaterializeTemporaryExpr>(
               Other->getInit()->IgnoreImplicit()->IgnoreParens())))
        return obstacle("the destructor of " + Name +
                        " would run at another time");
      for (const DeclRefExpr *Reference : Body.referencesTo(*Other))
        if (const Stmt *Statement = Body.statementIn(*R.Block, *Reference);
            Statement && indexIn(*R.Block, Statement) > R.Last)
          return obstacle(Name + " is declared before its last use and needed "
                                 "afterwards");
    }
  }
  return true;
}

void EditMaker::offerScope(const VarDecl &V, const Region &R) {
  if (R.Last + 1 == R.Block->size())
    return; // It ends with its block already.
  if (!canCloseAfter(V, R))
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
        {Text.insert(*Begin, "{" + Break), Text.insert(*End, Break + "}")});
}

void EditMaker::offerLater(const VarDecl &V, const DeclStmt &Declaration,
                           const CompoundStmt &Block) {
  std::size_t First = Block.size();
  for (const DeclRefExpr *Reference : Body.referencesTo(V)) {
    const Stmt *Statement = Body.statementIn(Block, *Reference);
    if (Statement && Statement != &Declaration)
      First = std::min(First, indexIn(Block, Statement));
  }
  if (First == Block.size())
    return;
  // It helps only past a suspension.
  const bool Suspends =
      std::any_of(Block.body_begin() + indexIn(Block, &Declaration) + 1,
                  Block.body_begin() + First, BodyIndex::suspends);
  if (!Suspends)
    return;
  if (Body.hasJumps()) {
    obstacle("there are jumps in the coroutine");
    return;
  }
  if (isa_and_nonnull<SwitchStmt>(Body.parentOf(Block))) {
    obstacle("it is declared in the body of a switch");
    return;
  }
  if (V.needsDestruction(Context) != QualType::DK_none) {
    obstacle("its destructor would run at another time");
    return;
  }
  if (V.getInit() &&
      !V.getInit()->isConstantInitializer(const_cast<ASTContext &>(Context),
                                          V.getType()->isReferenceType())) {
    obstacle("its initializer would run at another time");
    return;
  }
  auto Begin = Text.beginOf(Declaration);
  auto End = Text.endOf(Declaration);
  auto Before = Text.beginOf(at(Block, First));
  if (!Begin || !End || !Before) {
    obstacle("the text comes from a macro");
    return;
  }
  if (!isOneText(*Begin, *Before))
    return;
  offer(AdviceKind::DeclareLater,
        {Text.removeStatement(*Begin, *End),
         Text.insert(*Before, Text.between(*Begin, *End) +
                                  Text.lineBreakBefore(*Before))});
}

void EditMaker::offerCall(const VarDecl &V, const ValueFlow &Flow,
                          const Region &R) {
  const auto *Outer = dyn_cast_or_null<CompoundStmt>(Body.parentOf(*R.Block));
  bool Leaves = Body.hasJumps();
  for (std::size_t I = R.First; I <= R.Last; ++I)
    Leaves |= Body.canLeave(at(*R.Block, I));
  // A block that is a statement becomes the body of the function.
  if (Outer && !Leaves && !Body.canLeave(*R.Block)) {
    auto Begin = Text.beginOf(*R.Block), End = Text.endOf(*R.Block);
    if (!Begin || !End)
      obstacle("the text comes from a macro");
    else if (isOneText(*Begin, *End))
      offer(AdviceKind::Call,
            {Text.insert(*Begin, "[&] "), Text.insert(*End, "();")});
    return;
  }
  if (Leaves) {
    obstacle("its uses cannot move into a function: they await, or leave the "
             "block");
    return;
  }
  if (!Flow.Outlives.empty() || !canCloseAfter(V, R))
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
  offer(AdviceKind::Call, {Text.insert(*Begin, "[&] {" + Break),
                           Text.insert(*End, Break + "}();")});
}

void EditMaker::offerBox(const VarDecl &V, const DeclStmt &Declaration) {
  Boxed Made = boxVariable(V, Declaration, Body, Text);
  if (!Made.Obstacle.empty())
    obstacle(std::move(Made.Obstacle));
  else
    offer(AdviceKind::Box, std::move(Made.Edits), O.Size);
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
  Repeats = Body.isRepeatedAcrossSuspension(*Declaration);
  offerLater(V, *Declaration, *Block);
  if (O.isDead()) {
    const ValueFlow Flow = followValue(V, Body);
    if (!Flow.Outlives.empty())
      obstacle(Flow.Outlives);
    if (std::optional<Region> R = regionOf(V, Flow)) {
      if (Flow.Outlives.empty())
        offerScope(V, *R);
      offerCall(V, Flow, *R);
    }
  }
  offerBox(V, *Declaration);
}

void EditMaker::forTemporary(const Stmt &Statement) {
  if (Body.canLeave(Statement) || Body.hasJumps()) {
    obstacle("its full expression awaits");
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
          {Text.insert(*Begin, "[&] { "), Text.insert(*End, " }();")});
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
  offer(AdviceKind::Call, {Text.insert(Range->first, "[&] { return "),
                           Text.insert(Range->second, "; }()")});
}

/// The statement directly in a block that begins or has a part that begins at
/// \p Where; null if there is none.
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
    // A block in a loop, a branch or a handler.
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
                        const ProjectPaths &Paths) {
  const ASTContext &Context = Function.getASTContext();
  std::optional<BodyIndex> Body;
  std::optional<EditedText> Text;
  for (FrameRange &Range : C.Frame.Ranges)
    for (Occupant &O : Range.Occupants) {
      if (O.Size < SmallestEdited ||
          (O.Kind != OccupantKind::Local && O.Kind != OccupantKind::Temporary))
        continue;
      if (!Body) {
        Body.emplace(Function);
        Text.emplace(Function, Paths);
      }
      if (!Text->isEditable()) {
        O.Obstacles.push_back(Text->whyNot());
        continue;
      }
      EditMaker Maker(Context, *Body, *Text, O);
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
      }
    }
  for (FrameRange &Range : C.Frame.Ranges)
    boxTogether(Range);
}

} // namespace coroscope
