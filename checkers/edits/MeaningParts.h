//===- MeaningParts.h - Nodes as the compiler sees them --------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_EDITS_MEANINGPARTS_H
#define COROSCOPE_EDITS_MEANINGPARTS_H

#include "frame/Meaning.h"

#include "clang/AST/Expr.h"
#include "llvm/ADT/APInt.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallString.h"

#include <cstdint>
#include <string>
#include <vector>

namespace clang {
class ASTContext;
class Decl;
class FunctionDecl;
class NamedDecl;
class Type;
} // namespace clang

namespace coroscope {

/// The hashes of types that have been written; shared by all functions.
using TypeHashes = llvm::DenseMap<const clang::Type *, std::uint64_t>;

/// Writes parts of a function: what a node is, without its children. Names are
/// resolved, and variables of the function are numbers.
class PartWriter {
public:
  /// \p Places gets the place of each part, if it is not null.
  PartWriter(const clang::ASTContext &Context, FunctionMeaning &Meaning,
             std::vector<clang::SourceRange> *Places, TypeHashes &Types)
      : Context(Context), Meaning(Meaning), Places(Places), Types(Types) {}

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
  void addType(clang::QualType Type);
  void addDecl(const clang::Decl *D);
  void addDetails(const clang::Expr &E) { addDetails(E, E.getType()); }
  /// The same, with a type that \p E had in other words.
  void addDetails(const clang::Expr &E, clang::QualType Type);
  void addDetails(const clang::Stmt &S);

  /// Writes which function it is.
  void setName(const clang::FunctionDecl &Function);

  /// Ends a part, which is at `Where`.
  void end();
  void mark(llvm::StringRef What) {
    add(What);
    end();
  }

  const clang::ASTContext &Context;
  clang::SourceRange Where;
  /// True while writing a lambda that an edit has made.
  bool IsMoved = false;

private:
  unsigned numberOf(const clang::Decl &D) {
    return Locals.try_emplace(&D, Locals.size()).first->second;
  }
  void addOperator(const clang::Expr &E);
  void addLiteral(const clang::Expr &E);
  void addConstruction(const clang::Expr &E);
  bool comesFromLine(const clang::Expr &E) const;
  /// Returns \p Name of \p D without a line in it, which changes with every
  /// edit.
  std::string stableName(const clang::NamedDecl &D, std::string Name) const;

  FunctionMeaning &Meaning;
  std::vector<clang::SourceRange> *Places;
  llvm::SmallString<256> Part; ///< The part that is being written.
  /// Variables, parameters and classes of this function, by number.
  llvm::DenseMap<const clang::Decl *, unsigned> Locals;
  llvm::DenseMap<const clang::OpaqueValueExpr *, unsigned> Opaques;
  TypeHashes &Types;
};

} // namespace coroscope

#endif
