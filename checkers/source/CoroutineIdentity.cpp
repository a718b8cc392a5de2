//===- CoroutineIdentity.cpp - What a coroutine is called -----------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "source/CoroutineIdentity.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/Mangle.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/Support/raw_ostream.h"

#include <map>
#include <set>

using namespace clang;

namespace coroscope {

static PrintingPolicy namePolicy(const ASTContext &Context) {
  PrintingPolicy Policy(Context.getLangOpts());
  Policy.SuppressTagKeyword = true;
  Policy.SuppressDefaultTemplateArgs = true;
  Policy.AnonymousTagLocations = false; // Lines must not get into keys.
  return Policy;
}

static const CXXRecordDecl *lambdaOf(const FunctionDecl &Function) {
  const auto *Method = dyn_cast<CXXMethodDecl>(&Function);
  return Method && Method->getParent()->isLambda() ? Method->getParent()
                                                   : nullptr;
}

/// The function in whose body \p Function is written; null if in none.
static const FunctionDecl *enclosingFunction(const FunctionDecl &Function) {
  for (const DeclContext *Context = Function.getParent(); Context;
       Context = Context->getParent())
    if (const auto *Outer = dyn_cast<FunctionDecl>(Context))
      return Outer;
  return nullptr;
}

static std::string parameters(const FunctionDecl &Function,
                              const PrintingPolicy &Policy) {
  std::string Text = "(";
  for (const ParmVarDecl *Parameter : Function.parameters()) {
    if (Text.size() > 1)
      Text += ", ";
    Text += Parameter->getType().getAsString(Policy);
  }
  if (Function.isVariadic())
    Text += Text.size() > 1 ? ", ..." : "...";
  Text += ")";
  if (const auto *Method = dyn_cast<CXXMethodDecl>(&Function);
      Method && Method->isConst() && !Method->getParent()->isLambda())
    Text += " const";
  return Text;
}

static std::string templateArguments(const FunctionDecl &Function,
                                     const PrintingPolicy &Policy) {
  const TemplateArgumentList *Arguments =
      Function.getTemplateSpecializationArgs();
  if (!Arguments)
    return {};
  std::string Text;
  llvm::raw_string_ostream Out(Text);
  printTemplateArgumentList(Out, Arguments->asArray(), Policy);
  return Text;
}

/// A name for people: `net::Session::run(int)`, `serve(int)::lambda(char)`.
static std::string displayName(const FunctionDecl &Function,
                               const PrintingPolicy &Policy) {
  const FunctionDecl *Outer = enclosingFunction(Function);
  std::string Prefix = Outer ? displayName(*Outer, Policy) + "::" : "";
  if (lambdaOf(Function))
    return Prefix + "lambda" + templateArguments(Function, Policy) +
           parameters(Function, Policy);
  std::string Name;
  llvm::raw_string_ostream Out(Name);
  if (Outer) {
    // A member of a class local to a function.
    if (const auto *Class = dyn_cast<CXXRecordDecl>(Function.getParent()))
      Out << Class->getName() << "::";
    Out << Function.getNameInfo().getAsString();
  } else {
    Function.printQualifiedName(Out, Policy);
  }
  return Prefix + Name + templateArguments(Function, Policy) +
         parameters(Function, Policy);
}

/// The template that \p Function was made from: its own, or the class's.
static std::string templateName(const FunctionDecl &Function) {
  if (const FunctionTemplateDecl *Primary = Function.getPrimaryTemplate())
    return Primary->getQualifiedNameAsString();
  if (const FunctionDecl *Pattern = Function.getTemplateInstantiationPattern())
    return Pattern->getQualifiedNameAsString();
  return {};
}

/// The arguments of the function template, or of the innermost class template.
static std::string argumentsOfTemplate(const FunctionDecl &Function,
                                       const PrintingPolicy &Policy) {
  std::string Own = templateArguments(Function, Policy);
  if (!Own.empty())
    return Own;
  for (const DeclContext *Context = Function.getParent(); Context;
       Context = Context->getParent()) {
    if (const auto *Class =
            dyn_cast<ClassTemplateSpecializationDecl>(Context)) {
      std::string Text;
      llvm::raw_string_ostream Out(Text);
      printTemplateArgumentList(Out, Class->getTemplateArgs().asArray(),
                                Policy);
      return Text;
    }
    if (const auto *Outer = dyn_cast<FunctionDecl>(Context)) {
      std::string Text = templateArguments(*Outer, Policy);
      if (!Text.empty())
        return Text;
    }
  }
  return {};
}

/// Whether other units cannot name \p Function, so that its file belongs to its
/// identity.
static bool isInternal(const FunctionDecl &Function) {
  if (const FunctionDecl *Outer = enclosingFunction(Function))
    return isInternal(*Outer);
  return !Function.isExternallyVisible();
}

std::string nameOf(const FunctionDecl &Function) {
  return displayName(Function, namePolicy(Function.getASTContext()));
}

std::vector<Coroutine> identify(const std::vector<FunctionDecl *> &Functions,
                                const ProjectPaths &Paths) {
  std::vector<Coroutine> Coroutines;
  if (Functions.empty())
    return Coroutines;
  const ASTContext &Context = Functions.front()->getASTContext();
  const SourceManager &Sources = Context.getSourceManager();
  const PrintingPolicy Policy = namePolicy(Context);

  // Two lambdas in one function have the same name: the order in the source
  // tells them apart. Instantiations of one lambda share its place.
  std::map<std::string, std::map<unsigned, unsigned>> OrdinalByPlace;
  for (FunctionDecl *Function : Functions) {
    Coroutine C;
    C.Name = displayName(*Function, Policy);
    C.TemplateOf = templateName(*Function);
    if (!C.TemplateOf.empty())
      C.TemplateArguments = argumentsOfTemplate(*Function, Policy);
    PresumedLoc Presumed = Sources.getPresumedLoc(
        Sources.getExpansionLoc(Function->getLocation()));
    if (Presumed.isValid())
      C.Where = {Paths.shown(Presumed.getFilename()), Presumed.getLine(),
                 Presumed.getColumn()};
    C.System = Sources.isInSystemHeader(
        Sources.getExpansionLoc(Function->getLocation()));
    C.Key = C.Name;
    if (isInternal(*Function) || lambdaOf(*Function))
      C.Key = C.Where.File + ":" + C.Key;
    OrdinalByPlace[C.Key][Sources.getExpansionLoc(Function->getLocation())
                              .getRawEncoding()] = 0;
    Coroutines.push_back(std::move(C));
  }
  for (auto &[Key, Ordinals] : OrdinalByPlace) {
    unsigned Next = 0;
    for (auto &[Location, Ordinal] : Ordinals)
      Ordinal = ++Next;
  }
  std::map<std::string, unsigned> Seen;
  for (std::size_t I = 0; I != Coroutines.size(); ++I) {
    std::string &Key = Coroutines[I].Key;
    unsigned Ordinal =
        OrdinalByPlace[Key][Sources.getExpansionLoc(Functions[I]->getLocation())
                                .getRawEncoding()];
    if (Ordinal > 1)
      Key += "#" + std::to_string(Ordinal);
    // Same name and place: two from one macro, or types that print alike.
    if (unsigned Copy = Seen[Key]++)
      Key += "@" + std::to_string(Copy + 1);
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
