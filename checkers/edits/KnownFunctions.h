//===- KnownFunctions.h - Library functions and addresses -------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_EDITS_KNOWNFUNCTIONS_H
#define COROSCOPE_EDITS_KNOWNFUNCTIONS_H

#include "source/LibraryNames.h"

namespace clang {
class CallExpr;
class CXXConstructorDecl;
class CXXRecordDecl;
class FunctionDecl;
class QualType;
} // namespace clang

namespace coroscope {

/// What a function of the C or C++ library, or of POSIX, does with an address
/// that it is given.
using KnownEffect = LibraryEffect;

/// Returns the effect of \p Function according to the standards.
KnownEffect knownEffectOf(const clang::FunctionDecl &Function);

/// Returns true if \p Call, of the library function \p Called, may store an
/// address that one of its arguments is or points to where another one points,
/// as std::copy and std::exchange do.
bool mayStoreInArgument(const clang::CallExpr &Call,
                        const clang::FunctionDecl &Called);

/// Returns true if \p Function makes a view of the library refer to what
/// another one refers to.
bool setsView(const clang::FunctionDecl &Function);

/// Returns true if \p Constructor, of a class of the standard library, copies
/// its arguments, as that of std::string does.
bool copiesArguments(const clang::CXXConstructorDecl &Constructor);

/// Returns the class of the program whose constructor \p Function, a member
/// template of a library class, may call with its arguments, as emplace does;
/// null if there is none.
const clang::CXXRecordDecl *constructedBy(const clang::FunctionDecl &Function);

/// Returns true if no object of \p Type can hold an address.
bool holdsNoAddress(clang::QualType Type);

} // namespace coroscope

#endif
