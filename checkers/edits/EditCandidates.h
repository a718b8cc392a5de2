//===- EditCandidates.h - Edits that may shrink a frame ---------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// occupant + AST --> text edits that keep the meaning, and the obstacles to
// others. Other rooms measure if an edit helps.
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_EDITS_EDITCANDIDATES_H
#define COROSCOPE_EDITS_EDITCANDIDATES_H

#include "frame/Coroutine.h"

#include "llvm/ADT/ArrayRef.h"

namespace clang {
class FunctionDecl;
} // namespace clang

namespace coroscope {

class AddressFlow;
struct ProjectPaths;

/// Smaller values are not worth an edit, whatever the limits are.
inline constexpr Bytes SmallestEdited = Bytes(128);

/// Fills the candidates and obstacles of the larger occupants of \p C, the
/// coroutine \p Function with its frame. Edits change only the main file of the
/// unit: other units may compile a header with other flags. \p Coroutines are
/// those of the unit; an edit has to fit all instances of a template.
void findEditCandidates(Coroutine &C, const clang::FunctionDecl &Function,
                        llvm::ArrayRef<clang::FunctionDecl *> Coroutines,
                        const ProjectPaths &Paths, AddressFlow &Flows);

} // namespace coroscope

#endif
