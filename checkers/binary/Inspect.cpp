//===- Inspect.cpp - The coroutines of built programs ---------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binary/Inspect.h"

#include "binary/GuardedThreads.h"
#include "binary/ObjectReader.h"
#include "binary/Producer.h"
#include "binary/UnitResults.h"

#include "llvm/Support/CrashRecoveryContext.h"

#include <algorithm>
#include <map>
#include <set>

using namespace llvm;

namespace coroscope {

/// Sets the compiler of \p Read, "mixed" if there are several.
static void setCompiler(Report &Read) {
  std::set<std::string> All;
  for (const Coroutine &C : Read.Coroutines)
    All.insert(C.Compiler);
  if (All.empty())
    for (const Unit &U : Read.Units)
      if (std::string Own = readProducer(U.Producer).Compiler; !Own.empty())
        All.insert(std::move(Own));
  if (All.empty())
    return;
  Read.Compiler = All.size() == 1 ? *All.begin() : "mixed";
}

Report inspect(const Inspection &Wanted) {
  CrashRecoveryContext::Enable();
  UnitResults Into;
  const unsigned Threads = std::max(1u, Wanted.Threads);
  const std::size_t Files = std::max<std::size_t>(1, Wanted.Files.size());
  const unsigned Inner =
      std::max<unsigned>(1, static_cast<unsigned>(Threads / Files));
  forEachIndex(Wanted.Files.size(), Threads, [&](std::size_t I) {
    const std::string &File = Wanted.Files[I];
    auto ReadFile = [&] {
      auto Objects = openBinary(File, Wanted.Search);
      if (!Objects)
        return Into.addFailed(File, toString(Objects.takeError()));
      for (BinaryObject &Object : *Objects) {
        if (!Object.Wrong.empty()) {
          Into.addFailed(Object.Name, Object.Wrong);
          continue;
        }
        if (!safely([&] { readObject(Object, Wanted, Inner, Into); }))
          Into.addFailed(Object.Name, CannotBeRead);
        Object.Object.reset();
      }
    };
    if (!safely(ReadFile))
      Into.addFailed(File, CannotBeRead);
  });
  Report Read = Into.take();
  setCompiler(Read);
  // Link the calls to coroutines of the program.
  std::map<std::string, std::string> KeyByName;
  for (const Coroutine &C : Read.Coroutines)
    KeyByName.try_emplace(C.MangledName, C.Key);
  for (Coroutine &C : Read.Coroutines)
    for (CoroutineCall &Call : C.Calls)
      if (auto It = KeyByName.find(Call.MangledName); It != KeyByName.end())
        Call.Key = It->second;
  return Read;
}

} // namespace coroscope
