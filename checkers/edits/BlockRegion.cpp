//===- BlockRegion.cpp - Statements of a block ----------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "edits/BlockRegion.h"

#include "edits/EditedText.h"
#include "edits/ValueFlow.h"
#include "source/BodyIndex.h"

#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"

#include <algorithm>

using namespace clang;

namespace coroscope {

const Stmt &at(const CompoundStmt &Block, std::size_t Index) {
  return *Block.body_begin()[Index];
}

std::size_t indexIn(const CompoundStmt &Block, const Stmt *Statement) {
  return std::find(Block.body_begin(), Block.body_end(), Statement) -
         Block.body_begin();
}

std::optional<Region> regionOf(const VarDecl &V, const ValueFlow &Flow,
                               std::size_t First, const BodyIndex &Body) {
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

std::optional<std::size_t> firstUseIn(const CompoundStmt &Block,
                                      const VarDecl &V,
                                      const DeclStmt &Declaration,
                                      const BodyIndex &Body) {
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

const Stmt *statementAt(const CompoundStmt &Block, const EditedText &Text,
                        const Place &Where) {
  for (const Stmt *Statement : Block.body()) {
    if (const auto *Inner = dyn_cast<CompoundStmt>(Statement)) {
      if (const Stmt *Found = statementAt(*Inner, Text, Where))
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
        if (const Stmt *Found = statementAt(*Inner, Text, Where))
          return Found;
      } else if (!isa<Expr>(Part)) {
        Worklist.append(Part->child_begin(), Part->child_end());
      }
    }
  }
  return nullptr;
}

} // namespace coroscope
