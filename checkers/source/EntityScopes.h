//===- EntityScopes.h - Functions and units around entities -----*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_SOURCE_ENTITYSCOPES_H
#define COROSCOPE_SOURCE_ENTITYSCOPES_H

#include "clang/AST/Type.h"

namespace clang {
class Decl;
class FunctionDecl;
class TagDecl;
} // namespace clang

namespace coroscope {

/// Returns the function in whose body \p D is written; null if there is none.
const clang::FunctionDecl *enclosingFunction(const clang::Decl &D);

/// Returns true if \p Tag needs its place to be named: it is in a function, or
/// it or a class around it has no name.
bool isLocal(const clang::TagDecl &Tag);

/// Returns true if \p Type is or contains a class or enumeration that is local.
bool containsLocal(clang::QualType Type);

/// Returns true if \p Function belongs to this unit alone: other units cannot
/// name it, or another program can have a different one with the same name.
bool belongsToUnit(const clang::FunctionDecl &Function);

} // namespace coroscope

#endif
