//===- ReadInside.h - Files of a project ------------------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_INPUTS_READINSIDE_H
#define COROSCOPE_DRIVER_INPUTS_READINSIDE_H

#include <optional>
#include <string>

namespace coroscope {

/// Returns the text of the file \p Name below the directory \p Root, links
/// followed; nothing if it is outside, not a regular file or unreadable.
std::optional<std::string> readInside(const std::string &Name,
                                      const std::string &Root);

} // namespace coroscope

#endif
