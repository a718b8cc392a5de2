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

/// Is \p V an array that begins as a string? GCC rejects
/// "new char[1][N]{"text"}".
static bool isStringArray(const VarDecl &V) {
  const Expr *Init = V.getInit();
  if (!Init || !V.getType()->isArrayType())
    return false;
  Init = Init->IgnoreParens();
  if (const auto *List = dyn_cast<InitListExpr>(Init))
    return List->isStringLiteralInit();
  return isa<StringLiteral>(Init);
}

/// Returns true if \p Class or a base of it says how it is allocated.
static bool allocatesItself(const CXXRecordDecl &Class) {
  DeclarationNameTable &Names = Class.getASTContext().DeclarationNames;
  for (OverloadedOperatorKind Operator : {OO_New, OO_Delete})
    if (!Class.lookup(Names.getCXXOperatorName(Operator)).empty())
      return true;
  return llvm::any_of(Class.bases(), [](const CXXBaseSpecifier &Base) {
    const CXXRecordDecl *Of = Base.getType()->getAsCXXRecordDecl();
    return Of && Of->hasDefinition() && allocatesItself(*Of->getDefinition());
  });
}

/// Returns the reason why \p V cannot be in a box; empty if it can.
static std::string whyNotBoxed(const VarDecl &V, const BodyIndex &Body,
                               const ASTContext &Context) {
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
  if (isStringArray(V))
    return "GCC rejects a string as the initializer of an array in a box";
  for (const DeclRefExpr *Reference : Body.referencesTo(V)) {
    const Stmt *Parent = Body.parentOf(*Reference);
    while (Parent && isa<Expr>(Parent) && !isa<CallExpr, LambdaExpr>(Parent)) {
      if (isa<CXXThrowExpr>(Parent))
        return "it is thrown, which would copy it out of the box";
      Parent = Body.parentOf(*Parent);
    }
    if (isa_and_nonnull<CoreturnStmt>(Parent))
      return "it is returned, which would copy it out of the box";
  }
  if (const CXXRecordDecl *Class =
          Context.getBaseElementType(Type)->getAsCXXRecordDecl();
      Class && Class->hasDefinition() && allocatesItself(*Class))
    return "its class has an operator new of its own";
  return {};
}

/// Returns an expression such as "new T{1, 2}" that initializes the object in
/// the box as \p V was, with the declarator \p Parts; empty if there is none.
static std::string newExpression(const VarDecl &V,
                                 const EditedText::Declarator &Parts) {
  const bool IsArray = V.getType()->isArrayType();
  const std::string What =
      "new " + Parts.Type + (IsArray ? "[1]" + Parts.Bounds : "");
  const llvm::StringRef Init = Parts.Init;
  if (Init.empty())
    return What;
  if (IsArray)
    return What + "{" + Init.str() + "}";
  // Initializers in brackets stay as they are, with or without "=".
  if (V.getInitStyle() != VarDecl::CInit || Init.starts_with("{"))
    return What + Init.str();
  // "T V = E" copies E: "T(E)" means the same only if E makes a new T.
  const Expr *Source = V.getInit()->IgnoreUnlessSpelledInSource();
  return Source->isPRValue() && V.getASTContext().hasSameUnqualifiedType(
                                    Source->getType(), V.getType())
             ? What + "(" + Init.str() + ")"
             : std::string();
}

/// Returns the box of \p V; empty if its initializer does not fit one.
static std::string boxOf(const VarDecl &V,
                         const EditedText::Declarator &Parts) {
  const std::string Type =
      Parts.Type + (V.getType()->isArrayType() ? "[]" + Parts.Bounds : "");
  // Without an initializer, no constructor is needed.
  if (!V.getInit())
    return "std::make_unique_for_overwrite<" + Type + ">(" +
           (V.getType()->isArrayType() ? "1" : "") + ")";
  const std::string Made = newExpression(V, Parts);
  return Made.empty() ? Made : "std::unique_ptr<" + Type + ">(" + Made + ")";
}

Boxed boxVariable(const VarDecl &V, const DeclStmt &Declaration,
                  const BodyIndex &Body, const EditedText &Text) {
  if (std::string Why = whyNotBoxed(V, Body, V.getASTContext()); !Why.empty())
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
  // A coroutine destroyed at a suspension in here would leak the box.
  if (BodyIndex::suspends(V.getInit()))
    return {{}, std::string(AwaitsInInitializer)};
  const std::string Made = boxOf(V, *Parts);
  if (Made.empty())
    return {{}, "its initializer does not fit a box"};
  Edit Replaced = Text.replace(
      *Begin, *End,
      "auto " + Box + " = " + Made + ";" + Text.lineBreakBefore(*Begin) +
          "auto &" + Name + " = " +
          (V.getType()->isArrayType() ? Box + "[0];" : "*" + Box + ";"));
  Replaced.Marks = {{MarkKind::Box, 0}};
  std::vector<Edit> Edits{std::move(Replaced)};
  if (!Text.hasMemory()) {
    auto Include = Text.includeMemory();
    if (!Include)
      return {{},
              "no include of the file stands outside of conditions, where "
              "<memory> could be included"};
    Edits.push_back(std::move(*Include));
  }
  return {std::move(Edits), {}};
}

static const Candidate *boxIn(const Occupant &O) {
  for (const Candidate &Made : O.Candidates)
    if (Made.Kind == AdviceKind::Box)
      return &Made;
  return nullptr;
}

void boxTogether(FrameRange &Range) {
  std::vector<const Occupant *> Boxed;
  for (const Occupant &O : Range.Occupants)
    if (O.Size >= SmallestEdited && boxIn(O))
      Boxed.push_back(&O);
  if (Boxed.size() < 2)
    return;
  Candidate All{AdviceKind::Box, {}, {}, {}};
  for (const Occupant *O : Boxed) {
    const Candidate &Own = *boxIn(*O);
    All.Edits.insert(All.Edits.end(), Own.Edits.begin(), Own.Edits.end());
    // The values do not exist at the same time.
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
