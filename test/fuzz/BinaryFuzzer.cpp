//===- BinaryFuzzer.cpp - Any built program -------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binary/Inspect.h"
#include "json/ReportJson.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"

#include <cstddef>
#include <cstdint>

using namespace coroscope;

/// One file for the whole run: it is written anew for each input.
static std::string inputPath() {
  static const std::string Path = [] {
    llvm::SmallString<128> Made;
    if (llvm::sys::fs::createTemporaryFile("coroscope-fuzz", "bin", Made))
      __builtin_trap();
    return std::string(Made);
  }();
  return Path;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *Data,
                                      std::size_t Size) {
  {
    std::error_code Failed;
    llvm::raw_fd_ostream Out(inputPath(), Failed);
    Out.write(reinterpret_cast<const char *>(Data), Size);
  }
  Inspection Wanted;
  Wanted.Files = {inputPath()};
  Wanted.Search.Directories.clear();
  Wanted.Shown = [](llvm::StringRef Path) { return Path.str(); };
  Wanted.IsSystem = [](std::string_view) { return false; };
  const Report Read = inspect(Wanted);
  // What was read accounts for every byte, and can be read again.
  Report Again;
  if (readReport(reportToJson(Read, /*ListsSystem=*/true), Again))
    __builtin_trap();
  return 0;
}
