//===- EntityScopes.cpp - Functions and units around entities -------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "source/EntityScopes.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/DenseSet.h"

using namespace clang;

namespace coroscope {

const FunctionDecl *enclosingFunction(const Decl &D) {
  for (const DeclContext *Around = D.getDeclContext(); Around;
       Around = Around->getParent())
    if (const auto *Outer = dyn_cast<FunctionDecl>(Around))
      return Outer;
  return nullptr;
}

namespace {
/// Looks for a class or enumeration in types, and in their template arguments.
class TagSearch {
  llvm::function_ref<bool(const TagDecl &)> IsWanted;
  llvm::DenseSet<const Type *> Seen;

public:
  explicit TagSearch(llvm::function_ref<bool(const TagDecl &)> IsWanted)
      : IsWanted(IsWanted) {}

  bool isIn(QualType Searched) {
    if (Searched.isNull())
      return false;
    const Type *T = Searched.getCanonicalType().getTypePtr();
    if (!Seen.insert(T).second)
      return false;
    if (const TagDecl *Tag = T->getAsTagDecl())
      return isIn(*Tag);
    if (const auto *Array = dyn_cast<ArrayType>(T))
      return isIn(Array->getElementType());
    if (const auto *Member = dyn_cast<MemberPointerType>(T)) {
      const CXXRecordDecl *Class = Member->getMostRecentCXXRecordDecl();
      return isIn(Member->getPointeeType()) || (Class && isIn(*Class));
    }
    if (const auto *Function = dyn_cast<FunctionType>(T)) {
      const auto *Prototype = dyn_cast<FunctionProtoType>(T);
      return isIn(Function->getReturnType()) ||
             (Prototype && llvm::any_of(Prototype->param_types(),
                                        [&](QualType P) { return isIn(P); }));
    }
    return isIn(T->getPointeeType());
  }

  bool isIn(const TemplateArgument &Argument) {
    if (Argument.getKind() == TemplateArgument::Pack)
      return isIn(Argument.pack_elements());
    return Argument.getKind() == TemplateArgument::Type &&
           isIn(Argument.getAsType());
  }

  bool isIn(ArrayRef<TemplateArgument> Arguments) {
    return llvm::any_of(Arguments,
                        [&](const TemplateArgument &A) { return isIn(A); });
  }

  bool isIn(const TagDecl &Tag) {
    if (IsWanted(Tag))
      return true;
    for (const DeclContext *Around = &Tag; Around && Around->isRecord();
         Around = Around->getParent())
      if (const auto *Instance =
              dyn_cast<ClassTemplateSpecializationDecl>(Around);
          Instance && isIn(Instance->getTemplateArgs().asArray()))
        return true;
    return false;
  }
};
} // namespace

bool isLocal(const TagDecl &Tag) {
  if (enclosingFunction(Tag))
    return true;
  for (const DeclContext *Around = &Tag; Around && Around->isRecord();
       Around = Around->getParent())
    if (const auto *Outer = cast<TagDecl>(Around);
        !Outer->getIdentifier() && !Outer->getTypedefNameForAnonDecl())
      return true;
  return false;
}

bool containsLocal(QualType Type) { return TagSearch(isLocal).isIn(Type); }

bool belongsToUnit(const FunctionDecl &Function) {
  const FunctionDecl *Outer = enclosingFunction(Function);
  if (Outer && belongsToUnit(*Outer))
    return true;
  const GVALinkage Linkage =
      Function.getASTContext().GetGVALinkageForFunction(&Function);
  // A strong definition is unique only in its own program.
  if (Linkage == GVA_Internal || Linkage == GVA_StrongExternal)
    return true;
  TagSearch OfUnit([](const TagDecl &Tag) {
    const FunctionDecl *Around = enclosingFunction(Tag);
    return Around && belongsToUnit(*Around);
  });
  if (const TemplateArgumentList *Own =
          Function.getTemplateSpecializationArgs();
      Own && OfUnit.isIn(Own->asArray()))
    return true;
  const auto *Class = dyn_cast<CXXRecordDecl>(Function.getParent());
  return Class && OfUnit.isIn(*Class);
}

} // namespace coroscope
