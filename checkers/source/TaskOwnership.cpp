//===- TaskOwnership.cpp - What objects do to their tasks -----------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "source/TaskOwnership.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace coroscope {

bool isStandard(const Decl &D) {
  for (const DeclContext *In = D.getDeclContext(); In; In = In->getParent())
    if (const auto *Namespace = dyn_cast<NamespaceDecl>(In);
        Namespace && Namespace->getParent()->isTranslationUnit())
      return Namespace->getName() == "std" ||
             Namespace->getName() == "__gnu_cxx";
  return false;
}

bool isCoroutineHandle(const CXXRecordDecl *Record) {
  return Record && isStandard(*Record) && Record->getIdentifier() &&
         Record->getName() == "coroutine_handle";
}

bool holdsOne(QualType Type) {
  const auto *Record = Type.getNonReferenceType()->getAsCXXRecordDecl();
  return Record && isStandard(*Record) && Record->getIdentifier() &&
         llvm::is_contained({"optional", "unique_ptr", "shared_ptr"},
                            Record->getName());
}

/// Whether a call of a function named \p Name is in \p Statement, or in what is
/// called there. What has no body might do it: \p IfUnseen.
static bool calls(const Stmt *Statement, llvm::StringRef Name, bool IfUnseen,
                  unsigned Levels) {
  if (!Statement)
    return false;
  if (isa<CXXDeleteExpr>(Statement))
    return true;
  if (const auto *Call = dyn_cast<CallExpr>(Statement)) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (!Callee)
      return IfUnseen;
    if (Callee->getDeclName().isIdentifier() && Callee->getName() == Name)
      return true;
    if (!isStandard(*Callee) && Levels != 0) {
      const FunctionDecl *Definition = Callee->getDefinition();
      if (Definition ? calls(Definition->getBody(), Name, IfUnseen, Levels - 1)
                     : IfUnseen)
        return true;
    }
  }
  return llvm::any_of(Statement->children(), [&](const Stmt *Child) {
    return calls(Child, Name, IfUnseen, Levels);
  });
}

/// Functions that a destructor or an assignment goes through to its handle.
static constexpr unsigned MostLevels = 4;

bool TaskOwnership::swaps(const CXXMethodDecl &Assignment) {
  const FunctionDecl *Definition = Assignment.getDefinition();
  return Definition && calls(Definition->getBody(), "swap", false, MostLevels);
}

bool TaskOwnership::endsTasks(QualType Type) {
  const CXXRecordDecl *Record =
      Type.getNonReferenceType()->getAsCXXRecordDecl();
  return Record && endsTasks(*Record, MostLevels);
}

/// Whether one of \p Arguments, or what is in a pack of them, \p Is it.
static bool any(ArrayRef<TemplateArgument> Arguments,
                llvm::function_ref<bool(QualType)> Is) {
  return llvm::any_of(Arguments, [&](const TemplateArgument &Argument) {
    if (Argument.getKind() == TemplateArgument::Pack)
      return any(Argument.pack_elements(), Is);
    return Argument.getKind() == TemplateArgument::Type &&
           Is(Argument.getAsType());
  });
}

bool TaskOwnership::endsTasks(const CXXRecordDecl &Record, unsigned Levels) {
  const CXXRecordDecl *Definition = Record.getDefinition();
  if (!Definition || Levels == 0)
    return true;
  if (Definition->hasTrivialDestructor())
    return false;
  if (auto It = Ends.find(Definition); It != Ends.end())
    return It->second;
  auto IsEnding = [&](QualType Type) {
    const CXXRecordDecl *Part =
        Type->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
    return Part && endsTasks(*Part, Levels - 1);
  };
  bool Is = false;
  if (isStandard(*Definition)) {
    // Its own code is not looked at: it destroys what it has.
    const auto *Instance =
        dyn_cast<ClassTemplateSpecializationDecl>(Definition);
    Is = !Instance || any(Instance->getTemplateArgs().asArray(), IsEnding);
  } else {
    const CXXDestructorDecl *Destructor = Definition->getDestructor();
    if (Destructor && Destructor->isUserProvided()) {
      const FunctionDecl *Body = Destructor->getDefinition();
      Is = !Body || calls(Body->getBody(), "destroy", true, MostLevels);
    }
    Is = Is ||
         llvm::any_of(
             Definition->fields(),
             [&](const FieldDecl *F) { return IsEnding(F->getType()); }) ||
         llvm::any_of(Definition->bases(), [&](const CXXBaseSpecifier &Base) {
           return IsEnding(Base.getType());
         });
  }
  return Ends[Definition] = Is;
}

} // namespace coroscope
