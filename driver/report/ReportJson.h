//===- ReportJson.h - Reports as JSON, both ways ----------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The format is described by docs/report.schema.json. Keys are lowerCamelCase
// and in a fixed order: the same report gives the same bytes.
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_REPORT_REPORTJSON_H
#define COROSCOPE_DRIVER_REPORT_REPORTJSON_H

#include "frame/Report.h"

#include "llvm/Support/Error.h"

#include <nlohmann/json.hpp>
#include <string>

namespace coroscope {

/// The version of the format.
inline constexpr char SchemaVersion[] = "1.0";

/// \p Report as text, ending in a newline. \p ListsSystem includes coroutines
/// of system headers; they are always in the totals. Bytes of names that are
/// not UTF-8 are replaced.
std::string reportToText(const Report &Report, bool ListsSystem);

/// What a worker hands to its parent.
std::string unitResultToText(const UnitResult &Result);
llvm::Expected<UnitResult> unitResultFromText(const std::string &Text);

} // namespace coroscope

#endif
