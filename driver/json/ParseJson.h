//===- ParseJson.h - Texts of JSON, and their defects -----------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_JSON_PARSEJSON_H
#define COROSCOPE_DRIVER_JSON_PARSEJSON_H

#include "frame/Failure.h"
#include "json/JsonObject.h"

#include <exception>
#include <string>

namespace coroscope {

/// Parses \p Text, which must live as long as the returned value. Throws
/// JsonDefect.
simdjson::dom::element parseJson(simdjson::dom::parser &Parser,
                                 std::string &Text);

/// Calls \p Read, and fails with what it throws.
template <typename Reader> Failure catching(Reader Read) {
  try {
    Read();
    return {};
  } catch (const JsonDefect &Wrong) {
    return Wrong.what();
  } catch (const std::exception &) {
    return "it is not as 'coroscope' writes it";
  }
}

} // namespace coroscope

#endif
