//===- MeaningParts.cpp - Nodes as the compiler sees them -----------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "edits/MeaningParts.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/ExprConcepts.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/xxhash.h"

#include <algorithm>
#include <string>

using namespace clang;

namespace coroscope {

static PrintingPolicy policyFor(const ASTContext &Context) {
  PrintingPolicy Policy(Context.getLangOpts());
  Policy.AnonymousTagLocations = false; // Edits move lines.
  Policy.PrintAsCanonical = true;
  Policy.FullyQualifiedName = true;
  Policy.SuppressInlineNamespace =
      llvm::to_underlying(PrintingPolicy::SuppressInlineNamespaceMode::None);
  return Policy;
}

/// Returns true if what is spelled at \p Where was made by the preprocessor, as
/// by __LINE__, __COUNTER__ or the operator ##.
static bool isMadeByPreprocessor(SourceLocation Where,
                                 const SourceManager &Sources) {
  return Where.isMacroID() &&
         Sources.isWrittenInScratchSpace(Sources.getSpellingLoc(Where));
}

std::string PartWriter::stableName(const NamedDecl &D, std::string Name) const {
  // guard_12, where 12 is the line.
  if (isMadeByPreprocessor(D.getLocation(), Context.getSourceManager()))
    std::erase_if(Name, llvm::isDigit);
  return Name;
}

void PartWriter::setName(const FunctionDecl &Function) {
  std::string Name;
  llvm::raw_string_ostream Out(Name);
  Function.getNameForDiagnostic(Out, policyFor(Context), /*Qualified=*/true);
  Meaning.Name = stableName(Function, std::move(Name));
  Meaning.Name += Function.getType().getAsString(policyFor(Context));
}

void PartWriter::end() {
  const std::uint64_t Hash = llvm::xxh3_64bits(Part);
  Meaning.Parts.push_back(static_cast<std::uint16_t>(Hash));
  // Order matters.
  Meaning.All = (Meaning.All ^ Hash) * 0x100000001b3;
  if (Places)
    Places->push_back(Where);
  Part.clear();
}

void PartWriter::addType(QualType Type) {
  if (Type.isNull())
    return add(std::uint64_t(0));
  const QualType Canonical = Type.getCanonicalType();
  add(Canonical.getLocalFastQualifiers());
  const clang::Type *T = Canonical.getTypePtr();
  if (const TagDecl *Tag = T->getAsTagDecl();
      Tag && Tag->getParentFunctionOrMethod())
    return add(numberOf(*Tag->getCanonicalDecl()));
  auto [It, IsNew] = Types.try_emplace(T, 0);
  if (IsNew)
    It->second =
        llvm::xxh3_64bits(QualType(T, 0).getAsString(policyFor(Context)));
  add(It->second);
}

void PartWriter::addDecl(const Decl *D) {
  if (!D)
    return add(std::uint64_t(0));
  D = D->getCanonicalDecl();
  add(D->getKind());
  if (D->getParentFunctionOrMethod() || isa<ParmVarDecl>(D)) {
    const auto *Named = dyn_cast<NamedDecl>(D);
    add(Named && Named->getIdentifier()
            ? stableName(*Named, Named->getName().str())
            : std::string());
    return add(numberOf(*D));
  }
  if (const auto *Named = dyn_cast<NamedDecl>(D)) {
    std::string Name;
    llvm::raw_string_ostream Out(Name);
    Named->printQualifiedName(Out, policyFor(Context));
    const std::string Stable = stableName(*Named, Name);
    add(Stable);
    if (Stable != Name)
      add(numberOf(*D));
  }
  if (const auto *Function = dyn_cast<FunctionDecl>(D))
    if (const TemplateArgumentList *Arguments =
            Function->getTemplateSpecializationArgs()) {
      std::string Text;
      llvm::raw_string_ostream Out(Text);
      printTemplateArgumentList(Out, Arguments->asArray(), policyFor(Context));
      add(Text);
    }
  // As in std::is_array_v<decltype(V)>.
  if (const auto *Variable = dyn_cast<VarTemplateSpecializationDecl>(D)) {
    std::string Text;
    llvm::raw_string_ostream Out(Text);
    printTemplateArgumentList(Out, Variable->getTemplateArgs().asArray(),
                              policyFor(Context));
    add(Text);
  }
  if (const auto *Value = dyn_cast<ValueDecl>(D))
    addType(Value->getType());
}

/// Returns true if \p E comes from __LINE__, __COUNTER__ and the like, which
/// change with every edit.
bool PartWriter::comesFromLine(const Expr &E) const {
  const SourceManager &Sources = Context.getSourceManager();
  // As in "at line " TEXT(__LINE__), of several tokens.
  if (const auto *String = dyn_cast<StringLiteral>(&E))
    return std::any_of(String->tokloc_begin(), String->tokloc_end(),
                       [&](SourceLocation Token) {
                         return isMadeByPreprocessor(Token, Sources);
                       });
  return isMadeByPreprocessor(E.getExprLoc(), Sources);
}

/// Returns true if \p Call affects the frame of the function that makes it.
static bool isCallOfFrame(const CallExpr &Call) {
  const FunctionDecl *Callee = Call.getDirectCallee();
  if (!Callee || !Callee->getIdentifier())
    return false;
  switch (Callee->getBuiltinID()) {
  case Builtin::BIalloca:
  case Builtin::BI__builtin_alloca:
  case Builtin::BI__builtin_alloca_uninitialized:
  case Builtin::BI__builtin_alloca_with_align:
  case Builtin::BI__builtin_alloca_with_align_uninitialized:
  case Builtin::BI__builtin_return_address:
  case Builtin::BI__builtin_frame_address:
  case Builtin::BI__builtin_va_start:
  case Builtin::BI__builtin_setjmp:
  case Builtin::BIsetjmp:
  case Builtin::BI_setjmp:
  case Builtin::BIsigsetjmp:
    return true;
  default:
    return Callee->getName() == "alloca";
  }
}

void PartWriter::addLiteral(const Expr &E) {
  if (const auto *Integer = dyn_cast<IntegerLiteral>(&E)) {
    if (comesFromLine(E))
      add("line");
    else
      add(Integer->getValue());
  } else if (const auto *Character = dyn_cast<CharacterLiteral>(&E)) {
    add(Character->getValue());
  } else if (const auto *Floating = dyn_cast<FloatingLiteral>(&E)) {
    add(Floating->getValue().bitcastToAPInt());
  } else if (const auto *String = dyn_cast<StringLiteral>(&E)) {
    add(comesFromLine(E) ? "line" : String->getBytes());
  } else if (const auto *Bool = dyn_cast<CXXBoolLiteralExpr>(&E)) {
    add(Bool->getValue());
  } else if (const auto *Name = dyn_cast<PredefinedExpr>(&E)) {
    add(Name->getFunctionName() ? Name->getFunctionName()->getBytes() : "");
  } else if (const auto *Here = dyn_cast<SourceLocExpr>(&E)) {
    add(llvm::to_underlying(Here->getIdentKind()));
    // A whole std::source_location contains the function, too.
    if (Here->getIdentKind() != SourceLocIdentKind::Line &&
        Here->getIdentKind() != SourceLocIdentKind::Column &&
        Here->getIdentKind() != SourceLocIdentKind::File &&
        Here->getIdentKind() != SourceLocIdentKind::FileName)
      add(IsMoved ? "moved" : "");
  }
}

void PartWriter::addConstruction(const Expr &E) {
  if (const auto *Made = dyn_cast<CXXConstructExpr>(&E)) {
    addDecl(Made->getConstructor());
    add(Made->isListInitialization());
    add(Made->isStdInitListInitialization());
    add(Made->requiresZeroInitialization());
    add(llvm::to_underlying(Made->getConstructionKind()));
  } else if (const auto *Inherited = dyn_cast<CXXInheritedCtorInitExpr>(&E)) {
    addDecl(Inherited->getConstructor());
  } else if (const auto *Temporary = dyn_cast<CXXBindTemporaryExpr>(&E)) {
    addDecl(Temporary->getTemporary()->getDestructor());
  } else if (const auto *Kept = dyn_cast<MaterializeTemporaryExpr>(&E)) {
    add(Kept->getStorageDuration());
    addDecl(Kept->getExtendingDecl());
  } else if (const auto *New = dyn_cast<CXXNewExpr>(&E)) {
    addDecl(New->getOperatorNew());
    addDecl(New->getOperatorDelete());
    add(New->isArray());
    add(llvm::to_underlying(New->getInitializationStyle()));
    addType(New->getAllocatedType());
  } else if (const auto *Delete = dyn_cast<CXXDeleteExpr>(&E)) {
    addDecl(Delete->getOperatorDelete());
    add(Delete->isArrayForm());
    addType(Delete->getDestroyedType());
  } else if (const auto *List = dyn_cast<InitListExpr>(&E)) {
    add(List->getNumInits());
    addDecl(List->getInitializedFieldInUnion());
    add(List->hasArrayFiller());
  } else if (const auto *Member = dyn_cast<CXXDefaultInitExpr>(&E)) {
    addDecl(Member->getField());
  } else if (const auto *Argument = dyn_cast<CXXDefaultArgExpr>(&E)) {
    add(Argument->getParam()->getFunctionScopeIndex());
  }
}

void PartWriter::addOperator(const Expr &E) {
  if (const auto *Cast = dyn_cast<CastExpr>(&E)) {
    add(Cast->getCastKind());
    for (const CXXBaseSpecifier *Base : Cast->path())
      addType(Base->getType());
  } else if (const auto *Unary = dyn_cast<UnaryOperator>(&E)) {
    add(Unary->getOpcode());
  } else if (const auto *Binary = dyn_cast<BinaryOperator>(&E)) {
    add(Binary->getOpcode());
  } else if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(&E)) {
    add(Operator->getOperator());
  } else if (const auto *Trait = dyn_cast<UnaryExprOrTypeTraitExpr>(&E)) {
    add(Trait->getKind());
    addType(Trait->getTypeOfArgument());
  } else if (const auto *Types = dyn_cast<TypeTraitExpr>(&E)) {
    add(Types->getTrait());
    for (const TypeSourceInfo *Argument : Types->getArgs())
      addType(Argument->getType());
  } else if (const auto *Offset = dyn_cast<OffsetOfExpr>(&E)) {
    addType(Offset->getTypeSourceInfo()->getType());
    for (unsigned I = 0; I != Offset->getNumComponents(); ++I)
      if (Offset->getComponent(I).getKind() == OffsetOfNode::Field)
        addDecl(Offset->getComponent(I).getField());
  } else if (const auto *Atomic = dyn_cast<AtomicExpr>(&E)) {
    add(Atomic->getOp());
  } else if (const auto *Typeid = dyn_cast<CXXTypeidExpr>(&E)) {
    if (Typeid->isTypeOperand())
      addType(Typeid->getTypeOperand(Context));
  } else if (const auto *Concept = dyn_cast<ConceptSpecializationExpr>(&E)) {
    add(Concept->isSatisfied());
  } else if (const auto *Requires = dyn_cast<RequiresExpr>(&E)) {
    add(Requires->isSatisfied());
  } else if (const auto *Noexcept = dyn_cast<CXXNoexceptExpr>(&E)) {
    add(Noexcept->getValue());
  } else if (const auto *Count = dyn_cast<SizeOfPackExpr>(&E)) {
    if (!Count->isValueDependent())
      add(Count->getPackLength());
  }
}

void PartWriter::addDetails(const Expr &E, QualType Type) {
  addType(Type);
  add(E.getValueKind());
  add(E.getObjectKind());
  addOperator(E);
  addLiteral(E);
  addConstruction(E);
  if (const auto *Reference = dyn_cast<DeclRefExpr>(&E)) {
    addDecl(Reference->getDecl());
  } else if (const auto *Member = dyn_cast<MemberExpr>(&E)) {
    addDecl(Member->getMemberDecl());
    // A qualified call is not virtual.
    add(Member->hasQualifier());
    add(Member->isArrow());
  } else if (const auto *Opaque = dyn_cast<OpaqueValueExpr>(&E)) {
    add(Opaques.try_emplace(Opaque, Opaques.size()).first->second);
  } else if (const auto *Call = dyn_cast<CallExpr>(&E)) {
    add(Call->getNumArgs());
    if (IsMoved && isCallOfFrame(*Call))
      add("moved");
  }
}

void PartWriter::addDetails(const Stmt &S) {
  if (const auto *If = dyn_cast<IfStmt>(&S)) {
    add(llvm::to_underlying(If->getStatementKind()));
  } else if (const auto *Goto = dyn_cast<GotoStmt>(&S)) {
    addDecl(Goto->getLabel());
  } else if (const auto *Label = dyn_cast<LabelStmt>(&S)) {
    addDecl(Label->getDecl());
  } else if (const auto *Attributed = dyn_cast<AttributedStmt>(&S)) {
    for (const Attr *A : Attributed->getAttrs())
      add(A->getKind());
  } else if (const auto *Asm = dyn_cast<GCCAsmStmt>(&S)) {
    add(Asm->getAsmString());
  } else if (const auto *Catch = dyn_cast<CXXCatchStmt>(&S)) {
    addType(Catch->getCaughtType());
  }
}

} // namespace coroscope
