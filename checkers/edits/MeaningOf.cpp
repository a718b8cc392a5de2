//===- MeaningOf.cpp - Comparison of programs after edits -----------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "edits/MeaningOf.h"

#include "edits/InsertedCode.h"
#include "edits/MeaningParts.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/SmallString.h"

#include <algorithm>

using namespace clang;

namespace coroscope {

namespace {

/// Writes one function down, part by part.
class Writer : PartWriter {
  const InsertedCode &Inserted;

  void walk(const Stmt *S);
  void walkChildren(const Stmt &S);
  void walkBlock(const CompoundStmt &Block, bool IsInserted);
  void walkVariable(const VarDecl &Variable);
  void walkBox(const InsertedBox &Box);
  void walkDeclarations(const DeclStmt &Declared);
  void walkLambda(const LambdaExpr &Lambda);
  void walkClass(const CXXRecordDecl &Class);
  void walkBody(const FunctionDecl &Function);
  void addDestructors(llvm::ArrayRef<const Stmt *> Statements);

public:
  Writer(const ASTContext &Context, const InsertedCode &Inserted,
         FunctionMeaning &Meaning, std::vector<SourceRange> *Places,
         TypeHashes &Types)
      : PartWriter(Context, Meaning, Places, Types), Inserted(Inserted) {}

  void write(const FunctionDecl &Function);
};

} // namespace

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
  if (!Box.Init)
    return;
  // "new T[1][N]" calls the constructor of T for the elements of all N.
  const auto *Made = dyn_cast<CXXConstructExpr>(Box.Init);
  if (!Made || !Made->getType()->isArrayType())
    return walk(Box.Init);
  Where = Made->getSourceRange();
  add(Made->getStmtClass());
  addDetails(*Made, Box.Type);
  end();
  walkChildren(*Made);
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
  // Its initializer is not among its children.
  if (const auto *Member = dyn_cast<CXXDefaultInitExpr>(Init))
    return extendsDestruction(Member->getExpr());
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
    // It holds a single declaration itself.
    const DeclGroupRef Group = Declared->getDeclGroup();
    for (const Decl *D : llvm::reverse(Group)) {
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
  setName(Function);
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
  TypeHashes Types;
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
  TypeHashes Types;
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
