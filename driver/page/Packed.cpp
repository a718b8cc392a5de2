//===- Packed.cpp - Data as text that a browser can unpack ----------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "page/Packed.h"

#include <algorithm>
#include <future>
#include <new>
#include <thread>
#include <zlib.h>

namespace coroscope {

/// Encodes \p Data by RFC 4648, with padding.
static std::string inBase64(std::string_view Data) {
  static constexpr std::string_view Letters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string Text;
  Text.reserve((Data.size() + 2) / 3 * 4);
  for (std::size_t I = 0; I < Data.size(); I += 3) {
    const std::size_t Count = std::min<std::size_t>(3, Data.size() - I);
    unsigned Bits = 0;
    for (std::size_t Byte = 0; Byte != 3; ++Byte)
      Bits = Bits << 8 |
             (Byte < Count ? static_cast<unsigned char>(Data[I + Byte]) : 0);
    for (std::size_t Letter = 0; Letter != 4; ++Letter)
      Text += Letter <= Count ? Letters[Bits >> (18 - 6 * Letter) & 63] : '=';
  }
  return Text;
}

std::string packed(std::string_view Data) {
  std::string Small(compressBound(Data.size()), '\0');
  uLongf Size = Small.size();
  // There is enough room, so it can only fail for lack of memory.
  if (compress(reinterpret_cast<Bytef *>(Small.data()), &Size,
               reinterpret_cast<const Bytef *>(Data.data()),
               Data.size()) != Z_OK)
    throw std::bad_alloc();
  return inBase64(std::string_view(Small).substr(0, Size));
}

std::vector<std::string> packed(const std::vector<std::string> &All) {
  std::vector<std::string> Made(All.size());
  const std::size_t Threads =
      std::min<std::size_t>(All.size(), std::thread::hardware_concurrency());
  std::vector<std::future<void>> Running;
  for (std::size_t First = 0; First < Threads; ++First)
    Running.push_back(std::async(std::launch::async, [&, First] {
      for (std::size_t I = First; I < All.size(); I += Threads)
        Made[I] = packed(All[I]);
    }));
  for (std::future<void> &One : Running)
    One.get();
  return Made;
}

} // namespace coroscope
