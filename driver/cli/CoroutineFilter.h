//===- CoroutineFilter.h - Regular expressions for coroutines ---*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_CLI_COROUTINEFILTER_H
#define COROSCOPE_DRIVER_CLI_COROUTINEFILTER_H

#include "frame/Report.h"

#include "llvm/Support/Error.h"
#include "llvm/Support/Regex.h"

#include <string>

namespace coroscope {

/// Reads \p Pattern, the value of \p Option. An empty one is not an error: the
/// option was not given.
llvm::Expected<llvm::Regex> readPattern(const std::string &Option,
                                        const std::string &Pattern);

/// Returns true if \p Filter matches the name or the "file:line" of \p C.
bool matches(const llvm::Regex &Filter, const Coroutine &C);

/// Keeps the coroutines of \p Report that \p Filter matches, read from
/// \p Pattern of --filter; all if that is empty. Warns if none is left.
void keepMatching(Report &Report, const llvm::Regex &Filter,
                  const std::string &Pattern);

} // namespace coroscope

#endif
