//===- ValueFlow.h - Whether a value can outlive its scope ------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_EDITS_VALUEFLOW_H
#define COROSCOPE_EDITS_VALUEFLOW_H

#include "llvm/ADT/SmallVector.h"

#include <string>

namespace clang {
class VarDecl;
} // namespace clang

namespace coroscope {

class BodyIndex;

/// Where the address of a variable can go, judged by the source alone.
struct ValueFlow {
  /// The variable itself, and local pointers and references into it.
  llvm::SmallVector<const clang::VarDecl *, 4> Aliases;
  /// What could use the value after its scope, in words; empty if nothing can.
  std::string Outlives;
};

/// Follows \p Variable. Everything that is not known to be harmless is taken
/// for something that keeps the address.
ValueFlow followValue(const clang::VarDecl &Variable, const BodyIndex &Body);

} // namespace coroscope

#endif
