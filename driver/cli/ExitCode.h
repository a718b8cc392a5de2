//===- ExitCode.h - How the program exits -----------------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_CLI_EXITCODE_H
#define COROSCOPE_DRIVER_CLI_EXITCODE_H

#include "frame/Report.h"

#include <string>
#include <utility>
#include <vector>

namespace coroscope {

enum ExitCode { Clean = 0, HasFindings = 1, CouldNot = 2, Incomplete = 3 };

/// What the user makes of it.
struct ExitOptions {
  bool AllowsFailures = false; ///< Units that failed make no difference.
  bool IsZero = false;         ///< Findings make no difference.
};

/// What each exit code means, for help and manual pages.
std::vector<std::pair<ExitCode, std::string>> exitCodesInWords();

/// The exit code for \p Report, if it was told without trouble.
ExitCode exitCodeFor(const Report &Report, const ExitOptions &Options);

} // namespace coroscope

#endif
