//===- CoroutineIdentity.h - The names of a coroutine -----------*- C++ -*-===//
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

/// Fills in the names and places of \p Functions that the AST knows: name, key,
/// template, place, system. The mangled name stays empty. The result has one
/// element for each function, in the same order; keys are distinct.
std::vector<Coroutine>
identify(const std::vector<clang::FunctionDecl *> &Functions,
         const ProjectPaths &Paths);

/// Returns the name of \p Function: qualified, with parameter types.
std::string nameOf(const clang::FunctionDecl &Function);

/// Returns the linker's name of \p Function. The code generator may name some
/// internal functions, such as lambdas, differently.
std::string mangledNameOf(const clang::FunctionDecl &Function);

/// Returns the place of \p Location in its file; for code from a macro, the
/// place of the expansion.
Place placeOf(clang::SourceLocation Location,
              const clang::SourceManager &Sources, const ProjectPaths &Paths);

/// Returns true if \p Call, whose static callee is \p Callee, may call a
/// function that overrides it.
bool mayBeOverridden(const clang::CallExpr &Call,
                     const clang::FunctionDecl &Callee);

} // namespace coroscope

#endif
