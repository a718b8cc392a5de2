//===- CoroutineIdentity.cpp - The names of a coroutine -------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "source/CoroutineIdentity.h"

#include "source/EntityNames.h"
#include "source/EntityScopes.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/Mangle.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace coroscope {

/// Returns the template that \p Function was made from: its own or the class's.
static std::string templateName(const FunctionDecl &Function,
                                EntityNames &Names) {
  if (const FunctionTemplateDecl *Primary = Function.getPrimaryTemplate())
    return Names.ofTemplate(*Primary->getTemplatedDecl());
  if (const FunctionDecl *Pattern = Function.getTemplateInstantiationPattern())
    return Names.ofTemplate(*Pattern);
  return {};
}

/// Returns the arguments of the function template or innermost class template.
static std::string argumentsOfTemplate(const FunctionDecl &Function,
                                       EntityNames &Names) {
  if (const TemplateArgumentList *Own =
          Function.getTemplateSpecializationArgs())
    return Names.ofArguments(Own->asArray());
  for (const DeclContext *Context = Function.getParent(); Context;
       Context = Context->getParent()) {
    if (const auto *Class = dyn_cast<ClassTemplateSpecializationDecl>(Context))
      return Names.ofArguments(Class->getTemplateArgs().asArray());
    if (const auto *Outer = dyn_cast<FunctionDecl>(Context))
      if (const TemplateArgumentList *Own =
              Outer->getTemplateSpecializationArgs())
        return Names.ofArguments(Own->asArray());
  }
  return {};
}

std::string nameOf(const FunctionDecl &Function) {
  return EntityNames(Function.getASTContext(), EntityNames::Style::Display)
      .ofFunction(Function);
}

/// Returns the file of the unit that \p Function belongs to, as reports show
/// it: the main file, or the interface of an imported module.
static std::string unitOf(const FunctionDecl &Function,
                          const SourceManager &Sources,
                          const ProjectPaths &Paths) {
  const FileID File =
      Function.isInAnotherModuleUnit()
          ? Sources.getFileID(Sources.getExpansionLoc(Function.getLocation()))
          : Sources.getMainFileID();
  auto Name = Sources.getNonBuiltinFilenameForID(File);
  return Name ? Paths.shown(*Name) : std::string();
}

std::vector<Coroutine> identify(const std::vector<FunctionDecl *> &Functions,
                                const ProjectPaths &Paths) {
  std::vector<Coroutine> Coroutines;
  if (Functions.empty())
    return Coroutines;
  const ASTContext &Context = Functions.front()->getASTContext();
  const SourceManager &Sources = Context.getSourceManager();
  EntityNames Names(Context, EntityNames::Style::Display);
  EntityNames Keys(Context, EntityNames::Style::Key);
  for (FunctionDecl *Function : Functions) {
    Coroutine C;
    C.Name = Names.ofFunction(*Function);
    C.TemplateOf = templateName(*Function, Names);
    if (!C.TemplateOf.empty())
      C.TemplateArguments = argumentsOfTemplate(*Function, Names);
    const SourceLocation Location =
        Sources.getExpansionLoc(Function->getLocation());
    C.Where = placeOf(Location, Sources, Paths);
    C.System = Sources.isInSystemHeader(Location);
    C.Key = Keys.ofFunction(*Function);
    if (belongsToUnit(*Function))
      C.Key = unitOf(*Function, Sources, Paths) + ":" + C.Key;
    Coroutines.push_back(std::move(C));
  }
  return Coroutines;
}

std::string mangledNameOf(const FunctionDecl &Function) {
  return ASTNameGenerator(Function.getASTContext()).getName(&Function);
}

Place placeOf(SourceLocation Location, const SourceManager &Sources,
              const ProjectPaths &Paths) {
  const PresumedLoc Presumed =
      Sources.getPresumedLoc(Sources.getFileLoc(Location));
  if (Presumed.isInvalid())
    return {};
  return {Paths.shown(Presumed.getFilename()), Presumed.getLine(),
          Presumed.getColumn(), 0};
}

bool mayBeOverridden(const CallExpr &Call, const FunctionDecl &Callee) {
  const auto *Method = dyn_cast<CXXMethodDecl>(&Callee);
  const auto *Member =
      dyn_cast<MemberExpr>(Call.getCallee()->IgnoreParenImpCasts());
  return Method && Method->isVirtual() && !Method->hasAttr<FinalAttr>() &&
         !(Member && Member->hasQualifier());
}

} // namespace coroscope
