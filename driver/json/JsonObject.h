//===- JsonObject.h - The members of a JSON object --------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_JSON_JSONOBJECT_H
#define COROSCOPE_DRIVER_JSON_JSONOBJECT_H

#include "frame/Coroutine.h"

#include <optional>
#include <simdjson.h>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace coroscope {

/// Thrown by readers of single values, so that all defects of a document are
/// caught in one place.
struct JsonDefect : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Returns the value of the member \p Key as a \p T.
template <typename T> T as(simdjson::dom::element Value, std::string_view Key);
template <> std::string as(simdjson::dom::element Value, std::string_view Key);
template <> SharedText as(simdjson::dom::element Value, std::string_view Key);
template <>
std::uint64_t as(simdjson::dom::element Value, std::string_view Key);
template <> unsigned as(simdjson::dom::element Value, std::string_view Key);
template <> Bytes as(simdjson::dom::element Value, std::string_view Key);
template <> bool as(simdjson::dom::element Value, std::string_view Key);
template <>
simdjson::dom::array as(simdjson::dom::element Value, std::string_view Key);
template <>
std::vector<SuspendId> as(simdjson::dom::element Value, std::string_view Key);
template <>
std::vector<std::string> as(simdjson::dom::element Value, std::string_view Key);

/// An object of a document.
class JsonObject {
  simdjson::dom::object Members;

public:
  explicit JsonObject(simdjson::dom::element Value) {
    if (Value.get(Members))
      throw JsonDefect("what should be an object is none");
  }

  std::optional<simdjson::dom::element> find(std::string_view Key) const {
    simdjson::dom::element Value;
    return Members.at_key(Key).get(Value)
               ? std::nullopt
               : std::optional<simdjson::dom::element>(Value);
  }
  simdjson::dom::element at(std::string_view Key) const {
    std::optional<simdjson::dom::element> Value = find(Key);
    if (!Value)
      throw JsonDefect("'" + std::string(Key) + "' is missing");
    return *Value;
  }
  JsonObject object(std::string_view Key) const { return JsonObject(at(Key)); }
  simdjson::dom::array array(std::string_view Key) const {
    return get<simdjson::dom::array>(Key);
  }

  template <typename T> T get(std::string_view Key) const {
    return as<T>(at(Key), Key);
  }
  template <typename T> T get(std::string_view Key, T Default) const {
    const std::optional<simdjson::dom::element> Value = find(Key);
    return Value ? as<T>(*Value, Key) : std::move(Default);
  }
};

} // namespace coroscope

#endif
