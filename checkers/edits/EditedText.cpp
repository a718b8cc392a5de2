//===- EditedText.cpp - The text that edits are made of -------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "edits/EditedText.h"

#include "source/ProjectPaths.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"
#include "clang/AST/StmtCXX.h"
#include "clang/AST/TypeLoc.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace clang;
using llvm::StringRef;

namespace coroscope {

EditedText::EditedText(const FunctionDecl &Function, const ProjectPaths &Paths)
    : Function(Function), Context(Function.getASTContext()),
      Sources(Context.getSourceManager()),
      File(Sources.getFileID(Sources.getExpansionLoc(Function.getLocation()))),
      Text(Sources.getBufferData(File)) {
  if (auto Name = Sources.getNonBuiltinFilenameForID(File))
    FileName = Paths.shown(*Name);
}

bool EditedText::isEditable() const {
  return File == Sources.getMainFileID() && !FileName.empty() &&
         Function.getLocation().isFileID();
}

std::string EditedText::whyNot() const {
  if (Function.getLocation().isMacroID())
    return "the coroutine comes from a macro";
  return "the coroutine is in a header, which other units may compile with "
         "other flags";
}

std::optional<std::uint64_t>
EditedText::offsetOf(SourceLocation Location) const {
  if (Location.isInvalid() || Location.isMacroID() ||
      Sources.getFileID(Location) != File)
    return std::nullopt;
  return Sources.getFileOffset(Location);
}

std::size_t EditedText::lineBegin(std::uint64_t At) const {
  std::size_t Break = Text.rfind('\n', At);
  if (At < Text.size() && Text[At] == '\n' && Break == At)
    Break = At ? Text.rfind('\n', At - 1) : StringRef::npos;
  return Break == StringRef::npos ? 0 : Break + 1;
}

/// Returns true if another statement or a brace stands before \p At. If not, it
/// is a macro without a text in this build, which others may put before the
/// statement.
bool EditedText::followsStatement(Offset At) const {
  const auto Body = offsetOf(Function.getBody()->getBeginLoc());
  if (!Body)
    return false;
  Lexer Raw(Sources.getLocForStartOfFile(File), Context.getLangOpts(),
            Text.begin(), Text.begin() + *Body, Text.end());
  Token T;
  bool InDirective = false, Follows = false;
  for (bool IsLast = false; !IsLast;) {
    IsLast = Raw.LexFromRawLexer(T);
    if (Sources.getFileOffset(T.getLocation()) >= At)
      break;
    if (T.isAtStartOfLine())
      InDirective = T.is(tok::hash);
    if (!InDirective)
      Follows = T.isOneOf(tok::l_brace, tok::r_brace, tok::semi, tok::colon);
  }
  return Follows;
}

std::optional<EditedText::Offset>
EditedText::beginOf(const Stmt &Statement) const {
  const auto Begin = offsetOf(Statement.getBeginLoc());
  return Begin && followsStatement(*Begin) ? Begin : std::nullopt;
}

/// Returns the last statement in \p Statement, without descending into blocks.
static const Stmt &tailOf(const Stmt &Statement) {
  const Stmt *Tail = &Statement;
  for (;;) {
    const Stmt *Inner = nullptr;
    if (const auto *If = dyn_cast<IfStmt>(Tail))
      Inner = If->getElse() ? If->getElse() : If->getThen();
    else if (const auto *For = dyn_cast<ForStmt>(Tail))
      Inner = For->getBody();
    else if (const auto *Range = dyn_cast<CXXForRangeStmt>(Tail))
      Inner = Range->getBody();
    else if (const auto *While = dyn_cast<WhileStmt>(Tail))
      Inner = While->getBody();
    else if (const auto *Switch = dyn_cast<SwitchStmt>(Tail))
      Inner = Switch->getBody();
    else if (const auto *Label = dyn_cast<LabelStmt>(Tail))
      Inner = Label->getSubStmt();
    else if (const auto *Case = dyn_cast<SwitchCase>(Tail))
      Inner = Case->getSubStmt();
    else if (const auto *Attributed = dyn_cast<AttributedStmt>(Tail))
      Inner = Attributed->getSubStmt();
    if (!Inner)
      return *Tail;
    Tail = Inner;
  }
}

std::optional<EditedText::Offset>
EditedText::endOf(const Stmt &Statement) const {
  const Stmt &Tail = tailOf(Statement);
  auto Last = offsetOf(Tail.getEndLoc());
  if (!Last)
    return std::nullopt;
  if (Text[*Last] == ';')
    return *Last + 1;
  auto End = offsetOf(Lexer::getLocForEndOfToken(Tail.getEndLoc(), 0, Sources,
                                                 Context.getLangOpts()));
  if (!End || isa<CompoundStmt, CXXTryStmt>(Tail))
    return End;
  // The statement's range ends before its semicolon; only blanks may be
  // between.
  std::size_t Next = Text.find_first_not_of(" \t\r\n", *End);
  if (Next == StringRef::npos || Text[Next] != ';')
    return std::nullopt;
  return Next + 1;
}

std::optional<std::pair<EditedText::Offset, EditedText::Offset>>
EditedText::rangeOf(const Stmt &Expression) const {
  auto Begin = offsetOf(Expression.getBeginLoc());
  auto End = offsetOf(Lexer::getLocForEndOfToken(
      Expression.getEndLoc(), 0, Sources, Context.getLangOpts()));
  if (!Begin || !End || Expression.getEndLoc().isMacroID())
    return std::nullopt;
  return std::pair(*Begin, *End);
}

std::string EditedText::lineBreakBefore(Offset At) const {
  StringRef Before = Text.slice(lineBegin(At), At);
  if (!Before.trim().empty())
    return " ";
  const bool HasReturns = Text.contains("\r\n");
  return (HasReturns ? "\r\n" : "\n") + Before.str();
}

Edit EditedText::insert(Offset At, std::string Inserted) const {
  return {FileName, At, 0, std::move(Inserted)};
}

Edit EditedText::replace(Offset Begin, Offset End,
                         std::string Replacement) const {
  return {FileName, Begin, End - Begin, std::move(Replacement)};
}

Edit EditedText::removeStatement(Offset Begin, Offset End) const {
  const std::size_t Line = lineBegin(Begin);
  std::size_t Next = Text.find('\n', End);
  if (Next == StringRef::npos)
    Next = Text.size();
  if (Text.slice(Line, Begin).trim().empty() &&
      Text.slice(End, Next).trim().empty())
    return replace(Line, std::min(Next + 1, Text.size()), {});
  return replace(Begin, End, {});
}

bool EditedText::hasMemory() const {
  auto IsDeclared = [&](StringRef Name) {
    auto Found =
        Context.getTranslationUnitDecl()->lookup(&Context.Idents.get("std"));
    for (const NamedDecl *D : Found)
      if (const auto *Std = dyn_cast<NamespaceDecl>(D))
        return !Std->lookup(&Context.Idents.get(Name)).empty();
    return false;
  };
  return IsDeclared("make_unique_for_overwrite") && IsDeclared("unique_ptr");
}

std::optional<Edit> EditedText::includeMemory() const {
  Lexer Raw(File, Sources.getBufferOrFake(File), Sources,
            Context.getLangOpts());
  unsigned Conditions = 0, Braces = 0, Pushed = 0;
  bool InDirective = false, InInclude = false, InPragma = false;
  std::optional<Offset> Included; // The end of an include.
  Token T;
  for (bool IsLast = false; !IsLast;) {
    IsLast = Raw.LexFromRawLexer(T);
    const Offset At = Sources.getFileOffset(T.getLocation());
    if (T.isAtStartOfLine() || IsLast)
      InDirective = InInclude = InPragma = false;
    if (T.is(tok::hash) && T.isAtStartOfLine()) {
      InDirective = true;
      IsLast = Raw.LexFromRawLexer(T);
      if (T.isNot(tok::raw_identifier) || T.isAtStartOfLine())
        continue;
      const StringRef Directive = T.getRawIdentifier();
      if (Directive.starts_with("if"))
        ++Conditions;
      else if (Directive == "endif")
        Conditions -= Conditions != 0;
      InInclude = Directive == "include" && !Conditions && !Braces && !Pushed;
      InPragma = Directive == "pragma";
    } else if (InInclude) {
      Included = At + T.getLength();
    } else if (InPragma && T.is(tok::raw_identifier)) {
      // "#pragma pack(push, 1)" is for the headers before "#pragma pack(pop)".
      if (T.getRawIdentifier() == "push")
        ++Pushed;
      else if (T.getRawIdentifier() == "pop")
        Pushed -= Pushed != 0;
    } else if (!InDirective) {
      // The includes of a file stand together.
      if (Included && !Conditions)
        break;
      if (T.is(tok::l_brace))
        ++Braces;
      else if (T.is(tok::r_brace))
        Braces -= Braces != 0;
    }
  }
  // The first of them may set what the headers of the library look at.
  const std::size_t Break =
      Included ? Text.find('\n', *Included) : StringRef::npos;
  if (Break == StringRef::npos)
    return std::nullopt;
  return insert(Break + 1, std::string("#include <memory>") +
                               (Text.contains("\r\n") ? "\r\n" : "\n"));
}

std::optional<EditedText::Offset>
EditedText::offsetIn(SourceLocation Location) const {
  return offsetOf(Sources.getFileLoc(Location));
}

bool EditedText::isMentioned(StringRef Name, Offset Begin, Offset End,
                             const std::vector<Offset> &Known) const {
  if (Name.empty())
    return false;
  Lexer Raw(File, Sources.getBufferOrFake(File), Sources,
            Context.getLangOpts());
  Token T;
  bool IsMember = false, InDefinition = false, WasHash = false;
  for (bool IsLast = false; !IsLast;) {
    IsLast = Raw.LexFromRawLexer(T);
    // Continuation lines of a definition are not at the start of a line.
    if (T.isAtStartOfLine())
      InDefinition = false;
    const bool IsName = T.is(tok::raw_identifier);
    if (WasHash && IsName)
      InDefinition = T.getRawIdentifier() == "define";
    WasHash = T.is(tok::hash) && T.isAtStartOfLine();
    if (IsName && T.getRawIdentifier() == Name && !IsMember) {
      const Offset At = Sources.getFileOffset(T.getLocation());
      if (InDefinition ||
          (Begin <= At && At < End && !llvm::is_contained(Known, At)))
        return true;
    }
    IsMember = T.isOneOf(tok::period, tok::arrow, tok::coloncolon);
  }
  return false;
}

std::optional<EditedText::Declarator>
EditedText::declaratorOf(const VarDecl &Variable) const {
  const TypeSourceInfo *Type = Variable.getTypeSourceInfo();
  auto Begin = offsetOf(Variable.getBeginLoc());
  auto Name = offsetOf(Variable.getLocation());
  auto End = offsetOf(Lexer::getLocForEndOfToken(
      Variable.getEndLoc(), 0, Sources, Context.getLangOpts()));
  if (!Type || !Begin || !Name || !End || *Begin >= *Name || *Name > *End ||
      Variable.getEndLoc().isMacroID())
    return std::nullopt;
  Declarator Parts;
  Parts.Type = Text.slice(*Begin, *Name).trim().str();
  StringRef Rest = Text.slice(*Name + Variable.getName().size(), *End).trim();
  while (Rest.starts_with("[")) {
    int Depth = 0;
    std::size_t I = 0;
    for (; I != Rest.size(); ++I) {
      Depth += Rest[I] == '[';
      Depth -= Rest[I] == ']';
      if (Depth == 0)
        break;
    }
    if (I == Rest.size())
      return std::nullopt;
    Parts.Bounds += Rest.take_front(I + 1);
    Rest = Rest.drop_front(I + 1).ltrim();
  }
  // The bound of "char Text[] = ..." comes from the initializer.
  if (Parts.Bounds.find("[]") != std::string::npos)
    return std::nullopt;
  Rest.consume_front("=");
  Parts.Init = Rest.trim().str();
  return Parts;
}

bool EditedText::isAt(SourceLocation Location, const Place &Where) const {
  PresumedLoc Presumed = Sources.getPresumedLoc(Sources.getFileLoc(Location));
  return Presumed.isValid() && Presumed.getLine() == Where.Line &&
         Presumed.getColumn() == Where.Column;
}

bool EditedText::covers(const Stmt &Statement, const Place &Where) const {
  PresumedLoc Begin =
      Sources.getPresumedLoc(Sources.getExpansionLoc(Statement.getBeginLoc()));
  PresumedLoc End =
      Sources.getPresumedLoc(Sources.getExpansionLoc(Statement.getEndLoc()));
  if (Begin.isInvalid() || End.isInvalid())
    return false;
  const std::pair At(Where.Line, Where.Column);
  return std::pair(Begin.getLine(), Begin.getColumn()) <= At &&
         At <= std::pair(End.getLine(), End.getColumn());
}

bool EditedText::hasDirectives(Offset Begin, Offset End) const {
  const StringRef Part = Text.slice(Begin, End);
  if (!Part.contains('#') && !Part.contains("%:"))
    return false;
  // A comment may stand before a directive; a raw string contains none.
  Lexer Raw(File, Sources.getBufferOrFake(File), Sources,
            Context.getLangOpts());
  Token T;
  for (bool IsLast = false; !IsLast;) {
    IsLast = Raw.LexFromRawLexer(T);
    const Offset At = Sources.getFileOffset(T.getLocation());
    if (At >= End)
      return false;
    if (At >= Begin && T.is(tok::hash) && T.isAtStartOfLine())
      return true;
  }
  return false;
}

bool EditedText::hasIdentifier(StringRef Name) const {
  return Context.Idents.find(Name) != Context.Idents.end();
}

} // namespace coroscope
