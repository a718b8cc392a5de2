//===- WriteFile.h - Files that are whole or not there ----------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_OUTPUTS_WRITEFILE_H
#define COROSCOPE_DRIVER_OUTPUTS_WRITEFILE_H

#include "llvm/Support/Error.h"

#include <string>

namespace coroscope {

/// Writes to a temporary name beside \p Path and renames it. A file that was
/// there keeps its owner and permissions, and a link stays one. Devices, pipes
/// and open files are written directly. Errors name the path.
llvm::Error writeFile(const std::string &Path,
                      llvm::function_ref<void(llvm::raw_ostream &)> Write);

/// The same with a text that is there.
llvm::Error writeFile(const std::string &Path, llvm::StringRef Text);

} // namespace coroscope

#endif
