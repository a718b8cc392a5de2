//===- EntityNames.cpp - Names that tell entities apart -------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "source/EntityNames.h"

#include "frame/KeyText.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/Support/raw_ostream.h"

#include <set>

using namespace clang;

namespace coroscope {

const FunctionDecl *enclosingFunction(const Decl &D) {
  for (const DeclContext *Around = D.getDeclContext(); Around;
       Around = Around->getParent())
    if (const auto *Outer = dyn_cast<FunctionDecl>(Around))
      return Outer;
  return nullptr;
}

//===----------------------------------------------------------------------===//
// Contents of types
//===----------------------------------------------------------------------===//

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

/// Returns true if \p Tag needs its place to be named.
static bool isLocal(const TagDecl &Tag) {
  if (enclosingFunction(Tag))
    return true;
  for (const DeclContext *Around = &Tag; Around && Around->isRecord();
       Around = Around->getParent())
    if (const auto *Outer = cast<TagDecl>(Around);
        !Outer->getIdentifier() && !Outer->getTypedefNameForAnonDecl())
      return true;
  return false;
}

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

//===----------------------------------------------------------------------===//
// Names
//===----------------------------------------------------------------------===//

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
  const bool Has = TagSearch(isLocal).isIn(Searched);
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

/// Returns the tokens in \p Range, joined, without comments and blanks.
static std::string tokensIn(SourceRange Range, const ASTContext &Context) {
  const SourceManager &Sources = Context.getSourceManager();
  const StringRef Text = Lexer::getSourceText(
      Sources.getExpansionRange(CharSourceRange::getTokenRange(Range)), Sources,
      Context.getLangOpts());
  // The lexer needs a terminated text.
  const std::string Copy = Text.str();
  Lexer Raw(SourceLocation(), Context.getLangOpts(), Copy.data(), Copy.data(),
            Copy.data() + Copy.size());
  std::string Tokens;
  Token T;
  for (bool IsLast = false; !IsLast;) {
    IsLast = Raw.LexFromRawLexer(T);
    if (T.is(tok::eof))
      break;
    const std::size_t End = Raw.getCurrentBufferOffset();
    Tokens += Copy.substr(End - T.getLength(), T.getLength());
    Tokens += ' ';
  }
  return Tokens;
}

/// Returns the captures of \p Closure with their types, as in "&A: int, this".
static std::string capturesOf(const CXXRecordDecl &Closure,
                              EntityNames &Names) {
  std::string Text;
  for (const LambdaCapture &Capture : Closure.captures()) {
    if (Capture.getCaptureKind() == LCK_ByRef)
      Text += "&";
    else if (Capture.getCaptureKind() == LCK_StarThis)
      Text += "*";
    if (Capture.capturesThis())
      Text += "this";
    else if (Capture.capturesVariable())
      Text += Capture.getCapturedVar()->getNameAsString() + ": " +
              Names.ofType(Capture.getCapturedVar()->getType());
    Text += ", ";
  }
  return Text;
}

/// Returns a suffix that tells \p Tag from others of the same name in its
/// context: "#2" for the second one, and for a lambda in a key the mark with
/// its fingerprints.
std::string EntityNames::ordinalOf(const TagDecl &Tag) {
  if (auto It = Ordinals.find(&Tag); It != Ordinals.end())
    return It->second;
  const SourceManager &Sources = Context.getSourceManager();
  const bool IsMarked = Wanted == Style::Key && closureOf(Tag);
  auto Fingerprints = [&](const TagDecl &Of) {
    const auto &Closure = cast<CXXRecordDecl>(Of);
    const CXXMethodDecl *Call = Closure.getLambdaCallOperator();
    const Stmt *Body = Call ? Call->getBody() : nullptr;
    return std::pair(fingerprint(capturesOf(Closure, *this)),
                     fingerprint(Body
                                     ? tokensIn(Body->getSourceRange(), Context)
                                     : std::string()));
  };
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
             (!IsMarked || (Parameters(*A) == Parameters(*B) &&
                            Fingerprints(*A) == Fingerprints(*B)));
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
    const auto [Captures, Body] = Fingerprints(Tag);
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
