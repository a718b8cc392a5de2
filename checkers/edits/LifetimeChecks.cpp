//===- LifetimeChecks.cpp - Lifetimes that edits may change ---------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "edits/LifetimeChecks.h"

#include "edits/BlockRegion.h"
#include "edits/ValueFlow.h"
#include "source/BodyIndex.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace coroscope {

bool LifetimeChecks::obstacle(std::string Why) {
  if (!llvm::is_contained(O.Obstacles, Why))
    O.Obstacles.push_back(std::move(Why));
  return false;
}

bool LifetimeChecks::isUnnamed(const VarDecl &V, EditedText::Offset Begin,
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
bool LifetimeChecks::canEndIn(const VarDecl &Sibling, const Region &R,
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

bool LifetimeChecks::canCloseAfter(const VarDecl &V, const Region &R,
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

bool LifetimeChecks::canMove(const VarDecl &V, const CompoundStmt &Block) {
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

} // namespace coroscope
