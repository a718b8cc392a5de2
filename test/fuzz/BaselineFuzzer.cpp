//===- BaselineFuzzer.cpp - Any baseline ----------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compare/Baseline.h"

#include <cstddef>
#include <cstdint>

using namespace coroscope;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *Data,
                                      std::size_t Size) {
  Baseline Read;
  if (readBaseline({reinterpret_cast<const char *>(Data), Size}, Read))
    return 0;
  // What is read can be written, and is then the same.
  Baseline Again;
  const std::string Written = baselineToText(Read);
  if (readBaseline(Written, Again) || baselineToText(Again) != Written)
    __builtin_trap();
  return 0;
}
