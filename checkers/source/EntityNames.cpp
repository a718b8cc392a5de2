//===- EntityNames.cpp - Names that tell entities apart -------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "source/EntityNames.h"

#include "frame/KeyText.h"
#include "source/EntityScopes.h"
#include "source/LambdaFingerprints.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/Support/raw_ostream.h"

#include <set>

using namespace clang;

namespace coroscope {

EntityNames::EntityNames(const ASTContext &Context, Style Wanted)
    : Context(Context), Wanted(Wanted), Policy(Context.getLangOpts()) {
  Policy.SuppressTagKeyword = true;
  Policy.SuppressDefaultTemplateArgs = true;
  Policy.AnonymousTagLocations = false; // Lines must not get into keys.
  if (Wanted == Style::Display)
    return;
  Policy.PrintAsCanonical = true;
  Policy.FullyQualifiedName = true;
  // Otherwise inline namespaces are left out unless this unit has another such
  // name.
  Policy.SuppressInlineNamespace =
      llvm::to_underlying(PrintingPolicy::SuppressInlineNamespaceMode::None);
}

bool EntityNames::hasLocal(QualType Searched) {
  auto [It, IsNew] =
      HasLocal.try_emplace(Searched.getCanonicalType().getTypePtr(), false);
  if (!IsNew)
    return It->second;
  const bool Has = containsLocal(Searched);
  return HasLocal[Searched.getCanonicalType().getTypePtr()] = Has;
}

bool EntityNames::hasLocal(const TemplateArgument &Argument) {
  if (Argument.getKind() == TemplateArgument::Pack)
    return llvm::any_of(Argument.pack_elements(),
                        [&](const TemplateArgument &A) { return hasLocal(A); });
  return Argument.getKind() == TemplateArgument::Type &&
         hasLocal(Argument.getAsType());
}

/// Returns the closure class that \p D is or is a member of; null if none.
static const CXXRecordDecl *closureOf(const Decl &D) {
  const auto *Class = dyn_cast<CXXRecordDecl>(&D);
  if (!Class)
    if (const auto *Method = dyn_cast<CXXMethodDecl>(&D))
      Class = Method->getParent();
  return Class && Class->isLambda() ? Class : nullptr;
}

const EntityNames::ContextIndex &
EntityNames::indexOf(const DeclContext &Around) {
  auto [It, IsNew] = Contexts.try_emplace(&Around);
  if (!IsNew)
    return It->second;
  ContextIndex Made;
  for (const Decl *D : Around.decls()) {
    if (const auto *Tag = dyn_cast<TagDecl>(D)) {
      Made.Tags.push_back(Tag);
      continue;
    }
    const auto *Variable = dyn_cast<VarDecl>(D);
    const Expr *Init = Variable ? Variable->getInit() : nullptr;
    if (const auto *Lambda = dyn_cast_or_null<LambdaExpr>(
            Init ? Init->IgnoreUnlessSpelledInSource() : nullptr))
      Made.Variables[Lambda->getLambdaClass()] = Variable;
  }
  return It->second = std::move(Made);
}

/// Returns the variable that \p Closure, outside functions, initializes; null
/// if there is none.
const ValueDecl *EntityNames::variableOf(const CXXRecordDecl &Closure) {
  if (const auto *Known =
          dyn_cast_or_null<ValueDecl>(Closure.getLambdaContextDecl()))
    return Known;
  return indexOf(*Closure.getDeclContext()).Variables.lookup(&Closure);
}

/// Returns a prefix such as "net::Session::" or "serve(int)::", or nothing.
std::string EntityNames::scopeOf(const Decl &D) {
  if (const CXXRecordDecl *Closure = closureOf(D);
      Closure && !enclosingFunction(*Closure))
    if (const ValueDecl *Variable = variableOf(*Closure);
        Variable && Variable->getIdentifier()) {
      std::string Name = scopeOf(*Variable) + Variable->getName().str();
      if (const auto *Instance =
              dyn_cast<VarTemplateSpecializationDecl>(Variable))
        Name += ofArguments(Instance->getTemplateArgs().asArray());
      return Name + "::";
    }
  const DeclContext *Around = D.getDeclContext();
  // The class of a lambda adds nothing to the name.
  if (const auto *Method = dyn_cast<CXXMethodDecl>(&D);
      Method && Method->getParent()->isLambda())
    Around = Method->getParent()->getDeclContext();
  while (Around && Around->isTransparentContext() && !isa<EnumDecl>(Around))
    Around = Around->getParent();
  if (!Around || Around->isTranslationUnit())
    return {};
  const auto &Outer = *cast<Decl>(Around);
  if (const auto *Function = dyn_cast<FunctionDecl>(&Outer))
    return signatureOf(*Function) + "::";
  if (const auto *Tag = dyn_cast<TagDecl>(&Outer))
    return ofTag(*Tag) + "::";
  if (const auto *Space = dyn_cast<NamespaceDecl>(&Outer)) {
    if (Space->isAnonymousNamespace())
      return scopeOf(Outer) + "(anonymous namespace)::";
    if (Space->isInline() && Wanted == Style::Display)
      return scopeOf(Outer);
    return scopeOf(Outer) + Space->getName().str() + "::";
  }
  return scopeOf(Outer);
}

/// Returns a suffix that tells \p Tag from others of the same name in its
/// context: "#2" for the second one, and for a lambda in a key the mark with
/// its fingerprints.
std::string EntityNames::ordinalOf(const TagDecl &Tag) {
  if (auto It = Ordinals.find(&Tag); It != Ordinals.end())
    return It->second;
  const SourceManager &Sources = Context.getSourceManager();
  const bool IsMarked = Wanted == Style::Key && closureOf(Tag);
  auto Parameters = [&](const TagDecl &Of) {
    const auto &Closure = cast<CXXRecordDecl>(Of);
    const CXXMethodDecl *Call = Closure.getLambdaCallOperator();
    return Call ? ofParameters(*Call) : std::string();
  };
  const bool IsInFunction = enclosingFunction(Tag);
  auto IsAlike = [&](const TagDecl &Other) {
    const CXXRecordDecl *A = closureOf(Other), *B = closureOf(Tag);
    if (A || B)
      return A && B && (IsInFunction || variableOf(*A) == variableOf(*B)) &&
             (!IsMarked ||
              (Parameters(*A) == Parameters(*B) &&
               fingerprintsOf(*A, *this) == fingerprintsOf(*B, *this)));
    return Other.getIdentifier() == Tag.getIdentifier() &&
           !Other.getTypedefNameForAnonDecl();
  };
  // The compiler can have several copies of a class that is written once.
  std::set<SourceLocation> Before;
  for (const TagDecl *Other : indexOf(*Tag.getDeclContext()).Tags)
    if (Other != &Tag &&
        Sources.isBeforeInTranslationUnit(Other->getLocation(),
                                          Tag.getLocation()) &&
        IsAlike(*Other))
      Before.insert(Other->getLocation());
  const unsigned Ordinal = Before.size() + 1;
  std::string Mark;
  if (IsMarked) {
    const auto [Captures, Body] =
        fingerprintsOf(cast<CXXRecordDecl>(Tag), *this);
    Mark = fingerprintMark(Captures, Body, Ordinal);
  } else if (Ordinal > 1) {
    Mark = "#" + std::to_string(Ordinal);
  }
  return Ordinals[&Tag] = std::move(Mark);
}

std::string EntityNames::ofTag(const TagDecl &Tag) {
  if (const CXXRecordDecl *Closure = closureOf(Tag)) {
    std::string Name = "lambda";
    if (const CXXMethodDecl *Call = Closure->getLambdaCallOperator();
        Call && Wanted == Style::Key)
      Name += ofParameters(*Call);
    Name += ordinalOf(Tag);
    const std::string Around = scopeOf(Tag);
    return Around.empty() ? Name
                          : Name + " in " + Around.substr(0, Around.size() - 2);
  }
  std::string Name = scopeOf(Tag);
  if (Tag.getIdentifier())
    Name += Tag.getName();
  else if (const TypedefNameDecl *Typedef = Tag.getTypedefNameForAnonDecl())
    Name += Typedef->getName();
  else
    Name += ("(unnamed " + Tag.getKindName() + ")").str();
  if (isLocal(Tag))
    Name += ordinalOf(Tag);
  if (const auto *Instance = dyn_cast<ClassTemplateSpecializationDecl>(&Tag))
    Name += ofArguments(
        Instance->getTemplateArgs().asArray(),
        Instance->getSpecializedTemplate()->getTemplateParameters());
  return Name;
}

std::string EntityNames::ofArgument(const TemplateArgument &Argument) {
  if (Argument.getKind() == TemplateArgument::Type)
    return ofType(Argument.getAsType());
  std::string Text;
  llvm::raw_string_ostream Out(Text);
  if (Argument.getKind() == TemplateArgument::Pack)
    Out << llvm::join(llvm::map_range(Argument.pack_elements(),
                                      [&](const TemplateArgument &A) {
                                        return ofArgument(A);
                                      }),
                      ", ");
  else
    Argument.print(Policy, Out, /*IncludeType=*/false);
  return Text;
}

std::string EntityNames::ofArguments(ArrayRef<TemplateArgument> Arguments,
                                     const TemplateParameterList *Parameters) {
  if (llvm::none_of(Arguments,
                    [&](const TemplateArgument &A) { return hasLocal(A); })) {
    std::string Text;
    llvm::raw_string_ostream Out(Text);
    printTemplateArgumentList(Out, Arguments, Policy, Parameters);
    return Text;
  }
  // Like the printer, drop default arguments.
  while (
      Parameters && !Arguments.empty() &&
      Arguments.size() <= Parameters->size() && !hasLocal(Arguments.back()) &&
      isSubstitutedDefaultArgument(const_cast<ASTContext &>(Context),
                                   Arguments.back(),
                                   Parameters->getParam(Arguments.size() - 1),
                                   Arguments, Parameters->getDepth()))
    Arguments = Arguments.drop_back();
  std::string Text = "<";
  for (const TemplateArgument &Argument : Arguments) {
    std::string Own = ofArgument(Argument);
    if (Text.size() > 1 && !Own.empty())
      Text += ", ";
    Text += Own;
  }
  return Text + ">";
}

std::string EntityNames::ofType(QualType Type) {
  if (!hasLocal(Type))
    return (Wanted == Style::Key ? Type.getCanonicalType() : Type)
        .getAsString(Policy);
  const QualType Canonical = Type.getCanonicalType();
  const std::string Qualifiers =
      Canonical.getLocalQualifiers().getAsString(Policy);
  auto Qualified = [&](const std::string &Name) {
    return Qualifiers.empty() ? Name : Qualifiers + " " + Name;
  };
  const clang::Type &T = *Canonical.getTypePtr();
  if (const TagDecl *Tag = T.getAsTagDecl())
    return Qualified(ofTag(*Tag));
  if (const auto *Reference = dyn_cast<ReferenceType>(&T))
    return ofType(Reference->getPointeeType()) +
           (isa<RValueReferenceType>(T) ? " &&" : " &");
  if (const auto *Pointer = dyn_cast<PointerType>(&T))
    return ofType(Pointer->getPointeeType()) + " *" + Qualifiers;
  if (const auto *Member = dyn_cast<MemberPointerType>(&T)) {
    const CXXRecordDecl *Class = Member->getMostRecentCXXRecordDecl();
    return ofType(Member->getPointeeType()) + " " +
           (Class ? ofTag(*Class) : std::string()) + "::*" + Qualifiers;
  }
  if (const auto *Array = dyn_cast<ConstantArrayType>(&T))
    return ofType(Array->getElementType()) + "[" +
           std::to_string(Array->getZExtSize()) + "]";
  if (const auto *Array = dyn_cast<ArrayType>(&T))
    return ofType(Array->getElementType()) + "[]";
  if (const auto *Function = dyn_cast<FunctionProtoType>(&T)) {
    std::string Text = ofType(Function->getReturnType()) + " (";
    for (QualType Parameter : Function->param_types())
      Text += (Text.back() == '(' ? "" : ", ") + ofType(Parameter);
    return Text + ")";
  }
  return Canonical.getAsString(Policy);
}

std::string EntityNames::ofParameters(const FunctionDecl &Function) {
  std::string Text = "(";
  for (const ParmVarDecl *Parameter : Function.parameters()) {
    if (Text.size() > 1)
      Text += ", ";
    Text += ofType(Parameter->getType());
  }
  if (Function.isVariadic())
    Text += Text.size() > 1 ? ", ..." : "...";
  return Text + ")";
}

/// Returns the qualifiers after the parameters of a member function: " const
/// &".
static std::string qualifiersOf(const FunctionDecl &Function) {
  const auto *Method = dyn_cast<CXXMethodDecl>(&Function);
  if (!Method || Method->getParent()->isLambda())
    return {};
  std::string Text;
  if (Method->isConst())
    Text += " const";
  if (Method->isVolatile())
    Text += " volatile";
  if (Method->getRefQualifier() == RQ_LValue)
    Text += " &";
  if (Method->getRefQualifier() == RQ_RValue)
    Text += " &&";
  return Text;
}

/// Returns true if \p Function is the call operator of a lambda.
static bool isLambda(const FunctionDecl &Function) {
  return closureOf(Function) && Function.getOverloadedOperator() == OO_Call;
}

std::string EntityNames::ofTemplate(const FunctionDecl &Pattern) {
  if (!isLambda(Pattern))
    return scopeOf(Pattern) + Pattern.getNameInfo().getAsString();
  // In a key, the mark of a lambda follows its parameters.
  return scopeOf(Pattern) + "lambda" +
         (Wanted == Style::Key ? std::string()
                               : ordinalOf(*closureOf(Pattern)));
}

std::string EntityNames::signatureOf(const FunctionDecl &Function) {
  std::string Name = ofTemplate(Function);
  if (const TemplateArgumentList *Arguments =
          Function.getTemplateSpecializationArgs())
    Name += ofArguments(Arguments->asArray());
  Name += ofParameters(Function) + qualifiersOf(Function);
  if (Wanted == Style::Key && isLambda(Function))
    Name += ordinalOf(*closureOf(Function));
  return Name;
}

std::string EntityNames::ofFunction(const FunctionDecl &Function) {
  // Function templates can be overloaded by their return types.
  if (Wanted == Style::Key && Function.getPrimaryTemplate() &&
      !isLambda(Function))
    return signatureOf(Function) + " -> " + ofType(Function.getReturnType());
  return signatureOf(Function);
}

} // namespace coroscope
