//===- ModelToJson.h - The model to JSON ------------------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_JSON_MODELTOJSON_H
#define COROSCOPE_DRIVER_JSON_MODELTOJSON_H

#include "frame/Report.h"

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace coroscope {

/// Keeps the order in which members are added.
using Json = nlohmann::ordered_json;

/// Adds the members for \p Where to \p Object; none if it is unknown.
void addPlace(Json &Object, const Place &Where);

Json toJson(const std::vector<Edit> &Edits);
Json toJson(const Unit &U);
Json toJson(const CallSite &Site);

/// Returns \p C as reports show it, with the sizes that follow from its frame.
Json toJson(const Coroutine &C);

/// Writes \p Value on one line. Bytes that are not UTF-8 are replaced.
std::string onOneLine(const Json &Value);

} // namespace coroscope

#endif
