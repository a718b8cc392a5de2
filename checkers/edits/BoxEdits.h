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

/// The edits that put a variable into a box, or the reason why there are none.
struct Boxed {
  std::vector<Edit> Edits;
  std::string Obstacle; ///< In words; empty if there are edits.
};

/// Boxes \p V, which \p Declaration alone declares, without changing its uses.
Boxed boxVariable(const clang::VarDecl &V, const clang::DeclStmt &Declaration,
                  const BodyIndex &Body, const EditedText &Text);

/// Adds candidates that box several large values of \p Range together: boxing
/// one of the values that share bytes helps only down to the next largest.
void boxTogether(FrameRange &Range);

} // namespace coroscope

#endif
