//===- CompileCommands.h - The commands of a database -----------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_INPUTS_COMPILECOMMANDS_H
#define COROSCOPE_DRIVER_INPUTS_COMPILECOMMANDS_H

#include "config/ProjectRoot.h"

#include "llvm/Support/Error.h"

#include <string>
#include <vector>

namespace coroscope {

/// One entry of a compile_commands.json, as written. Untrusted.
struct CompileCommand {
  std::string Directory;              ///< Absolute.
  std::string File;                   ///< Absolute.
  std::vector<std::string> Arguments; ///< The compiler's name comes first.
};

/// Reads \p Path. A malformed file is an error that names the line; an
/// incomplete entry is an error that names the entry. Relative directories
/// start from the directory of \p Path.
llvm::Expected<std::vector<CompileCommand>>
readCompileCommands(const std::string &Path);

/// Reads the text of the file at \p Path.
llvm::Expected<std::vector<CompileCommand>>
parseCompileCommands(llvm::StringRef Text, const std::string &Path);

/// Finds the compile_commands.json of \p BuildDirectory, or, if that is empty,
/// the first one in \p Start, its "build" directory, and so on upwards.
llvm::Expected<std::string>
findCompileCommands(const std::string &BuildDirectory,
                    const std::string &Start);

} // namespace coroscope

#endif
