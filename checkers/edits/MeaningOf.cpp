//===- MeaningOf.cpp - Comparison of programs after edits -----------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "edits/MeaningOf.h"

#include "edits/InsertedCode.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/ExprConcepts.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/xxhash.h"

#include <algorithm>

using namespace clang;

namespace coroscope {

namespace {

/// Writes one function down, part by part.
class Writer {
  const ASTContext &Context;
  const InsertedCode &Inserted;
  FunctionMeaning &Meaning;
  std::vector<SourceRange> *Places; ///< The places of the parts, if requested.

  llvm::SmallString<256> Part; ///< The part that is being written.
  SourceRange Where;
  /// Variables, parameters and classes of this function, by number.
  llvm::DenseMap<const Decl *, unsigned> Locals;
  llvm::DenseMap<const OpaqueValueExpr *, unsigned> Opaques;
  llvm::DenseMap<const clang::Type *, std::uint64_t> &Types;
  /// True while writing a lambda that an edit has made.
  bool IsMoved = false;

  void add(std::uint64_t Number) {
    Part.append(reinterpret_cast<const char *>(&Number),
                reinterpret_cast<const char *>(&Number) + sizeof Number);
  }
  void add(llvm::StringRef Text) {
    add(Text.size());
    Part += Text;
  }
  void add(const llvm::APInt &Value) {
    add(Value.getBitWidth());
    add(llvm::StringRef(reinterpret_cast<const char *>(Value.getRawData()),
                        Value.getNumWords() * sizeof(llvm::APInt::WordType)));
  }
  void addType(QualType Type);
  void addDecl(const Decl *D);
  unsigned numberOf(const Decl &D) {
    return Locals.try_emplace(&D, Locals.size()).first->second;
  }
  void end();
  void mark(llvm::StringRef What) {
    add(What);
    end();
  }

  void walk(const Stmt *S);
  void walkChildren(const Stmt &S);
  void walkBlock(const CompoundStmt &Block, bool IsInserted);
  void walkVariable(const VarDecl &Variable);
  void walkBox(const InsertedBox &Box);
  void walkDeclarations(const DeclStmt &Declared);
  void walkLambda(const LambdaExpr &Lambda);
  void walkClass(const CXXRecordDecl &Class);
  void walkBody(const FunctionDecl &Function);
  void addDetails(const Expr &E);
  void addOperator(const Expr &E);
  void addLiteral(const Expr &E);
  void addConstruction(const Expr &E);
  void addDetails(const Stmt &S);
  void addDestructors(llvm::ArrayRef<const Stmt *> Statements);
  bool isCallOfFrame(const CallExpr &Call) const;
  bool comesFromLine(const Expr &E) const;

public:
  Writer(const ASTContext &Context, const InsertedCode &Inserted,
         FunctionMeaning &Meaning, std::vector<SourceRange> *Places,
         llvm::DenseMap<const clang::Type *, std::uint64_t> &Types)
      : Context(Context), Inserted(Inserted), Meaning(Meaning), Places(Places),
        Types(Types) {}

  void write(const FunctionDecl &Function);
};

} // namespace

static PrintingPolicy policyFor(const ASTContext &Context) {
  PrintingPolicy Policy(Context.getLangOpts());
  Policy.AnonymousTagLocations = false; // Edits move lines.
  Policy.PrintAsCanonical = true;
  Policy.FullyQualifiedName = true;
  Policy.SuppressInlineNamespace =
      llvm::to_underlying(PrintingPolicy::SuppressInlineNamespaceMode::None);
  return Policy;
}

/// Ends a part.
void Writer::end() {
  const std::uint64_t Hash = llvm::xxh3_64bits(Part);
  Meaning.Parts.push_back(static_cast<std::uint16_t>(Hash));
  // Order matters.
  Meaning.All = (Meaning.All ^ Hash) * 0x100000001b3;
  if (Places)
    Places->push_back(Where);
  Part.clear();
}

void Writer::addType(QualType Type) {
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

void Writer::addDecl(const Decl *D) {
  if (!D)
    return add(std::uint64_t(0));
  D = D->getCanonicalDecl();
  add(D->getKind());
  if (D->getParentFunctionOrMethod() || isa<ParmVarDecl>(D)) {
    const auto *Named = dyn_cast<NamedDecl>(D);
    add(Named && Named->getIdentifier() ? Named->getName() : "");
    return add(numberOf(*D));
  }
  if (const auto *Named = dyn_cast<NamedDecl>(D)) {
    std::string Name;
    llvm::raw_string_ostream Out(Name);
    Named->printQualifiedName(Out, policyFor(Context));
    add(Name);
  }
  if (const auto *Function = dyn_cast<FunctionDecl>(D))
    if (const TemplateArgumentList *Arguments =
            Function->getTemplateSpecializationArgs()) {
      std::string Text;
      llvm::raw_string_ostream Out(Text);
      printTemplateArgumentList(Out, Arguments->asArray(), policyFor(Context));
      add(Text);
    }
  if (const auto *Value = dyn_cast<ValueDecl>(D))
    addType(Value->getType());
}

/// Returns true if \p E comes from __LINE__, __COUNTER__ and the like, which
/// change with every edit.
bool Writer::comesFromLine(const Expr &E) const {
  const SourceManager &Sources = Context.getSourceManager();
  const SourceLocation Spelling = Sources.getSpellingLoc(E.getExprLoc());
  return E.getExprLoc().isMacroID() &&
         Sources.isWrittenInScratchSpace(Spelling);
}

/// Returns true if \p Call affects the frame of the function that makes it.
bool Writer::isCallOfFrame(const CallExpr &Call) const {
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

//===----------------------------------------------------------------------===//
// Properties of nodes beyond their children
//===----------------------------------------------------------------------===//

void Writer::addLiteral(const Expr &E) {
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

void Writer::addConstruction(const Expr &E) {
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

void Writer::addOperator(const Expr &E) {
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

void Writer::addDetails(const Expr &E) {
  addType(E.getType());
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

void Writer::addDetails(const Stmt &S) {
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

//===----------------------------------------------------------------------===//
// Declarations
//===----------------------------------------------------------------------===//

void Writer::walkVariable(const VarDecl &Variable) {
  Where = Variable.getSourceRange();
  add("variable");
  addDecl(&Variable);
  addType(Variable.getType());
  add(Variable.getStorageClass());
  add(Variable.getTSCSpec());
  add(Variable.isConstexpr());
  add(Variable.isNRVOVariable());
  if (IsMoved && Variable.isStaticLocal())
    add("moved");
  if (const auto *Bindings = dyn_cast<DecompositionDecl>(&Variable))
    for (const BindingDecl *Binding : Bindings->bindings()) {
      addDecl(Binding);
      addType(Binding->getType());
    }
  for (const Attr *A : Variable.attrs())
    if (!A->isImplicit())
      add(A->getKind());
  add(Variable.getInit() != nullptr);
  end();
  if (Variable.getInit())
    walk(Variable.getInit());
  if (const auto *Bindings = dyn_cast<DecompositionDecl>(&Variable))
    for (const BindingDecl *Binding : Bindings->bindings()) {
      if (const VarDecl *Holding = Binding->getHoldingVar())
        walkVariable(*Holding);
      else
        walk(Binding->getBinding());
    }
}

/// Writes the variable as it was before it was boxed.
void Writer::walkBox(const InsertedBox &Box) {
  Where = Box.Reference->getSourceRange();
  add(Stmt::DeclStmtClass);
  end();
  add("variable");
  addDecl(Box.Reference);
  addType(Box.Type);
  add(SC_None);
  add(TSCS_unspecified);
  add(false);
  add(false);
  add(Box.Init != nullptr);
  end();
  if (Box.Init)
    walk(Box.Init);
}

void Writer::walkClass(const CXXRecordDecl &Class) {
  add("class");
  addDecl(&Class);
  for (const FieldDecl *Field : Class.fields())
    addType(Field->getType());
  end();
  for (const Decl *Member : Class.decls())
    if (const auto *Method = dyn_cast<FunctionDecl>(Member);
        Method && Method->doesThisDeclarationHaveABody() &&
        !Method->isDependentContext())
      walkBody(*Method);
}

void Writer::walkDeclarations(const DeclStmt &Declared) {
  for (const Decl *D : Declared.decls()) {
    if (const auto *Variable = dyn_cast<VarDecl>(D))
      walkVariable(*Variable);
    else if (const auto *Class = dyn_cast<CXXRecordDecl>(D))
      walkClass(*Class);
    else if (const auto *Type = dyn_cast<TypedefNameDecl>(D)) {
      Where = Type->getSourceRange();
      add("type");
      addType(Type->getUnderlyingType());
      end();
    }
  }
}

/// Returns true if \p Init, of a variable, has a temporary in it that lives as
/// long as the variable and has a destructor.
static bool extendsDestruction(const Stmt *Init) {
  if (!Init || isa<LambdaExpr>(Init))
    return false;
  if (const auto *Kept = dyn_cast<MaterializeTemporaryExpr>(Init);
      Kept && Kept->getExtendingDecl() &&
      Kept->getType().isDestructedType() != QualType::DK_none)
    return true;
  return llvm::any_of(Init->children(), extendsDestruction);
}

/// Writes the variables that are destroyed at the end of a block.
void Writer::addDestructors(llvm::ArrayRef<const Stmt *> Statements) {
  bool Has = false;
  for (const Stmt *S : llvm::reverse(Statements)) {
    const auto *Declared = dyn_cast<DeclStmt>(S);
    if (!Declared)
      continue;
    // The reference to a box is not a variable of its own.
    if (Inserted.isReferenceToBox(*Declared))
      continue;
    if (auto Box = Inserted.boxAt(*Declared)) {
      if (Box->Type.isDestructedType() != QualType::DK_none) {
        Has = true;
        addDecl(Box->Reference);
      }
      continue;
    }
    for (const Decl *D : llvm::reverse(Declared->getDeclGroup())) {
      const auto *Variable = dyn_cast<VarDecl>(D);
      if (!Variable || Variable->isStaticLocal() ||
          (Variable->needsDestruction(Context) == QualType::DK_none &&
           !extendsDestruction(Variable->getInit())))
        continue;
      Has = true;
      addDecl(Variable);
    }
  }
  if (!Has)
    return;
  add("destroy");
  end();
}

//===----------------------------------------------------------------------===//
// Statements
//===----------------------------------------------------------------------===//

void Writer::walkBlock(const CompoundStmt &Block, bool IsInserted) {
  if (!IsInserted)
    mark("{");
  const std::vector<const Stmt *> Statements = Inserted.originalOrder(Block);
  for (const Stmt *S : Statements) {
    if (const auto *Declared = dyn_cast<DeclStmt>(S)) {
      if (auto Box = Inserted.boxAt(*Declared)) {
        walkBox(*Box);
        continue;
      }
      if (Inserted.isReferenceToBox(*Declared))
        continue;
    }
    const InsertedPiece Piece = Inserted.pieceAt(*S);
    if (!Piece.Inner) {
      walk(S);
      continue;
    }
    const bool Outer = IsMoved;
    IsMoved |= Piece.Kind != MarkKind::Block;
    walkBlock(*cast<CompoundStmt>(Piece.Inner),
              Piece.Kind != MarkKind::CalledBlock);
    IsMoved = Outer;
  }
  addDestructors(Statements);
  if (!IsInserted)
    mark("}");
}

void Writer::walkLambda(const LambdaExpr &Lambda) {
  add("lambda");
  addType(Lambda.getType());
  for (const LambdaCapture &Capture : Lambda.captures()) {
    add(Capture.getCaptureKind());
    add(Capture.isPackExpansion());
    if (Capture.capturesVariable())
      addDecl(Capture.getCapturedVar());
  }
  const CXXMethodDecl &Call = *Lambda.getCallOperator();
  addType(Call.getType());
  end();
  for (const Expr *Init : Lambda.capture_inits())
    walk(Init);
  // Instances of a generic lambda are functions of their own.
  if (!Call.isDependentContext())
    walkBody(Call);
}

void Writer::walkChildren(const Stmt &S) {
  for (const Stmt *Child : S.children())
    walk(Child);
}

void Writer::walk(const Stmt *S) {
  if (!S)
    return mark("none");
  Where = S->getSourceRange();
  // The parts tell what is destroyed at the end of a full expression.
  if (const auto *Cleanups = dyn_cast<ExprWithCleanups>(S))
    return walk(Cleanups->getSubExpr());
  if (const auto *Parentheses = dyn_cast<ParenExpr>(S))
    return walk(Parentheses->getSubExpr());
  if (const auto *Block = dyn_cast<CompoundStmt>(S))
    return walkBlock(*Block, /*IsInserted=*/false);
  if (const auto *Lambda = dyn_cast<LambdaExpr>(S))
    return walkLambda(*Lambda);
  if (const auto *E = dyn_cast<Expr>(S))
    if (const Expr *Returned = Inserted.returnedAt(*E)) {
      const bool Outer = std::exchange(IsMoved, true);
      walk(Returned);
      IsMoved = Outer;
      return;
    }
  add(S->getStmtClass());
  if (const auto *E = dyn_cast<Expr>(S))
    addDetails(*E);
  else
    addDetails(*S);
  end();
  if (const auto *Declared = dyn_cast<DeclStmt>(S))
    return walkDeclarations(*Declared);
  if (const auto *Catch = dyn_cast<CXXCatchStmt>(S))
    if (const VarDecl *Caught = Catch->getExceptionDecl())
      walkVariable(*Caught);
  if (const auto *Argument = dyn_cast<CXXDefaultArgExpr>(S))
    return walk(Argument->getExpr());
  if (const auto *Member = dyn_cast<CXXDefaultInitExpr>(S))
    return walk(Member->getExpr());
  if (const auto *Constant = dyn_cast<SubstNonTypeTemplateParmExpr>(S))
    return walk(Constant->getReplacement());
  if (const auto *List = dyn_cast<InitListExpr>(S);
      List && List->hasArrayFiller())
    walk(List->getArrayFiller());
  walkChildren(*S);
}

void Writer::walkBody(const FunctionDecl &Function) {
  add("function");
  addDecl(&Function);
  for (const ParmVarDecl *Parameter : Function.parameters()) {
    addDecl(Parameter);
    addType(Parameter->getType());
  }
  end();
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(&Function))
    for (const CXXCtorInitializer *Init : Constructor->inits()) {
      addDecl(Init->getAnyMember());
      if (Init->isBaseInitializer())
        addType(QualType(Init->getBaseClass(), 0));
      end();
      walk(Init->getInit());
    }
  walk(Function.getBody());
}

void Writer::write(const FunctionDecl &Function) {
  llvm::raw_string_ostream Out(Meaning.Name);
  Function.getNameForDiagnostic(Out, policyFor(Context), /*Qualified=*/true);
  Meaning.Name += Function.getType().getAsString(policyFor(Context));
  walkBody(Function);
}

//===----------------------------------------------------------------------===//
// Units
//===----------------------------------------------------------------------===//

/// Returns the functions of \p All in the main file that are not inside others.
static std::vector<const FunctionDecl *>
outermostOf(const ASTContext &Context, const std::vector<FunctionDecl *> &All) {
  const SourceManager &Sources = Context.getSourceManager();
  std::vector<const FunctionDecl *> Found;
  for (const FunctionDecl *Function : All) {
    const SourceLocation Where =
        Sources.getExpansionLoc(Function->getLocation());
    // The compiler makes implicit functions where they are used.
    if (Function->hasBody() && !Function->isImplicit() &&
        !Function->isDefaulted() && Sources.isWrittenInMainFile(Where) &&
        !Function->getParentFunctionOrMethod())
      Found.push_back(Function);
  }
  // Lambdas that edits add change the order of a walk over the AST.
  std::vector<std::pair<unsigned, std::size_t>> Order;
  for (std::size_t I = 0; I != Found.size(); ++I)
    Order.emplace_back(
        Sources.getFileOffset(Sources.getExpansionLoc(Found[I]->getLocation())),
        I);
  std::sort(Order.begin(), Order.end());
  std::vector<const FunctionDecl *> Sorted;
  for (auto [Offset, Index] : Order)
    Sorted.push_back(Found[Index]);
  return Sorted;
}

/// Returns true if \p S is or has the body of a coroutine.
static bool hasCoroutine(const Stmt *S) {
  if (!S)
    return false;
  if (isa<CoroutineBodyStmt>(S))
    return true;
  if (const auto *Lambda = dyn_cast<LambdaExpr>(S))
    return hasCoroutine(Lambda->getBody());
  return llvm::any_of(S->children(), hasCoroutine);
}

UnitMeaning meaningOf(const ASTContext &Context,
                      const std::vector<FunctionDecl *> &Functions) {
  const std::vector<EditMark> None;
  const InsertedCode Inserted(Context, None);
  llvm::DenseMap<const clang::Type *, std::uint64_t> Types;
  UnitMeaning Made;
  for (const FunctionDecl *Function : outermostOf(Context, Functions)) {
    Writer(Context, Inserted, Made.emplace_back(), nullptr, Types)
        .write(*Function);
    // Edits change only coroutines; only there the first different part is
    // reported.
    if (!hasCoroutine(Function->getBody()))
      Made.back().Parts.clear();
  }
  return Made;
}

/// Quotes the first line of \p Range, as in "'touch(Buffer)'".
static std::string placeInWords(SourceRange Range, const ASTContext &Context) {
  static constexpr std::size_t Longest = 40;
  const SourceManager &Sources = Context.getSourceManager();
  const SourceLocation Begin = Sources.getExpansionLoc(Range.getBegin());
  if (Begin.isInvalid())
    return "code that is not written";
  llvm::StringRef Text = Lexer::getSourceText(
      Sources.getExpansionRange(CharSourceRange::getTokenRange(Range)), Sources,
      Context.getLangOpts());
  Text = Text.take_until([](char C) { return C == '\n' || C == '\r'; });
  return "'" + Text.take_front(Longest).str() +
         (Text.size() > Longest ? "..." : "") + "'";
}

std::string findDifference(const ASTContext &Context,
                           const std::vector<FunctionDecl *> &Functions,
                           const std::vector<EditMark> &Marks,
                           const UnitMeaning &Expected) {
  const InsertedCode Inserted(Context, Marks);
  llvm::DenseMap<const clang::Type *, std::uint64_t> Types;
  const auto Found = outermostOf(Context, Functions);
  if (Found.size() != Expected.size())
    return "the edited file has other functions";
  for (std::size_t I = 0; I != Found.size(); ++I) {
    FunctionMeaning Edited;
    std::vector<SourceRange> Places;
    Writer(Context, Inserted, Edited, &Places, Types).write(*Found[I]);
    if (Edited == Expected[I])
      continue;
    const auto &Old = Expected[I].Parts, &New = Edited.Parts;
    if (Old.empty() || Edited.Name != Expected[I].Name)
      return "'" + Found[I]->getNameAsString() + "' would mean something else";
    const auto [At, Other] =
        std::mismatch(New.begin(), New.end(), Old.begin(), Old.end());
    const std::size_t Index =
        std::min<std::size_t>(At - New.begin(), Places.size() - 1);
    return placeInWords(Places[Index], Context) + " in '" +
           Found[I]->getNameAsString() + "' would mean something else";
  }
  return {};
}

} // namespace coroscope
