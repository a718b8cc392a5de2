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

#ifndef COROSCOPE_DRIVER_JSON_REPORTJSON_H
#define COROSCOPE_DRIVER_JSON_REPORTJSON_H

#include "frame/Report.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace coroscope {

/// The version of the format that is written. Any 1.x is read: a later one has
/// members that an earlier one has not.
inline constexpr char SchemaVersion[] = "1.1";

/// Takes text as it comes.
using TextSink = std::function<void(std::string_view)>;

/// Hands \p Report to \p Sink as text, ending in a newline. \p ListsSystem
/// includes coroutines of system headers; they are always in the totals. Bytes
/// of names that are not UTF-8 are replaced.
void writeReport(const Report &Report, bool ListsSystem, const TextSink &Sink);

/// The same at once.
std::string reportToJson(const Report &Report, bool ListsSystem);

/// Gives up to \p Size bytes of a text; 0 at its end.
using TextSource = std::function<std::size_t(char *Into, std::size_t Size)>;

/// What of each coroutine is read.
enum class Contents {
  All,
  /// Neither the ranges of frames nor findings, which take most of the time.
  WithoutRanges,
};

/// Reads a report as `writeReport` writes it, however large: what is in memory
/// is one coroutine and what is not about coroutines.
class ReportReader {
  struct Implementation;
  std::unique_ptr<Implementation> Impl;

public:
  explicit ReportReader(TextSource Source, Contents Wanted = Contents::All);
  ~ReportReader();

  /// The next coroutine; nothing at the end, and where there is an error. It is
  /// whole but for what no report shows, such as candidates.
  std::optional<Coroutine> next();

  /// The rest of the report, once `next` has given nothing. Gives what is wrong
  /// with the text, or an empty string.
  std::string finish(Report &Rest);
};

/// Reads all of a report. Gives what is wrong with it, or an empty string.
std::string readReport(TextSource Source, Report &Read,
                       Contents Wanted = Contents::All);
std::string readReport(std::string_view Text, Report &Read);

/// What a worker hands to its parent.
std::string unitResultToJson(const UnitResult &Result);

/// Reads \p Text into \p Result. Gives what is wrong with it, or an empty
/// string; then \p Result is whole.
std::string readUnitResult(std::string Text, UnitResult &Result);

/// What is to be tried with a unit: edits, and what it means without them.
std::string trialToJson(const std::vector<Edit> &Edits,
                        const UnitMeaning &Meaning);

/// Reads what `trialToJson` gives. Gives what is wrong with it, or an empty
/// string.
std::string readTrial(std::string Text, std::vector<Edit> &Edits,
                      UnitMeaning &Meaning);

} // namespace coroscope

#endif
