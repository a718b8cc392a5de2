//===- CompilerVersion.h - The compiler that lays out the frames *- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_COMPAT_COMPILERVERSION_H
#define COROSCOPE_COMPAT_COMPILERVERSION_H

#include <string>

namespace coroscope {

/// The compiler whose passes lay out the frames, as in "clang 22.1.8".
std::string compilerVersion();

} // namespace coroscope

#endif
