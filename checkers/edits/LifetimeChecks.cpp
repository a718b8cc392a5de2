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
#include "clang/AST/Attr.h"
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

/// Returns true if something runs when the life of \p V ends.
static bool isDestroyed(const VarDecl &V, const ASTContext &Context) {
  return V.needsDestruction(Context) != QualType::DK_none ||
         V.hasAttr<CleanupAttr>();
}

/// Returns true if this build knows every mention of the variable of \p Flow,
/// and of those that may hold its address, in a part of the text after \p R:
/// other builds may use them there.
bool LifetimeChecks::areUnnamed(const ValueFlow &Flow, const Region &R,
                                EditedText::Offset Begin,
                                EditedText::Offset End) {
  const DeclContext *Function = Flow.Aliases.front()->getDeclContext();
  return llvm::all_of(Flow.Aliases, [&](const VarDecl *Alias) {
    if (Alias->getDeclContext() != Function)
      return true; // A variable of a lambda.
    // What is declared in a block inside of the region is gone there.
    const DeclStmt *Declaration = Body.declarationOf(*Alias);
    const Stmt *Around =
        Declaration ? Body.statementIn(*R.Block, *Declaration) : nullptr;
    return (Around && Around != Declaration) || isUnnamed(*Alias, Begin, End);
  });
}

/// Returns true if nothing after \p R needs \p Sibling, which is declared in
/// it.
bool LifetimeChecks::canEndIn(const VarDecl &Sibling, const Region &R,
                              EditedText::Offset End,
                              EditedText::Offset BlockEnd,
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
  return areUnnamed(Flow, R, End, BlockEnd);
}

bool LifetimeChecks::canCloseAfter(const VarDecl &V, const ValueFlow &Flow,
                                   const Region &R,
                                   std::vector<std::string> &Unknown) {
  if (Body.hasJumps())
    return obstacle("there are jumps in the coroutine");
  if (isDestroyed(V, Context))
    return obstacle("its destructor would run at another time");
  if (isa_and_nonnull<SwitchStmt>(Body.parentOf(*R.Block)))
    return obstacle("it is declared in the body of a switch");
  const auto End = Text.endOf(at(*R.Block, R.Last));
  const auto BlockEnd = Text.offsetIn(R.Block->getRBracLoc());
  if (!End || !BlockEnd)
    return obstacle("the text comes from a macro");
  if (!areUnnamed(Flow, R, *End, *BlockEnd))
    return false;
  for (std::size_t I = R.First; I <= R.Last; ++I) {
    const auto *Declaration = dyn_cast<DeclStmt>(&at(*R.Block, I));
    if (!Declaration)
      continue;
    for (const Decl *D : Declaration->decls()) {
      if (isa<StaticAssertDecl>(D))
        continue;
      if (const auto *Type = dyn_cast<TypedefNameDecl>(D);
          Type && !Text.isMentioned(Type->getName(), *End, *BlockEnd, {}))
        continue;
      const auto *Other = dyn_cast<VarDecl>(D);
      if (!Other)
        return obstacle("a type or a function is declared between its first "
                        "and its last use");
      if (Other == &V)
        continue;
      const std::string Name = "'" + Other->getNameAsString() + "'";
      if (isa<DecompositionDecl>(Other))
        return obstacle("a structured binding is declared between its first "
                        "and its last use");
      if (isDestroyed(*Other, Context))
        return obstacle("the destructor of " + Name +
                        " would run at another time");
      if (!canEndIn(*Other, R, *End, *BlockEnd, Unknown))
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
  if (isDestroyed(V, Context))
    return obstacle("its destructor would run at another time");
  if (V.getInit() &&
      !V.getInit()->isConstantInitializer(const_cast<ASTContext &>(Context),
                                          V.getType()->isReferenceType()))
    return obstacle("its initializer would run at another time");
  return true;
}

} // namespace coroscope
