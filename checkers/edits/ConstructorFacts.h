//===- ConstructorFacts.h - What constructors do ----------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_EDITS_CONSTRUCTORFACTS_H
#define COROSCOPE_EDITS_CONSTRUCTORFACTS_H

namespace clang {
class CXXConstructorDecl;
} // namespace clang

namespace coroscope {

/// Returns the constructor that `using Base::Base` makes \p Constructor of;
/// others themselves.
const clang::CXXConstructorDecl &
writtenFor(const clang::CXXConstructorDecl &Constructor);

/// Returns true if the body of \p Constructor may do more than to initialize
/// members. What nobody has written has the effects of the constructors of its
/// members, if it has a body.
bool hasEffects(const clang::CXXConstructorDecl &Constructor);

} // namespace coroscope

#endif
