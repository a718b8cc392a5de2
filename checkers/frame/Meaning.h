//===- Meaning.h - The meaning of a function in numbers ---------*- C++ -*-===//
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

/// The meaning of a function of the main file: its statements and expressions
/// with the declarations, types and conversions that they resolve to.
struct FunctionMeaning {
  std::string Name;
  std::uint64_t All = 0; ///< A hash of the whole function.
  /// Hashes of its parts, in order, below 65536; empty if nobody asks which
  /// part differs.
  std::vector<unsigned> Parts;

  bool operator==(const FunctionMeaning &Other) const {
    return Name == Other.Name && All == Other.All;
  }
};

/// The functions of the main file of a unit, in the order of the AST. Code
/// inside another function is a part of that one. Empty if the unit has nothing
/// to edit.
using UnitMeaning = std::vector<FunctionMeaning>;

/// The code that an edit inserts.
enum class MarkKind {
  Block,           ///< A block around statements.
  CalledLambda,    ///< A lambda around statements, called at once.
  CalledBlock,     ///< A lambda with a block as its body, called at once.
  ReturningLambda, ///< A lambda around an expression, called at once.
  Box,             ///< A box, and a reference to its contents.
  MovedFrom,       ///< Nothing, where a declaration was.
  MovedTo,         ///< That declaration.
};
inline constexpr MarkKind LastMarkKind = MarkKind::MovedTo;

/// The place where inserted code begins in the edited text.
struct EditMark {
  MarkKind Kind = MarkKind::Block;
  std::uint64_t Offset = 0; ///< Units: bytes, from 0.

  auto operator<=>(const EditMark &) const = default;
};

} // namespace coroscope

#endif
