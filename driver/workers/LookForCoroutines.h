//===- LookForCoroutines.h - A quick look before a parse --------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_WORKERS_LOOKFORCOROUTINES_H
#define COROSCOPE_DRIVER_WORKERS_LOOKFORCOROUTINES_H

#include "llvm/Support/VirtualFileSystem.h"

namespace clang {
class CompilerInvocation;
} // namespace clang

namespace coroscope {

/// Returns true if the unit of \p Invocation may have coroutines. Preprocesses
/// it, which takes a few percent of the time of a parse, up to the first
/// `co_await`, `co_yield` or `co_return`. If that cannot tell, as with modules,
/// precompiled headers and errors, the answer is yes.
bool mayHaveCoroutines(
    const clang::CompilerInvocation &Invocation,
    llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> FileSystem);

} // namespace coroscope

#endif
