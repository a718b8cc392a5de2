//===- EditedText.h - The text that edits are made of -----------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_EDITS_EDITEDTEXT_H
#define COROSCOPE_EDITS_EDITEDTEXT_H

#include "frame/Coroutine.h"

#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/StringRef.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace clang {
class ASTContext;
class FunctionDecl;
class LangOptions;
class SourceManager;
class Stmt;
class VarDecl;
} // namespace clang

namespace coroscope {

struct ProjectPaths;

/// The obstacle if `EditedText::hasDirectives` is true.
inline constexpr char DirectivesBetween[] =
    "there are preprocessor directives in between";

/// The text of the file of a coroutine. Offsets count bytes from 0.
///
/// Lifetime: refers to the AST and its source manager.
class EditedText {
  const clang::FunctionDecl &Function;
  const clang::ASTContext &Context;
  const clang::SourceManager &Sources;
  clang::FileID File;
  std::string FileName; ///< As the report shows it.
  llvm::StringRef Text;

  std::optional<std::uint64_t> offsetOf(clang::SourceLocation Location) const;
  std::size_t lineBegin(std::uint64_t Offset) const;
  bool followsStatement(std::uint64_t At) const;

public:
  using Offset = std::uint64_t;

  EditedText(const clang::FunctionDecl &Function, const ProjectPaths &Paths);

  /// Returns true if the coroutine is written in the main file, not in a macro.
  bool isEditable() const;
  /// Returns the reason why it is not editable, in words.
  std::string whyNot() const;

  /// Returns the offset where \p Statement begins, or where it ends with its
  /// semicolon. Nothing if a macro is at that place, or stands before it.
  std::optional<Offset> beginOf(const clang::Stmt &Statement) const;
  std::optional<Offset> endOf(const clang::Stmt &Statement) const;
  /// Returns the range of an expression, which has no semicolon.
  std::optional<std::pair<Offset, Offset>>
  rangeOf(const clang::Stmt &Expression) const;

  std::string between(Offset Begin, Offset End) const {
    return Text.slice(Begin, End).str();
  }

  /// Returns a line break with the indentation of the line of \p At; a space if
  /// other code stands before it in its line.
  std::string lineBreakBefore(Offset At) const;

  Edit insert(Offset At, std::string Inserted) const;
  Edit replace(Offset Begin, Offset End, std::string Replacement) const;
  /// Removes a statement, and its line if nothing else is in it.
  Edit removeStatement(Offset Begin, Offset End) const;
  /// Includes <memory> after the first group of includes that every build sees;
  /// nothing if the file has none.
  std::optional<Edit> includeMemory() const;
  /// Returns true if the declarations that boxes need are visible.
  bool hasMemory() const;

  /// Returns true if \p Name stands in [\p Begin, \p End) at a place that is
  /// not among \p Known, or in a macro: other builds may use it there.
  bool isMentioned(llvm::StringRef Name, Offset Begin, Offset End,
                   const std::vector<Offset> &Known) const;
  /// Returns the offset of \p Location, also for the argument of a macro;
  /// nothing if it is in another file.
  std::optional<Offset> offsetIn(clang::SourceLocation Location) const;

  /// The parts of "char Buffer[8192] = {};".
  struct Declarator {
    std::string Type;   ///< "char"
    std::string Bounds; ///< "[8192]"
    std::string Init;   ///< The text after "=", or the list with its brackets.
  };
  std::optional<Declarator> declaratorOf(const clang::VarDecl &Variable) const;

  bool isAt(clang::SourceLocation Location, const Place &Where) const;
  bool covers(const clang::Stmt &Statement, const Place &Where) const;
  /// Returns true if a preprocessor directive is in a part of the text: other
  /// builds may see something else there.
  bool hasDirectives(Offset Begin, Offset End) const;
  bool hasIdentifier(llvm::StringRef Name) const;
};

} // namespace coroscope

#endif
