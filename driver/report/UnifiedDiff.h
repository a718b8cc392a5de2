//===- UnifiedDiff.h - What an edit changes ---------------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_REPORT_UNIFIEDDIFF_H
#define COROSCOPE_DRIVER_REPORT_UNIFIEDDIFF_H

#include <cstddef>
#include <string>

namespace coroscope {

/// The difference of two texts of \p File, with \p Context lines around each
/// change, for `patch -p1` and `git apply`. Empty if there is none.
std::string unifiedDiff(const std::string &File, const std::string &Before,
                        const std::string &After, std::size_t Context = 3);

} // namespace coroscope

#endif
