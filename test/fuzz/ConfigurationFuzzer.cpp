//===- ConfigurationFuzzer.cpp - Any configuration ------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "config/Configuration.h"

#include <cstddef>
#include <cstdint>
#include <string>

using namespace coroscope;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *Data,
                                      std::size_t Size) {
  const llvm::StringRef Text(reinterpret_cast<const char *>(Data), Size);
  if (auto Read = parseConfiguration(Text, "/project", ".coroscope.yaml"))
    (void)Read->Rules.size();
  else
    llvm::consumeError(Read.takeError());
  return 0;
}
