//===- GuardedThreads.cpp - Threads that read damaged data ----------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binary/GuardedThreads.h"

#include "llvm/Support/CrashRecoveryContext.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

using namespace llvm;

namespace coroscope {

bool safely(function_ref<void()> Work) {
  CrashRecoveryContext Guard;
  return Guard.RunSafely(Work);
}

void forEachIndex(std::size_t Count, unsigned Threads,
                  function_ref<void(std::size_t)> Work) {
  std::atomic<std::size_t> Next = 0;
  auto Run = [&] {
    for (std::size_t I; (I = Next++) < Count;)
      Work(I);
  };
  std::vector<std::thread> Others;
  for (std::size_t I = 1; I < std::min<std::size_t>(Threads, Count); ++I)
    Others.emplace_back(Run);
  Run();
  for (std::thread &Other : Others)
    Other.join();
}

} // namespace coroscope
