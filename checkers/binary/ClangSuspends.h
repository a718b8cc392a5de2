//===- ClangSuspends.h - Suspensions of a coroutine of Clang ----*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A suspension has a label __coro_resume_N, or an inlined function of its own,
// RAMP.__await_suspend_wrapper__await. Versions of Clang and levels of
// optimization differ in which of them are there.
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_BINARY_CLANGSUSPENDS_H
#define COROSCOPE_BINARY_CLANGSUSPENDS_H

#include "binary/DiePlaces.h"
#include "frame/Coroutine.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/DebugInfo/DWARF/DWARFDie.h"

#include <vector>

namespace coroscope {

/// Returns the awaits and yields of \p C that its \p Functions tell, the ramp
/// and its clones, sorted by place; without the initial and the final
/// suspension. The mangled name and the place of \p C are set. Invalid
/// functions are skipped.
std::vector<Suspend> suspendsOf(const Coroutine &C,
                                llvm::ArrayRef<llvm::DWARFDie> Functions,
                                const ShownPath &Shown);

} // namespace coroscope

#endif
