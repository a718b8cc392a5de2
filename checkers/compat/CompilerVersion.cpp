//===- CompilerVersion.cpp - The compiler that lays out the frames --------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compat/CompilerVersion.h"

#include "clang/Basic/Version.h"

namespace coroscope {

std::string compilerVersion() {
  return std::string("clang ") + CLANG_VERSION_STRING;
}

} // namespace coroscope
