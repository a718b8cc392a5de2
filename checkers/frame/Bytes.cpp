//===- Bytes.cpp - A count of bytes ---------------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frame/Bytes.h"

#include <charconv>
#include <cmath>

namespace coroscope {

std::optional<Bytes> parseBytes(std::string_view Text) {
  double Number = 0;
  auto [End, Wrong] =
      std::from_chars(Text.data(), Text.data() + Text.size(), Number);
  if (Wrong != std::errc() || !(Number >= 0) || std::signbit(Number))
    return std::nullopt;
  std::string_view Unit(End, Text.data() + Text.size() - End);
  while (!Unit.empty() && Unit.front() == ' ')
    Unit.remove_prefix(1);
  double Factor = 1;
  if (Unit == "KiB")
    Factor = 1024;
  else if (Unit == "MiB")
    Factor = 1024 * 1024;
  else if (Unit == "GiB")
    Factor = 1024 * 1024 * 1024;
  else if (!Unit.empty() && Unit != "B" && Unit != "bytes")
    return std::nullopt;
  const double Count = Number * Factor;
  // Not a whole number of bytes, or more than any machine has.
  if (Count != std::floor(Count) || Count > 9e15)
    return std::nullopt;
  return Bytes(static_cast<std::uint64_t>(Count));
}

std::string inWords(Bytes Size) {
  return std::to_string(Size.Count) + (Size == Bytes(1) ? " byte" : " bytes");
}

} // namespace coroscope
