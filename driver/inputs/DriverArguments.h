//===- DriverArguments.h - A compile command made safe ----------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// CompileCommand --> DriverArguments --Clang's driver--> invocation (see
// SafeInvocation.h)
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_INPUTS_DRIVERARGUMENTS_H
#define COROSCOPE_DRIVER_INPUTS_DRIVERARGUMENTS_H

#include "inputs/CompileCommands.h"
#include "layout/OptimizationLevel.h"

#include <string>
#include <vector>

namespace coroscope {

/// Arguments for Clang's driver that compile one file without output.
struct DriverArguments {
  std::vector<std::string> Arguments; ///< The program's name comes first.
  /// The flags left out because Clang does not know them or they are dangerous,
  /// as written. Sorted, no duplicates. Flags that cannot affect frames, such
  /// as the linker's, are left out silently.
  std::vector<std::string> Ignored;
  /// True if the program's name is that of a C or C++ compiler.
  bool IsCompiler = false;
};

/// Reads \p Command, written for Clang or GCC, perhaps through ccache and the
/// like, and replaces its level by \p Level, see `isOptimizationLevel`.
/// Response files are read. Fails if one cannot be read.
llvm::Expected<DriverArguments>
makeDriverArguments(const CompileCommand &Command, const std::string &Level);

/// Adds flags to \p Command: \p Before right after the compiler, and \p After
/// behind all other flags.
void addExtraArguments(CompileCommand &Command,
                       const std::vector<std::string> &Before,
                       const std::vector<std::string> &After);

/// The compiler in \p Command as it is written there, behind launchers, such as
/// "/usr/bin/g++-12".
std::string compilerIn(const CompileCommand &Command);

} // namespace coroscope

#endif
