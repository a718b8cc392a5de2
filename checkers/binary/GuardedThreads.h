//===- GuardedThreads.h - Threads that read damaged data --------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_BINARY_GUARDEDTHREADS_H
#define COROSCOPE_BINARY_GUARDEDTHREADS_H

#include "llvm/ADT/STLFunctionalExtras.h"

#include <cstddef>

namespace coroscope {

/// Runs \p Work, which may read damaged data on which LLVM ends the program.
/// Returns false if that happened.
/// CrashRecoveryContext::Enable() must have been called.
bool safely(llvm::function_ref<void()> Work);

/// The reason of a failed unit, if safely() returns false.
inline constexpr char CannotBeRead[] = "it is damaged: LLVM gave up reading it";

/// Runs \p Work for 0 to \p Count - 1, on up to \p Threads threads.
void forEachIndex(std::size_t Count, unsigned Threads,
                  llvm::function_ref<void(std::size_t)> Work);

} // namespace coroscope

#endif
