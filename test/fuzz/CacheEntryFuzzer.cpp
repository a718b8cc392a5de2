//===- CacheEntryFuzzer.cpp - Any entry of the cache ----------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "cache/EntryText.h"

#include <cstddef>
#include <cstdint>
#include <string>

using namespace coroscope;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *Data,
                                      std::size_t Size) {
  const llvm::StringRef Text(reinterpret_cast<const char *>(Data), Size);
  Entry Plain;
  (void)readEntry(Text, "/project", Plain);
  // The seal would keep the fuzzer out of what is behind it.
  Entry Sealed;
  (void)readEntry(sealEntry(Text), "/project", Sealed);
  return 0;
}
