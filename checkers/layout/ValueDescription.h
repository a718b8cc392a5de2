//===- ValueDescription.h - What a value of a coroutine is ------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_LAYOUT_VALUEDESCRIPTION_H
#define COROSCOPE_LAYOUT_VALUEDESCRIPTION_H

#include "layout/SplitFrame.h"
#include "layout/ValueOrigins.h"

namespace llvm {
class AllocaInst;
class Value;
} // namespace llvm

namespace coroscope {

/// Describes memory of a coroutine just before the split. Where it is held and
/// what it awaits are left out.
SplitValue describeMemory(llvm::AllocaInst &Alloca,
                          const ValueOrigins &Origins);

/// Describes a computed value, an instruction or an argument of \p F.
SplitValue describeComputed(llvm::Value &V, const llvm::Function &F,
                            const ValueOrigins &Origins);

} // namespace coroscope

#endif
