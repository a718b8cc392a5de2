//===- NearCoroutine.h - Names that were nearly right -----------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_CLI_NEARCOROUTINE_H
#define COROSCOPE_DRIVER_CLI_NEARCOROUTINE_H

#include "frame/Report.h"

#include <string>

namespace coroscope {

/// "; did you mean 'serve'?" if a coroutine of \p Report is called almost
/// \p Name; else empty.
std::string suggestCoroutine(const Report &Report, const std::string &Name);

} // namespace coroscope

#endif
