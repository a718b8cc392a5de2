//===- SafeInvocation.h - From driver arguments to a parse ------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_INPUTS_SAFEINVOCATION_H
#define COROSCOPE_DRIVER_INPUTS_SAFEINVOCATION_H

#include "llvm/Support/Error.h"

#include <memory>
#include <string>
#include <vector>

namespace clang {
class CompilerInvocation;
} // namespace clang

namespace coroscope {

/// An invocation of the compiler proper that loads no plugin and writes files
/// only below \p ScratchDirectory.
struct SafeInvocation {
  /// Null if Clang's front end does not compile the file, such as assembly and
  /// Fortran.
  std::shared_ptr<clang::CompilerInvocation> Invocation;
  /// The options of LLVM (`-mllvm`) that may be passed on.
  std::vector<std::string> LlvmArguments;
  std::vector<std::string> Ignored; ///< The rejected options, as written.
};

/// Makes Clang's driver interpret \p Arguments, for all targets that LLVM
/// knows. Fails with the driver's first error, or if it does not take the file
/// for source code.
llvm::Expected<SafeInvocation>
makeSafeInvocation(const std::vector<std::string> &Arguments,
                   const std::string &ScratchDirectory);

/// Passes \p Arguments on to LLVM, as the compiler proper does. Fails if LLVM
/// rejects them.
llvm::Error setLlvmOptions(const std::vector<std::string> &Arguments);

} // namespace coroscope

#endif
