//===- JsonObject.cpp - The members of a JSON object ----------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "json/JsonObject.h"

#include <cstdint>
#include <limits>

namespace coroscope {

using simdjson::dom::array;
using simdjson::dom::element;

static std::string_view textOf(element Value, std::string_view Key) {
  std::string_view Text;
  if (Value.get(Text))
    throw JsonDefect("'" + std::string(Key) + "' is not a string");
  return Text;
}

template <> std::string as(element Value, std::string_view Key) {
  return std::string(textOf(Value, Key));
}

template <> SharedText as(element Value, std::string_view Key) {
  return textOf(Value, Key);
}

template <> std::uint64_t as(element Value, std::string_view Key) {
  std::uint64_t Number;
  if (Value.get(Number))
    throw JsonDefect("'" + std::string(Key) + "' is not a number from 0 up");
  return Number;
}

template <> unsigned as(element Value, std::string_view Key) {
  const auto Number = as<std::uint64_t>(Value, Key);
  if (Number > std::numeric_limits<unsigned>::max())
    throw JsonDefect("'" + std::string(Key) + "' is too large");
  return static_cast<unsigned>(Number);
}

template <> Bytes as(element Value, std::string_view Key) {
  return Bytes(as<std::uint64_t>(Value, Key));
}

template <> bool as(element Value, std::string_view Key) {
  bool Truth;
  if (Value.get(Truth))
    throw JsonDefect("'" + std::string(Key) + "' is neither true nor false");
  return Truth;
}

template <> array as(element Value, std::string_view Key) {
  array Elements;
  if (Value.get(Elements))
    throw JsonDefect("'" + std::string(Key) + "' is not an array");
  return Elements;
}

template <> std::vector<SuspendId> as(element Value, std::string_view Key) {
  const auto Elements = as<array>(Value, Key);
  std::vector<SuspendId> Ids;
  Ids.reserve(Elements.size());
  for (element Each : Elements) {
    std::uint64_t Id;
    if (Each.get(Id) || Id > std::numeric_limits<SuspendId>::max())
      throw JsonDefect("'" + std::string(Key) + "' has what is no suspension");
    Ids.push_back(static_cast<SuspendId>(Id));
  }
  return Ids;
}

template <> std::vector<std::string> as(element Value, std::string_view Key) {
  std::vector<std::string> Texts;
  for (element Each : as<array>(Value, Key))
    Texts.push_back(as<std::string>(Each, Key));
  return Texts;
}

} // namespace coroscope
