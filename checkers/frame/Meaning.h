//===- Meaning.h - What a function means, as a number -----------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// unit --meaning--> numbers --(trial)--> the same numbers for the edited unit,
// but for what the edit means: then it is the same program
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_FRAME_MEANING_H
#define COROSCOPE_FRAME_MEANING_H

#include <cstdint>
#include <string>
#include <vector>

namespace coroscope {

/// What a function of the main file does: its statements and expressions with
/// the declarations, types and conversions that they resolve to.
struct FunctionMeaning {
  std::string Name;
  std::uint64_t All = 0; ///< Stands for all of it.
  /// Stand for its parts, in order, below 65536; empty where nobody asks which
  /// one differs.
  std::vector<unsigned> Parts;

  bool operator==(const FunctionMeaning &Other) const {
    return Name == Other.Name && All == Other.All;
  }
};

/// The functions of the main file of a unit, in the order of the AST. What is
/// written inside of another function is a part of that. Empty if the unit has
/// nothing to edit.
using UnitMeaning = std::vector<FunctionMeaning>;

/// What an edit puts into the text.
enum class MarkKind {
  Block,           ///< A block around statements.
  CalledLambda,    ///< A lambda around statements, called at once.
  CalledBlock,     ///< The same, with a block as its body.
  ReturningLambda, ///< A lambda around an expression, called at once.
  Box,             ///< A box, and a reference to what is in it.
  MovedFrom,       ///< Nothing, where a declaration was.
  MovedTo,         ///< That declaration.
};
inline constexpr MarkKind LastMarkKind = MarkKind::MovedTo;

/// Where it begins in the edited text.
struct EditMark {
  MarkKind Kind = MarkKind::Block;
  std::uint64_t Offset = 0; ///< Units: bytes, from 0.

  auto operator<=>(const EditMark &) const = default;
};

} // namespace coroscope

#endif
