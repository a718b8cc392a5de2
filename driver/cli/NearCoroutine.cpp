//===- NearCoroutine.cpp - Names that were nearly right -------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "cli/NearCoroutine.h"

#include "rules/NearName.h"

#include "llvm/ADT/StringRef.h"

using namespace llvm;

namespace coroscope {

std::string suggestCoroutine(const Report &Report, const std::string &Name) {
  std::vector<std::string_view> Known;
  for (const Coroutine &C : Report.Coroutines) {
    const StringRef Qualified = StringRef(C.Name).split('(').first;
    Known.push_back(Qualified);
    if (const StringRef Last = Qualified.rsplit("::").second; !Last.empty())
      Known.push_back(Last);
  }
  return didYouMean(StringRef(Name).split('(').first, Known);
}

} // namespace coroscope
