//===- Packed.cpp - Data as text that a browser can unpack
//------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "page/Packed.h"

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Base64.h"
#include "llvm/Support/Compression.h"

#include <algorithm>
#include <future>
#include <thread>

using namespace llvm;

namespace coroscope {

std::string packed(std::string_view Data) {
  SmallVector<uint8_t, 0> Small;
  compression::zlib::compress(arrayRefFromStringRef(StringRef(Data)), Small,
                              compression::zlib::DefaultCompression);
  return encodeBase64(Small);
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
