//===- Packed.h - Data as text that a browser can unpack --------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_PAGE_PACKED_H
#define COROSCOPE_DRIVER_PAGE_PACKED_H

#include <string>
#include <string_view>
#include <vector>

namespace coroscope {

/// Returns \p Data in zlib's format (RFC 1950, "deflate" of
/// DecompressionStream), as base64. It has only letters, digits, "+", "/" and
/// "=", so that nothing in it can end the element of the page around it.
std::string packed(std::string_view Data);

/// Packs each of \p All, on all cores.
std::vector<std::string> packed(const std::vector<std::string> &All);

} // namespace coroscope

#endif
