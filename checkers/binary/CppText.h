//===- CppText.h - Types and functions of C++ as text -----------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_BINARY_CPPTEXT_H
#define COROSCOPE_BINARY_CPPTEXT_H

#include "llvm/DebugInfo/DWARF/DWARFDie.h"

#include <string>

namespace coroscope {

/// Returns \p Type in C++, qualified; "void" if it is invalid.
std::string cppType(llvm::DWARFDie Type);

/// Returns the name of the function \p Die: qualified, with parameter types, as
/// in `net::Session::run(int)` and `serve(int)::lambda(char)`.
std::string functionName(llvm::DWARFDie Die);

/// Returns true if the function \p Die is the body of a lambda.
bool isLambda(llvm::DWARFDie Die);

} // namespace coroscope

#endif
