//===- MeaningOf.h - Comparison of programs after edits ---------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An edit that makes a frame smaller may change the program: a different
// constructor is chosen, a temporary dies earlier, a name means something else.
// So both programs are written down as the compiler understands them. Only the
// intended difference is left out: the block, the lambda or the box is read as
// its contents, and a declaration that moved as if it had not.
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_EDITS_MEANINGOF_H
#define COROSCOPE_EDITS_MEANINGOF_H

#include "frame/Meaning.h"

#include <string>
#include <vector>

namespace clang {
class ASTContext;
class FunctionDecl;
} // namespace clang

namespace coroscope {

/// Returns the meaning of those \p Functions that are in the main file.
UnitMeaning meaningOf(const clang::ASTContext &Context,
                      const std::vector<clang::FunctionDecl *> &Functions);

/// Compares a unit with edits at \p Marks to the one that means \p Expected.
/// Returns the difference in words; empty if it is the same program.
std::string findDifference(const clang::ASTContext &Context,
                           const std::vector<clang::FunctionDecl *> &Functions,
                           const std::vector<EditMark> &Marks,
                           const UnitMeaning &Expected);

} // namespace coroscope

#endif
