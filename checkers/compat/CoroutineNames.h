//===- CoroutineNames.h - What LLVM calls things of coroutines --*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Names that LLVM's passes give and that no declaration of its headers has
// (llvm 22: llvm/lib/Transforms/Coroutines/{CoroSplit,CoroFrame}.cpp,
// llvm/lib/Passes/PassRegistry.def).
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_COMPAT_COROUTINENAMES_H
#define COROSCOPE_COMPAT_COROUTINENAMES_H

#include "llvm/ADT/StringRef.h"

namespace coroscope::names {

// Classes of passes, as pass instrumentation names them.
inline constexpr llvm::StringLiteral SplitPass = "CoroSplitPass";
inline constexpr llvm::StringLiteral InlinerPass = "ModuleInlinerWrapperPass";

/// The variable that debug information has for the frame.
inline constexpr llvm::StringLiteral FrameVariable = "__coro_frame";

// The parts that a coroutine is split into end with one of these.
inline constexpr llvm::StringLiteral ResumePart = ".resume";
inline constexpr llvm::StringLiteral DestroyPart = ".destroy";
inline constexpr llvm::StringLiteral CleanupPart = ".cleanup";

/// In the names of functions that Clang makes for one coroutine each, and that
/// only it calls (clang 22: clang/lib/CodeGen/CGCoroutine.cpp).
inline constexpr llvm::StringLiteral AwaitSuspendWrapper =
    ".__await_suspend_wrapper_";

} // namespace coroscope::names

#endif
