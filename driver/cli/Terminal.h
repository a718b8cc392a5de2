//===- Terminal.h - What output goes to -------------------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_CLI_TERMINAL_H
#define COROSCOPE_DRIVER_CLI_TERMINAL_H

#include "report/TextStyle.h"

#include <string>
#include <string_view>

namespace CLI {
class App;
} // namespace CLI

namespace coroscope {

/// Adds --color to \p Command. \p Choice lives as long as the command.
void addColorTo(CLI::App &Command, std::string &Choice);

/// Adds --pager and --no-pager.
void addPagerTo(CLI::App &Command, bool &Pages);

/// Decides for the whole run, from "auto", "always" or "never", whether stdout
/// and stderr are colored. "auto" or nothing
/// is what NO_COLOR, CLICOLOR_FORCE and the
/// terminal say: https://no-color.org, https://bixense.com/clicolors.
void setColors(std::string_view Choice);

/// How text on stdout looks. Call setColors() first.
TextStyle stdoutStyle();

/// True if stdout and stderr go to the same terminal, file or pipe.
bool isOneStream();

/// The width to wrap prose at: that of the terminal, and not too wide to read.
/// Units: columns.
std::size_t proseWidth();

/// Prints \p Text on stdout; through a pager if \p Pages and stdout is a
/// terminal. COROSCOPE_PAGER or PAGER names it, else it is less.
void printPaged(const std::string &Text, bool Pages);

} // namespace coroscope

#endif
