//===- BoxEdits.cpp - Edits that put variables into boxes -----------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "edits/BoxEdits.h"

#include "edits/EditCandidates.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

#include <algorithm>

using namespace clang;

namespace coroscope {

/// Why \p V cannot be in a box; empty if it can.
static std::string whyNotBoxed(const VarDecl &V, const BodyIndex &Body,
                               const EditedText &Text) {
  const QualType Type = V.getType();
  if (Type.isConstQualified() || Type.isVolatileQualified() || V.isConstexpr())
    return "a box for it would need another type";
  if (V.hasAttrs())
    return "its attributes would be lost in a box";
  if (Type->isVariableArrayType())
    return "its size is not known to the compiler";
  if (Type->isUndeducedType() ||
      V.getTypeSourceInfo()->getType()->getContainedAutoType())
    return "its type is not written";
  if (isa<DecompositionDecl>(V))
    return "it is a structured binding";
  for (const DeclRefExpr *Reference : Body.referencesTo(V)) {
    const Stmt *Parent = Body.parentOf(*Reference);
    while (Parent && isa<Expr>(Parent) && !isa<CallExpr, LambdaExpr>(Parent)) {
      if (isa<CXXThrowExpr>(Parent))
        return "it is thrown, which would copy out of a box";
      Parent = Body.parentOf(*Parent);
    }
    if (isa_and_nonnull<CoreturnStmt>(Parent))
      return "it is returned, which would copy out of a box";
  }
  if (Text.mentionsDecltypeOf(V.getName()))
    return "decltype would see the reference to a box";
  return {};
}

/// Whether \p Init only sets everything to zero.
static bool isZero(const Expr &Init) {
  if (const auto *List = dyn_cast<InitListExpr>(&Init)) {
    const InitListExpr *Written =
        List->isSemanticForm() && List->getSyntacticForm()
            ? List->getSyntacticForm()
            : List;
    return llvm::all_of(Written->inits(), [](const Expr *E) {
      const auto *Literal = dyn_cast<IntegerLiteral>(E->IgnoreParenImpCasts());
      return Literal && Literal->getValue() == 0;
    });
  }
  return isa<ImplicitValueInitExpr>(Init);
}

Boxed boxVariable(const VarDecl &V, const DeclStmt &Declaration,
                  const BodyIndex &Body, const EditedText &Text) {
  if (std::string Why = whyNotBoxed(V, Body, Text); !Why.empty())
    return {{}, Why};
  auto Begin = Text.beginOf(Declaration), End = Text.endOf(Declaration);
  const auto Parts = Text.declaratorOf(V);
  if (!Begin || !End || !Parts)
    return {{}, "the text comes from a macro"};
  if (Text.hasDirectives(*Begin, *End))
    return {{}, DirectivesBetween};
  const std::string Name = V.getName().str();
  const std::string Box = Name + (llvm::isUpper(Name.front()) ? "Box" : "_box");
  if (Text.hasIdentifier(Box))
    return {{}, "'" + Box + "' is taken"};
  std::string Made;
  const Expr *Init = V.getInit();
  // What is destroyed while it waits there would leave the box behind.
  if (BodyIndex::suspends(Init))
    return {{}, "its initializer awaits"};
  if (V.getType()->isArrayType()) {
    const bool Zero = Init && isZero(*Init);
    if (Init && !Zero && !isa<CXXConstructExpr>(Init))
      return {{}, "its initializer does not fit a box"};
    Made = std::string("std::") +
           (Zero ? "make_unique" : "make_unique_for_overwrite") + "<" +
           Parts->Type + "[]" + Parts->Bounds + ">(1);";
  } else if (Parts->Init.empty()) {
    Made = "std::make_unique_for_overwrite<" + Parts->Type + ">();";
  } else if (V.getInitStyle() == VarDecl::CInit) {
    // Copied into the box as it was into the variable: only what was built in
    // place, or is of the same type, means the same.
    if (!Init || !V.getASTContext().hasSameUnqualifiedType(
                     Init->IgnoreImplicit()->getType(), V.getType()))
      return {{}, "its initializer does not fit a box"};
    Made = "std::unique_ptr<" + Parts->Type + ">(new " + Parts->Type + "(" +
           Parts->Init + "));";
  } else {
    Made = "std::unique_ptr<" + Parts->Type + ">(new " + Parts->Type +
           Parts->Init + ");";
  }
  const std::string Break = Text.lineBreakBefore(*Begin);
  const std::string Reference =
      "auto &" + Name + " = " +
      (V.getType()->isArrayType() ? Box + "[0];" : "*" + Box + ";");
  std::vector<Edit> Edits{Text.replace(
      *Begin, *End, "auto " + Box + " = " + Made + Break + Reference)};
  if (auto Include = Text.includeMemory())
    Edits.push_back(*Include);
  return {std::move(Edits), {}};
}

static const Candidate *boxOf(const Occupant &O) {
  for (const Candidate &Made : O.Candidates)
    if (Made.Kind == AdviceKind::Box)
      return &Made;
  return nullptr;
}

void boxTogether(FrameRange &Range) {
  std::vector<const Occupant *> Boxed;
  for (const Occupant &O : Range.Occupants)
    if (O.Size >= SmallestEdited && boxOf(O))
      Boxed.push_back(&O);
  if (Boxed.size() < 2)
    return;
  Candidate All{AdviceKind::Box, {}, {}, {}, /*IsSure=*/true};
  for (const Occupant *O : Boxed) {
    const Candidate &Own = *boxOf(*O);
    All.Edits.insert(All.Edits.end(), Own.Edits.begin(), Own.Edits.end());
    // They do not exist at the same time.
    All.Heap = std::max(All.Heap, Own.Heap);
  }
  std::sort(All.Edits.begin(), All.Edits.end());
  All.Edits.erase(std::unique(All.Edits.begin(), All.Edits.end()),
                  All.Edits.end());
  for (Occupant &O : Range.Occupants) {
    if (!llvm::is_contained(Boxed, &O))
      continue;
    Candidate Own = All;
    for (const Occupant *Other : Boxed)
      if (Other != &O)
        Own.Together.push_back(Other->Name);
    O.Candidates.push_back(std::move(Own));
  }
}

} // namespace coroscope
