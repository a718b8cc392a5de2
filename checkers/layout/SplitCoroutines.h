//===- SplitCoroutines.h - Asks the compiler for frames ---------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// AST --CodeGenerator--> module --Clang's own pipeline--> CoroSplit --> frames
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_LAYOUT_SPLITCOROUTINES_H
#define COROSCOPE_LAYOUT_SPLITCOROUTINES_H

#include "layout/SplitFrame.h"

#include "llvm/Support/Error.h"

#include <optional>
#include <vector>

namespace clang {
class CompilerInstance;
class FunctionDecl;
} // namespace clang

namespace coroscope {

class DeclFeed;

/// The frames of the coroutines among \p Functions, and what the passes say of
/// calls in its callers.
///
/// The first module is exactly what the compiler would make. Coroutines that
/// nothing in the unit refers to are not in it; they are forced into a second
/// one, so that they do not change what is inlined into the others.
///
/// \p CI has finished parsing without errors, and \p Feed listened. If
/// \p IsPart, bodies of functions have been skipped; it is an error if the
/// frames could depend on them.
llvm::Expected<SplitUnit>
splitCoroutines(clang::CompilerInstance &CI, DeclFeed &Feed,
                const std::vector<clang::FunctionDecl *> &Coroutines,
                const std::vector<clang::FunctionDecl *> &Others,
                const std::vector<clang::FunctionDecl *> &Callers,
                bool IsPart = false);

} // namespace coroscope

#endif
