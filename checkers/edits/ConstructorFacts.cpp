//===- ConstructorFacts.cpp - What constructors do ------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "edits/ConstructorFacts.h"

#include "clang/AST/DeclCXX.h"

using namespace clang;

namespace coroscope {

const CXXConstructorDecl &writtenFor(const CXXConstructorDecl &Constructor) {
  const CXXConstructorDecl *Written = &Constructor;
  while (Written->isInheritingConstructor())
    Written = Written->getInheritedConstructor().getConstructor();
  return *Written;
}

bool hasEffects(const CXXConstructorDecl &Constructor) {
  if (Constructor.isTrivial() || Constructor.isInStdNamespace())
    return false;
  const FunctionDecl *Definition = Constructor.getDefinition();
  return !(Constructor.isImplicit() || Constructor.isDefaulted()) ||
         (Definition && Definition->getBody());
}

} // namespace coroscope
