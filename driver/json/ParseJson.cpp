//===- ParseJson.cpp - Texts of JSON, and their defects -------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "json/ParseJson.h"

namespace coroscope {

/// Returns the defect of a text, in our words.
static std::string wordsFor(simdjson::error_code Wrong) {
  switch (Wrong) {
  case simdjson::EMPTY:
    return "it is empty";
  case simdjson::UTF8_ERROR:
    return "not valid JSON: it is not UTF-8";
  case simdjson::UNCLOSED_STRING:
    return "not valid JSON: a string has no end";
  case simdjson::UNESCAPED_CHARS:
    return "not valid JSON: a control character is in a string";
  case simdjson::NUMBER_ERROR:
    return "not valid JSON: a number is malformed or too large";
  case simdjson::DEPTH_ERROR:
    return "it is too deep for a report";
  default:
    return "not valid JSON";
  }
}

simdjson::dom::element parseJson(simdjson::dom::parser &Parser,
                                 std::string &Text) {
  Text.reserve(Text.size() + simdjson::SIMDJSON_PADDING);
  simdjson::dom::element Value;
  if (simdjson::error_code Wrong = Parser.parse(Text).get(Value))
    throw JsonDefect(wordsFor(Wrong));
  return Value;
}

} // namespace coroscope
