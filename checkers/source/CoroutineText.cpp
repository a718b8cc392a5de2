//===- CoroutineText.cpp - The source text of a coroutine -----------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "source/CoroutineText.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

#include <algorithm>
#include <iterator>
#include <tuple>

using namespace clang;

namespace coroscope {

/// The name of \p Variable in the source; "[Data, Size]" for structured
/// bindings.
static std::string nameOf(const VarDecl &Variable) {
  const auto *Whole = dyn_cast<DecompositionDecl>(&Variable);
  if (!Whole)
    return Variable.getName().str();
  std::string Name;
  for (const BindingDecl *Binding : Whole->bindings())
    Name += (Name.empty() ? "[" : ", ") + Binding->getName().str();
  return Name + "]";
}

/// Visits the written statements of one body. Skips lambdas inside, which are
/// functions of their own.
class CoroutineText::Collector : public RecursiveASTVisitor<Collector> {
  CoroutineText &Text;

public:
  explicit Collector(CoroutineText &Text) : Text(Text) {}

  bool shouldVisitImplicitCode() const { return true; }

  bool TraverseLambdaExpr(LambdaExpr *Lambda) {
    VisitExpr(Lambda);
    for (Expr *Init : Lambda->capture_inits())
      TraverseStmt(Init);
    return true;
  }
  bool TraverseCXXRecordDecl(CXXRecordDecl *) { return true; }
  bool TraverseTypeLoc(TypeLoc, bool = true) { return true; }

  bool VisitVarDecl(VarDecl *Variable) {
    Text.Variables.emplace(nameOf(*Variable), Variable);
    return true;
  }

  bool VisitDeclRefExpr(DeclRefExpr *Reference) {
    const ValueDecl *Named = Reference->getDecl();
    if (const auto *Binding = dyn_cast<BindingDecl>(Named))
      Named = Binding->getDecomposedDecl();
    if (const auto *Variable = dyn_cast<VarDecl>(Named))
      Text.Mentions[Variable].insert(
          Text.presumed(Reference->getLocation()).first);
    return true;
  }

  bool VisitCompoundStmt(CompoundStmt *Block) {
    Text.ScopeEnds.insert(Text.presumed(Block->getRBracLoc()));
    return true;
  }

  bool VisitExpr(Expr *Expression) {
    LineColumn Begin = Text.presumed(Expression->getBeginLoc());
    LineColumn Point = Text.presumed(Expression->getExprLoc());
    Text.Expressions.emplace(Begin, Expression);
    if (Point != Begin)
      Text.Expressions.emplace(Point, Expression);
    if (auto *Suspend = dyn_cast<CoroutineSuspendExpr>(Expression))
      Text.Suspends.emplace(Text.presumed(Suspend->getKeywordLoc()), Suspend);
    return true;
  }
};

CoroutineText::CoroutineText(const FunctionDecl &Function)
    : Function(Function), Context(Function.getASTContext()) {
  // The visitor only reads types and structure.
  Collector(*this).TraverseStmt(const_cast<Stmt *>(Function.getBody()));
}

CoroutineText::LineColumn
CoroutineText::presumed(SourceLocation Location) const {
  const SourceManager &Sources = Context.getSourceManager();
  PresumedLoc Presumed = Sources.getPresumedLoc(Sources.getFileLoc(Location));
  return Presumed.isValid()
             ? LineColumn(Presumed.getLine(), Presumed.getColumn())
             : LineColumn();
}

std::string CoroutineText::typeText(QualType Type) const {
  PrintingPolicy Policy(Context.getLangOpts());
  Policy.SuppressTagKeyword = true;
  Policy.AnonymousTagLocations = false;
  if (const auto *Deduced = Type->getAs<AutoType>();
      Deduced && Deduced->isDeduced())
    Type = Context.getQualifiedType(Deduced->getDeducedType(),
                                    Type.getLocalQualifiers());
  return Type.getAsString(Policy);
}

/// Returns true if \p Type can be written outside its function.
static bool isNameable(QualType Type) {
  Type = Type.getCanonicalType();
  if (const auto *Array = dyn_cast<ArrayType>(Type.getTypePtr()))
    return !isa<VariableArrayType>(Array) &&
           isNameable(Array->getElementType());
  if (Type->isPointerType() || Type->isReferenceType())
    return isNameable(Type->getPointeeType());
  if (Type->isBuiltinType())
    return true;
  const TagDecl *Tag = Type->getAsTagDecl();
  if (!Tag || Tag->getParentFunctionOrMethod() || !Tag->getIdentifier())
    return false;
  for (const DeclContext *Around = Tag; Around; Around = Around->getParent()) {
    if (const auto *Member = dyn_cast<TagDecl>(Around);
        Member && Member->getAccess() != AS_public &&
        Member->getAccess() != AS_none)
      return false;
    if (const auto *Space = dyn_cast<NamespaceDecl>(Around);
        Space && Space->isAnonymousNamespace())
      return false;
    if (const auto *Instance =
            dyn_cast<ClassTemplateSpecializationDecl>(Around))
      for (const TemplateArgument &Argument :
           Instance->getTemplateArgs().asArray())
        if (Argument.getKind() != TemplateArgument::Integral &&
            !(Argument.getKind() == TemplateArgument::Type &&
              isNameable(Argument.getAsType())))
          return false;
  }
  return true;
}

std::string CoroutineText::fullTypeText(QualType Type) const {
  if (Type->isDependentType() || !isNameable(Type))
    return {};
  PrintingPolicy Policy(Context.getLangOpts());
  Policy.SuppressTagKeyword = true;
  Policy.FullyQualifiedName = true;
  Policy.PrintAsCanonical = true;
  return Type.getCanonicalType().getAsString(Policy);
}

/// The limit for texts in reports; longer ones end in "...".
static constexpr std::size_t LongestText = 60;

std::string CoroutineText::exprText(const Expr &Expression) const {
  const SourceManager &Sources = Context.getSourceManager();
  CharSourceRange Range = Sources.getExpansionRange(
      CharSourceRange::getTokenRange(Expression.getSourceRange()));
  llvm::StringRef Written =
      Lexer::getSourceText(Range, Sources, Context.getLangOpts());
  std::string Text;
  bool Space = false;
  for (char C : Written) {
    if (llvm::isSpace(C)) {
      Space = !Text.empty();
      continue;
    }
    if (Space)
      Text += ' ';
    Space = false;
    Text += C;
    if (Text.size() > LongestText) {
      Text.resize(LongestText - 3);
      return Text + "...";
    }
  }
  return Text;
}

static Bytes sizeOf(QualType Type, const ASTContext &Context) {
  if (Type->isDependentType() || Type.getNonReferenceType()->isIncompleteType())
    return Bytes(0);
  return Bytes(static_cast<std::uint64_t>(
      Context.getTypeSizeInChars(Type).getQuantity()));
}

VariableText CoroutineText::describe(const VarDecl &Variable) const {
  auto [Line, Column] = presumed(Variable.getLocation());
  return {nameOf(Variable),
          typeText(Variable.getType()),
          fullTypeText(Variable.getType()),
          sizeOf(Variable.getType(), Context),
          Line,
          Column,
          isa<ParmVarDecl>(Variable)};
}

std::optional<VariableText> CoroutineText::parameter(unsigned Argument) const {
  unsigned Index = Argument - 1;
  if (const auto *Method = dyn_cast<CXXMethodDecl>(&Function);
      Method && Method->isImplicitObjectMemberFunction()) {
    if (Index == 0) {
      auto [Line, Column] = presumed(Function.getLocation());
      return VariableText{"this",
                          typeText(Method->getThisType()),
                          fullTypeText(Method->getThisType()),
                          sizeOf(Method->getThisType(), Context),
                          Line,
                          Column,
                          true};
    }
    --Index;
  }
  if (Index >= Function.getNumParams())
    return std::nullopt;
  return describe(*Function.getParamDecl(Index));
}

std::optional<VariableText> CoroutineText::unnamedParameter(Bytes Size) const {
  for (const ParmVarDecl *Parameter : Function.parameters()) {
    QualType Type = Parameter->getType().getNonReferenceType();
    if (Parameter->getName().empty() && !Type->isIncompleteType() &&
        Context.getTypeSizeInChars(Type).getQuantity() ==
            static_cast<std::int64_t>(Size.Count))
      return describe(*Parameter);
  }
  return std::nullopt;
}

std::optional<VariableText> CoroutineText::variable(std::string_view Name,
                                                    unsigned Line,
                                                    unsigned Column) const {
  auto [First, Last] = Variables.equal_range(Name);
  if (!Line)
    return First != Last && std::next(First) == Last
               ? std::optional(describe(*First->second))
               : std::nullopt;
  for (auto It = First; It != Last; ++It) {
    VariableText Candidate = describe(*It->second);
    if (Candidate.Line == Line && (!Column || Candidate.Column == Column))
      return Candidate;
  }
  return std::nullopt;
}

std::optional<VariableText> CoroutineText::bindingsWith(std::string_view Name,
                                                        unsigned Line,
                                                        unsigned Column) const {
  for (const auto &[Shown, Variable] : Variables)
    if (const auto *Whole = dyn_cast<DecompositionDecl>(Variable))
      for (const BindingDecl *Binding : Whole->bindings())
        if (const LineColumn At = presumed(Binding->getLocation());
            Binding->getName() == llvm::StringRef(Name) && At.first == Line &&
            (!Column || At.second == Column))
          return describe(*Whole);
  return std::nullopt;
}

std::optional<VariableText>
CoroutineText::bindings(unsigned Line, unsigned Column, Bytes Size) const {
  for (const auto &[Name, Variable] : Variables)
    if (isa<DecompositionDecl>(Variable) &&
        presumed(Variable->getBeginLoc()) == LineColumn(Line, Column) &&
        !Variable->getType()->isReferenceType() &&
        Context.getTypeSizeInChars(Variable->getType()).getQuantity() ==
            static_cast<std::int64_t>(Size.Count))
      return describe(*Variable);
  return std::nullopt;
}

std::optional<ExpressionText>
CoroutineText::expression(unsigned Line, unsigned Column, Bytes Size) const {
  const Expr *Best = nullptr;
  auto [First, Last] = Expressions.equal_range({Line, Column});
  // The compiler may point inside an expression: take the enclosing one.
  if (First == Last && First != Expressions.begin())
    if (auto Before = std::prev(First); Before->first.first == Line)
      std::tie(First, Last) = Expressions.equal_range(Before->first);
  for (auto It = First; It != Last; ++It) {
    QualType Type = It->second->getType();
    if (!Best)
      Best = It->second;
    if (It->second->isPRValue() && !Type->isIncompleteType() &&
        !Type->isDependentType() && !Type->isFunctionType() &&
        !Type->isPlaceholderType() &&
        Context.getTypeSizeInChars(Type).getQuantity() ==
            static_cast<std::int64_t>(Size.Count)) {
      Best = It->second;
      break;
    }
  }
  if (!Best)
    return std::nullopt;
  return ExpressionText{exprText(*Best), typeText(Best->getType())};
}

std::optional<ExpressionText> CoroutineText::awaiter(unsigned Line,
                                                     unsigned Column) const {
  auto It = Suspends.find({Line, Column});
  if (It == Suspends.end())
    return std::nullopt;
  // The operand of co_yield is a call of yield_value without a text of its own.
  const std::string Text = exprText(*It->second->getOperand());
  llvm::StringRef Written = Text;
  if (Written.consume_front("co_yield"))
    Written = Written.ltrim();
  return ExpressionText{Written.str(),
                        typeText(It->second->getCommonExpr()->getType())};
}

bool CoroutineText::isEndOfScope(unsigned Line, unsigned Column) const {
  return ScopeEnds.contains({Line, Column});
}

/// The variable or parameter \p Name that is declared at \p DeclaredLine; null
/// if there is none.
const VarDecl *CoroutineText::find(std::string_view Name,
                                   unsigned DeclaredLine) const {
  const auto [First, Last] = Variables.equal_range(Name);
  for (auto It = First; It != Last; ++It)
    if (presumed(It->second->getLocation()).first == DeclaredLine)
      return It->second;
  for (const ParmVarDecl *Parameter : Function.parameters())
    if (Parameter->getName() == llvm::StringRef(Name))
      return Parameter;
  return nullptr;
}

bool CoroutineText::mentions(std::string_view Name, unsigned DeclaredLine,
                             unsigned Line, unsigned Column) const {
  const auto Lines = Mentions.find(find(Name, DeclaredLine));
  if (Lines == Mentions.end())
    return false;
  unsigned LastLine = Line;
  const auto [First, Last] = Expressions.equal_range({Line, Column});
  for (auto It = First; It != Last; ++It)
    LastLine = std::max(LastLine, presumed(It->second->getEndLoc()).first);
  const auto Mention = Lines->second.lower_bound(Line);
  return Mention != Lines->second.end() && *Mention <= LastLine;
}

/// True if \p Place is not before the beginning of \p Range, and not behind the
/// beginning of its last token.
bool CoroutineText::contains(SourceRange Range, LineColumn Place) const {
  return presumed(Range.getBegin()) <= Place &&
         Place <= presumed(Range.getEnd());
}

bool CoroutineText::isInDeclaration(std::string_view Name,
                                    unsigned DeclaredLine, unsigned Line,
                                    unsigned Column) const {
  const VarDecl *Variable = find(Name, DeclaredLine);
  return Variable && contains(Variable->getSourceRange(), {Line, Column});
}

bool CoroutineText::isInSuspension(unsigned SuspendLine, unsigned SuspendColumn,
                                   unsigned Line, unsigned Column) const {
  const auto It = Suspends.find({SuspendLine, SuspendColumn});
  return It != Suspends.end() &&
         contains(It->second->getSourceRange(), {Line, Column});
}

/// True if \p E is a call at \p Place, or made of one: by a member of what it
/// gives, as in "read(Buffer).within(Limit)", or by an operator.
bool CoroutineText::isOperation(const Expr *E, LineColumn Place) const {
  while (E) {
    E = E->IgnoreUnlessSpelledInSource();
    const auto *Call = dyn_cast<CallExpr>(E);
    if (!Call)
      return false;
    if (presumed(Call->getExprLoc()) == Place ||
        presumed(Call->getBeginLoc()) == Place)
      return true;
    if (isa<CXXOperatorCallExpr>(Call))
      return llvm::any_of(Call->arguments(), [&](const Expr *Argument) {
        return isOperation(Argument, Place);
      });
    const auto *Member = dyn_cast<CXXMemberCallExpr>(Call);
    E = Member ? Member->getImplicitObjectArgument() : nullptr;
  }
  return false;
}

bool CoroutineText::isAwaitedCall(unsigned SuspendLine, unsigned SuspendColumn,
                                  unsigned Line, unsigned Column) const {
  const auto It = Suspends.find({SuspendLine, SuspendColumn});
  return It != Suspends.end() &&
         isOperation(It->second->getOperand(), {Line, Column});
}

/// The implicit suspension in \p Statement; null if there is none.
static const CoroutineSuspendExpr *suspendIn(const Stmt *Statement) {
  if (const auto *Expression = dyn_cast_or_null<Expr>(Statement))
    return dyn_cast<CoroutineSuspendExpr>(
        Expression->IgnoreUnlessSpelledInSource());
  return nullptr;
}

std::string CoroutineText::initialAwaiterType() const {
  const auto *Body = cast<CoroutineBodyStmt>(Function.getBody());
  const CoroutineSuspendExpr *Suspend = suspendIn(Body->getInitSuspendStmt());
  return Suspend ? typeText(Suspend->getCommonExpr()->getType())
                 : std::string();
}

std::string CoroutineText::finalAwaiterType() const {
  const auto *Body = cast<CoroutineBodyStmt>(Function.getBody());
  const CoroutineSuspendExpr *Suspend = suspendIn(Body->getFinalSuspendStmt());
  return Suspend ? typeText(Suspend->getCommonExpr()->getType())
                 : std::string();
}

std::string CoroutineText::promiseType() const {
  const auto *Body = cast<CoroutineBodyStmt>(Function.getBody());
  const VarDecl *Promise = Body->getPromiseDecl();
  // The written type would be `coroutine_traits<...>::promise_type`.
  return Promise ? typeText(Promise->getType().getCanonicalType())
                 : std::string();
}

std::string CoroutineText::fullPromiseType() const {
  const auto *Body = cast<CoroutineBodyStmt>(Function.getBody());
  const VarDecl *Promise = Body->getPromiseDecl();
  return Promise ? fullTypeText(Promise->getType()) : std::string();
}

} // namespace coroscope
