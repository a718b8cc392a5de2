//===- ModelFromJson.h - The model from JSON --------------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// All functions throw JsonDefect if a value is not as ModelToJson writes it.
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_JSON_MODELFROMJSON_H
#define COROSCOPE_DRIVER_JSON_MODELFROMJSON_H

#include "frame/Report.h"
#include "json/JsonObject.h"
#include "json/ReportJson.h"

#include <string>
#include <string_view>
#include <vector>

namespace coroscope {

/// Returns the enumerator that the member \p Key spells; \p Last is the last
/// one.
template <typename Enum>
Enum getEnum(const JsonObject &O, std::string_view Key, Enum Last) {
  std::string_view Text;
  if (O.at(Key).get(Text))
    throw JsonDefect("'" + std::string(Key) + "' is not a string");
  for (int I = 0; I <= static_cast<int>(Last); ++I)
    if (spelling(static_cast<Enum>(I)) == Text)
      return static_cast<Enum>(I);
  throw JsonDefect("unknown word '" + std::string(Text) + "'");
}

std::vector<Edit> readEdits(simdjson::dom::array Written);

Budget readBudget(const JsonObject &Written);

/// Leaves out ranges and findings unless \p Wanted is `Contents::All`. Throws
/// as well if the coroutine is impossible.
Coroutine readCoroutine(const JsonObject &Written, Contents Wanted);

Unit readUnit(const JsonObject &Written);

/// Reads the member "callSites" of \p Written.
std::vector<CallSite> readCallSites(const JsonObject &Written);

} // namespace coroscope

#endif
