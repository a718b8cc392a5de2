//===- InsertedCode.cpp - Code that edits put into an AST -----------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "edits/InsertedCode.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/Stmt.h"
#include "clang/Basic/SourceManager.h"

#include <algorithm>

using namespace clang;

namespace coroscope {

std::optional<std::uint64_t>
InsertedCode::offsetOf(SourceLocation Where) const {
  const SourceManager &Sources = Context.getSourceManager();
  if (Where.isInvalid() || Where.isMacroID() ||
      !Sources.isWrittenInMainFile(Where))
    return std::nullopt;
  return Sources.getFileOffset(Where);
}

bool InsertedCode::isAt(SourceLocation Where, MarkKind Kind) const {
  if (Marks.empty())
    return false;
  const auto Offset = offsetOf(Where);
  return Offset && llvm::is_contained(Marks, EditMark{Kind, *Offset});
}

/// Returns the lambda that \p E calls at once, without arguments; null if \p E
/// is something else.
static const LambdaExpr *calledLambda(const Expr &E) {
  const auto *Call =
      dyn_cast<CXXOperatorCallExpr>(E.IgnoreUnlessSpelledInSource());
  if (!Call || Call->getOperator() != OO_Call || Call->getNumArgs() != 1)
    return nullptr;
  return dyn_cast<LambdaExpr>(Call->getArg(0)->IgnoreUnlessSpelledInSource());
}

InsertedPiece InsertedCode::pieceAt(const Stmt &Statement) const {
  if (isa<CompoundStmt>(Statement))
    return {MarkKind::Block, isAt(Statement.getBeginLoc(), MarkKind::Block)
                                 ? &Statement
                                 : nullptr};
  const auto *E = dyn_cast<Expr>(&Statement);
  if (!E)
    return {};
  for (MarkKind Kind : {MarkKind::CalledLambda, MarkKind::CalledBlock})
    if (isAt(E->getBeginLoc(), Kind))
      if (const LambdaExpr *Lambda = calledLambda(*E))
        return {Kind, Lambda->getBody()};
  return {};
}

const Expr *InsertedCode::returnedAt(const Expr &E) const {
  if (!isAt(E.getBeginLoc(), MarkKind::ReturningLambda))
    return nullptr;
  const LambdaExpr *Lambda = calledLambda(E);
  const auto *Body =
      dyn_cast_or_null<CompoundStmt>(Lambda ? Lambda->getBody() : nullptr);
  if (!Body || Body->size() != 1)
    return nullptr;
  const auto *Return = dyn_cast<ReturnStmt>(Body->body_front());
  return Return ? Return->getRetValue() : nullptr;
}

/// Returns the only variable that \p Statement declares; null if it is not a
/// declaration of one variable.
static const VarDecl *onlyVariable(const Stmt *Statement) {
  const auto *Declared = dyn_cast_or_null<DeclStmt>(Statement);
  return Declared && Declared->isSingleDecl()
             ? dyn_cast<VarDecl>(Declared->getSingleDecl())
             : nullptr;
}

/// Returns the first \p Node in \p S, which may be \p S itself; null if there
/// is none. Skips lambdas.
template <typename Node> static const Node *findIn(const Stmt *S) {
  if (!S || isa<LambdaExpr>(S))
    return nullptr;
  if (const auto *Found = dyn_cast<Node>(S))
    return Found;
  for (const Stmt *Child : S->children())
    if (const Node *Found = findIn<Node>(Child))
      return Found;
  return nullptr;
}

/// Returns the initializer of the object that \p New makes; for an array of one
/// element, the initializer of that element.
static const Expr *initializerIn(const CXXNewExpr &New) {
  const Expr *Init = New.getInitializer();
  if (!Init || !New.isArray())
    return Init;
  if (const auto *List = dyn_cast<InitListExpr>(Init))
    return List->getNumInits() == 1 ? List->getInit(0) : nullptr;
  return Init;
}

void InsertedCode::findBoxes(const CompoundStmt &Block) const {
  const auto *Begin = Block.body_begin();
  for (std::size_t I = 0; I + 1 < Block.size(); ++I) {
    const VarDecl *Box = onlyVariable(Begin[I]);
    const VarDecl *Reference = onlyVariable(Begin[I + 1]);
    if (!Box || !Reference || !Reference->getType()->isReferenceType() ||
        !isAt(Begin[I]->getBeginLoc(), MarkKind::Box))
      continue;
    InsertedBox Found{Reference, Reference->getType().getNonReferenceType(),
                      nullptr};
    // Without "new", the box comes from std::make_unique_for_overwrite.
    if (const auto *New = findIn<CXXNewExpr>(Box->getInit()))
      Found.Init = initializerIn(*New);
    Boxes[cast<DeclStmt>(Begin[I])] = Found;
    References[cast<DeclStmt>(Begin[I + 1])] = true;
  }
}

std::optional<InsertedBox>
InsertedCode::boxAt(const DeclStmt &Statement) const {
  auto It = Boxes.find(&Statement);
  return It == Boxes.end() ? std::nullopt : std::optional(It->second);
}

std::vector<const Stmt *>
InsertedCode::originalOrder(const CompoundStmt &Block) const {
  if (Marks.empty())
    return {Block.body_begin(), Block.body_end()};
  findBoxes(Block);
  std::vector<const Stmt *> Order;
  const Stmt *Moved = nullptr;
  for (const Stmt *S : Block.body()) {
    if (TakenOut.contains(S))
      continue;
    if (isa<DeclStmt>(S) && isAt(S->getBeginLoc(), MarkKind::MovedTo)) {
      Moved = S;
      continue;
    }
    Order.push_back(S);
    // The declaration may have moved into a block of its own.
    const auto *Inner = dyn_cast_or_null<CompoundStmt>(pieceAt(*S).Inner);
    if (!Inner || Inner->body_empty() || !isa<DeclStmt>(Inner->body_front()) ||
        !isAt(Inner->body_front()->getBeginLoc(), MarkKind::MovedTo))
      continue;
    Moved = Inner->body_front();
    TakenOut[Moved] = true;
  }
  if (!Moved)
    return Order;
  const auto Begin = offsetOf(Block.getBeginLoc());
  const auto End = offsetOf(Block.getEndLoc());
  for (const EditMark &Mark : Marks)
    if (Mark.Kind == MarkKind::MovedFrom && Begin && End &&
        *Begin < Mark.Offset && Mark.Offset <= *End) {
      auto After = std::find_if(Order.begin(), Order.end(), [&](const Stmt *S) {
        const auto Own = offsetOf(
            Context.getSourceManager().getExpansionLoc(S->getBeginLoc()));
        return Own && *Own >= Mark.Offset;
      });
      Order.insert(After, Moved);
      return Order;
    }
  // The old place is unknown: keep the declaration in front.
  Order.insert(Order.begin(), Moved);
  return Order;
}

} // namespace coroscope
