//===- CoroutineIdentity.h - What a coroutine is called ---------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_SOURCE_COROUTINEIDENTITY_H
#define COROSCOPE_SOURCE_COROUTINEIDENTITY_H

#include "frame/Coroutine.h"
#include "source/ProjectPaths.h"

#include <string>
#include <vector>

namespace clang {
class CallExpr;
class FunctionDecl;
class SourceLocation;
class SourceManager;
} // namespace clang

namespace coroscope {

/// Fills in what the AST knows of the names and places of \p Functions: name,
/// key, template, place, system. The mangled name is left empty. The result has
/// one element for each function, in the same order; keys are distinct.
std::vector<Coroutine>
identify(const std::vector<clang::FunctionDecl *> &Functions,
         const ProjectPaths &Paths);

/// The name of \p Function, as of a coroutine: qualified, with parameter types.
std::string nameOf(const clang::FunctionDecl &Function);

/// What the linker calls \p Function. An internal one of some kinds, such as a
/// lambda, the code generator may call otherwise.
std::string mangledNameOf(const clang::FunctionDecl &Function);

/// Where \p Location is in its file; of what a macro makes, where that stands.
Place placeOf(clang::SourceLocation Location,
              const clang::SourceManager &Sources, const ProjectPaths &Paths);

/// Whether \p Call, of \p Callee as far as its type says, may be of another
/// function that overrides it.
bool mayBeOverridden(const clang::CallExpr &Call,
                     const clang::FunctionDecl &Callee);

} // namespace coroscope

#endif
