//===- RelevantFunctions.h - What can change a frame ------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_LAYOUT_RELEVANTFUNCTIONS_H
#define COROSCOPE_LAYOUT_RELEVANTFUNCTIONS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SmallVector.h"

namespace llvm {
class Function;
class GlobalValue;
} // namespace llvm

namespace coroscope {

/// The functions whose optimization can have an effect on what becomes of
/// \p Roots, the functions of a module: these, all that they refer to, and,
/// because passes over the whole module learn from every use of an internal
/// function or variable, the functions that use one of those. Closed under
/// these rules.
llvm::DenseSet<const llvm::Function *>
relevantFunctions(llvm::ArrayRef<const llvm::Function *> Roots);

/// All functions and variables that the same rules lead to, declarations among
/// them.
llvm::SmallVector<const llvm::GlobalValue *, 0>
reachedFrom(llvm::ArrayRef<const llvm::Function *> Roots);

} // namespace coroscope

#endif
