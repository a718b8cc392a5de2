//===- ReportFuzzer.cpp - Any report --------------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "json/ReportJson.h"

#include "llvm/ADT/StringRef.h"

#include <cstddef>
#include <cstdint>
#include <string>

using namespace coroscope;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *Data,
                                      std::size_t Size) {
  const llvm::StringRef Text(reinterpret_cast<const char *>(Data), Size);
  Report Read;
  if (readReport(Text, Read))
    return 0;
  // What is read can be written, and is then the same.
  const std::string Written = reportToJson(Read, /*ListsSystem=*/true);
  Report Again;
  if (readReport(Written, Again) ||
      reportToJson(Again, /*ListsSystem=*/true) != Written)
    __builtin_trap();
  return 0;
}
