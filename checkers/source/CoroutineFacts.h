//===- CoroutineFacts.h - Plain facts of a coroutine ------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_SOURCE_COROUTINEFACTS_H
#define COROSCOPE_SOURCE_COROUTINEFACTS_H

#include "frame/Coroutine.h"

namespace clang {
class FunctionDecl;
} // namespace clang

namespace coroscope {

/// Fills in the facts of \p C, the coroutine \p Function, that do not need its
/// frame: its end, the alignment of its allocation, its ability to suspend.
void fillFacts(Coroutine &C, const clang::FunctionDecl &Function);

} // namespace coroscope

#endif
