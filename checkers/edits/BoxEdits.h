//===- BoxEdits.h - Edits that put variables into boxes ---------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// char Buffer[8192];  -->  auto Box = std::make_unique_for_overwrite<...>(1);
//                          auto &Buffer = Box[0];
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_EDITS_BOXEDITS_H
#define COROSCOPE_EDITS_BOXEDITS_H

#include "edits/EditedText.h"
#include "frame/Frame.h"
#include "source/BodyIndex.h"

#include <string>
#include <vector>

namespace coroscope {

/// The edits that put a variable into a box, or why there are none.
struct Boxed {
  std::vector<Edit> Edits;
  std::string Obstacle; ///< In words; empty if there are edits.
};

/// Boxes \p V, which \p Declaration alone declares, without a change where it
/// is used.
Boxed boxVariable(const clang::VarDecl &V, const clang::DeclStmt &Declaration,
                  const BodyIndex &Body, const EditedText &Text);

/// Of values that share their bytes, boxing one helps down to the next: where
/// several of \p Range are large, adds candidates that box them together.
void boxTogether(FrameRange &Range);

} // namespace coroscope

#endif
