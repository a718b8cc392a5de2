//===- CommandLine.h - From words to a command ------------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_CLI_COMMANDLINE_H
#define COROSCOPE_DRIVER_CLI_COMMANDLINE_H

#include <string>
#include <vector>

namespace coroscope {

/// Runs the command that \p Words ask for, the program's name left out, and
/// gives the exit code.
int runCommandLine(std::vector<std::string> Words);

} // namespace coroscope

#endif
