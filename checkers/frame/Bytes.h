//===- Bytes.h - A count of bytes -------------------------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Clang and LLVM answer in bits, chars or bytes. Inside Coroscope there is only
// this type; conversion happens where a figure enters.
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_FRAME_BYTES_H
#define COROSCOPE_FRAME_BYTES_H

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace coroscope {

/// A size, an alignment or an offset. Units: bytes.
struct Bytes {
  std::uint64_t Count = 0;

  constexpr Bytes() = default;
  constexpr explicit Bytes(std::uint64_t Count) : Count(Count) {}

  constexpr auto operator<=>(const Bytes &) const = default;
  constexpr Bytes &operator+=(Bytes Other) {
    Count += Other.Count;
    return *this;
  }
  friend constexpr Bytes operator+(Bytes A, Bytes B) {
    return Bytes(A.Count + B.Count);
  }
  /// \p A must not be smaller than \p B.
  friend constexpr Bytes operator-(Bytes A, Bytes B) {
    return Bytes(A.Count - B.Count);
  }
};

/// Reads a size such as "512", "2KiB" or "1.5 MiB"; nothing for other text.
std::optional<Bytes> parseBytes(std::string_view Text);

/// Returns "1 byte", "64 bytes".
std::string inWords(Bytes Size);

} // namespace coroscope

#endif
