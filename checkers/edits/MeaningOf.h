//===- MeaningOf.h - Whether an edited unit is the same one -----*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An edit that makes a frame smaller may be of another program: a constructor
// is chosen that was not, a temporary dies earlier, a name means something
// else. So both programs are written down as the compiler understands them, and
// only the difference that the edit means is left out: the block, the lambda or
// the box is read as what is in it, a declaration that moved as if it had not.
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

/// What those of \p Functions mean that are written in the main file.
UnitMeaning meaningOf(const clang::ASTContext &Context,
                      const std::vector<clang::FunctionDecl *> &Functions);

/// What is different in a unit with edits at \p Marks from the one that means
/// \p Expected, in words; empty if it is the same program.
std::string findDifference(const clang::ASTContext &Context,
                           const std::vector<clang::FunctionDecl *> &Functions,
                           const std::vector<EditMark> &Marks,
                           const UnitMeaning &Expected);

} // namespace coroscope

#endif
