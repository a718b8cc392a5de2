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
class FunctionDecl;
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

} // namespace coroscope

#endif
