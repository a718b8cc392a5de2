//===- OptimizationLevel.h - A unit at another level ------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_LAYOUT_OPTIMIZATIONLEVEL_H
#define COROSCOPE_LAYOUT_OPTIMIZATIONLEVEL_H

#include "llvm/ADT/StringRef.h"

#include <optional>

namespace clang {
class CodeGenOptions;
class CompilerInvocation;
} // namespace clang

namespace coroscope {

/// Stands for the level of the compile command.
inline constexpr char AsBuilt[] = "as-built";

/// The levels that there are, as users write them.
inline constexpr const char *OptimizationLevels[] = {AsBuilt, "0", "1", "2",
                                                     "3",     "s", "z"};

bool isOptimizationLevel(llvm::StringRef Level);

/// The options for code generation that the compiler's driver would have given
/// for \p Invocation with another -O. What the preprocessor has seen, such as
/// `__OPTIMIZE__`, stays as it was. Nothing if \p Level is none.
std::optional<clang::CodeGenOptions>
codeGenOptionsAt(llvm::StringRef Level,
                 const clang::CompilerInvocation &Invocation);

} // namespace coroscope

#endif
