//===- KnownFunctions.h - What libraries do with addresses ------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_EDITS_KNOWNFUNCTIONS_H
#define COROSCOPE_EDITS_KNOWNFUNCTIONS_H

#include "source/LibraryNames.h"

namespace clang {
class CXXConstructorDecl;
class FunctionDecl;
class QualType;
} // namespace clang

namespace coroscope {

/// What a function of the C or C++ library, or of POSIX, does with an address
/// that it is given.
using KnownEffect = LibraryEffect;

/// By what the standards say of \p Function.
KnownEffect knownEffectOf(const clang::FunctionDecl &Function);

/// Whether \p Constructor, of a class of the standard library, copies what it
/// is given, as std::string does.
bool copiesArguments(const clang::CXXConstructorDecl &Constructor);

/// Whether no object of \p Type can hold an address.
bool holdsNoAddress(clang::QualType Type);

} // namespace coroscope

#endif
