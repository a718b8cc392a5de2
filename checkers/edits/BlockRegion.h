//===- BlockRegion.h - Statements of a block --------------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_EDITS_BLOCKREGION_H
#define COROSCOPE_EDITS_BLOCKREGION_H

#include "frame/Place.h"

#include <cstddef>
#include <optional>

namespace clang {
class CompoundStmt;
class DeclStmt;
class Stmt;
class VarDecl;
} // namespace clang

namespace coroscope {

class BodyIndex;
class EditedText;
struct ValueFlow;

/// Statements [First, Last] of a block.
///
/// Lifetime: refers to the AST.
struct Region {
  const clang::CompoundStmt *Block;
  std::size_t First;
  std::size_t Last;
};

/// Returns the statement number \p Index of \p Block, counted from 0.
const clang::Stmt &at(const clang::CompoundStmt &Block, std::size_t Index);

/// Returns the number of \p Statement, which must be one of \p Block.
std::size_t indexIn(const clang::CompoundStmt &Block,
                    const clang::Stmt *Statement);

/// Returns the statements from number \p First of the block of \p V to the last
/// one that refers to it or to an alias; nothing if it is not declared in a
/// block.
std::optional<Region> regionOf(const clang::VarDecl &V, const ValueFlow &Flow,
                               std::size_t First, const BodyIndex &Body);

/// Returns the first statement of \p Block after \p Declaration that refers to
/// \p V; nothing if no suspension lies before it.
std::optional<std::size_t> firstUseIn(const clang::CompoundStmt &Block,
                                      const clang::VarDecl &V,
                                      const clang::DeclStmt &Declaration,
                                      const BodyIndex &Body);

/// Returns the expression or declaration in which something begins at \p Where,
/// in a block inside \p Block or in itself; null if there is none.
const clang::Stmt *statementAt(const clang::CompoundStmt &Block,
                               const EditedText &Text, const Place &Where);

} // namespace coroscope

#endif
