//===- InsertedCode.h - Code that edits put into an AST ---------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_EDITS_INSERTEDCODE_H
#define COROSCOPE_EDITS_INSERTEDCODE_H

#include "frame/Meaning.h"

#include "clang/AST/Type.h"
#include "llvm/ADT/DenseMap.h"

#include <optional>
#include <vector>

namespace clang {
class ASTContext;
class CompoundStmt;
class DeclStmt;
class Expr;
class SourceLocation;
class Stmt;
class VarDecl;
} // namespace clang

namespace coroscope {

/// A box that replaces a variable.
struct InsertedBox {
  const clang::VarDecl *Reference = nullptr; ///< Has the variable's name.
  clang::QualType Type;                      ///< The type of the boxed object.
  const clang::Expr *Init = nullptr;         ///< Its initializer; null if none.
};

/// A statement that an edit has put around others.
struct InsertedPiece {
  MarkKind Kind = MarkKind::Block;
  const clang::Stmt *Inner = nullptr; ///< The block with them; null if the
                                      ///< statement is not an inserted one.
};

/// Recognizes code that edits have inserted into the main file. Code at a mark
/// without the shape that an edit makes is left as it is.
///
/// Lifetime: refers to the AST.
class InsertedCode {
  const clang::ASTContext &Context;
  const std::vector<EditMark> &Marks;
  mutable llvm::DenseMap<const clang::DeclStmt *, InsertedBox> Boxes;
  mutable llvm::DenseMap<const clang::DeclStmt *, bool> References;
  mutable llvm::DenseMap<const clang::Stmt *, bool> TakenOut;

  bool isAt(clang::SourceLocation Where, MarkKind Kind) const;
  std::optional<std::uint64_t> offsetOf(clang::SourceLocation Where) const;
  void findBoxes(const clang::CompoundStmt &Block) const;

public:
  InsertedCode(const clang::ASTContext &Context,
               const std::vector<EditMark> &Marks)
      : Context(Context), Marks(Marks) {}

  /// Returns the statements of \p Block, with a declaration that an edit has
  /// moved at its old place. Call it before asking for the boxes in the block.
  std::vector<const clang::Stmt *>
  originalOrder(const clang::CompoundStmt &Block) const;

  std::optional<InsertedBox> boxAt(const clang::DeclStmt &Statement) const;
  bool isReferenceToBox(const clang::DeclStmt &Statement) const {
    return References.contains(&Statement);
  }

  InsertedPiece pieceAt(const clang::Stmt &Statement) const;

  /// Returns the expression that stood where \p E calls a lambda that returns
  /// it; null if \p E is not such a call.
  const clang::Expr *returnedAt(const clang::Expr &E) const;
};

} // namespace coroscope

#endif
