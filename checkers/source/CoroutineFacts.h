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

/// Fills what \p C, which is \p Function, says in its source without a look at
/// its frame: where it ends, what its allocation guarantees, whether it can
/// suspend.
void fillFacts(Coroutine &C, const clang::FunctionDecl &Function);

} // namespace coroscope

#endif
