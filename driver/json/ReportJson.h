//===- ReportJson.h - Reports as JSON, both ways ----------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// docs/report.schema.json describes the format. Keys are lowerCamelCase and in
// a fixed order: the same report gives the same bytes.
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_JSON_REPORTJSON_H
#define COROSCOPE_DRIVER_JSON_REPORTJSON_H

#include "frame/Failure.h"
#include "frame/Report.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace coroscope {

/// The version of the format that is written. Any 1.x is read: later ones only
/// add members.
inline constexpr char SchemaVersion[] = "1.1";

/// Takes text piece by piece.
using TextSink = std::function<void(std::string_view)>;

/// Writes \p Report to \p Sink as text, ending in a newline. \p ListsSystem
/// includes coroutines of system headers; they are always in the totals. Bytes
/// of names that are not UTF-8 are replaced.
void writeReport(const Report &Report, bool ListsSystem, const TextSink &Sink);

/// Returns the whole text at once.
std::string reportToJson(const Report &Report, bool ListsSystem);

/// Reads up to \p Size bytes of a text, and returns their number; 0 at its end.
using TextSource = std::function<std::size_t(char *Into, std::size_t Size)>;

/// The parts of each coroutine to read.
enum class Contents {
  All,
  /// Without the ranges of frames and findings, which take most of the time.
  WithoutRanges,
};

/// Reads a report as `writeReport` writes it, however large: keeps only a few
/// coroutines and the other members in memory.
class ReportReader {
  struct Implementation;
  std::unique_ptr<Implementation> Impl;

public:
  explicit ReportReader(TextSource Source, Contents Wanted = Contents::All);
  ~ReportReader();

  /// Returns the next coroutine; nothing at the end, or after an error. It
  /// lacks only the facts that no report shows, such as candidates.
  std::optional<Coroutine> next();

  /// Reads the rest of the report, once `next` has returned nothing. Fails if
  /// the text has a defect.
  Failure finish(Report &Rest);
};

/// Reads a whole report.
Failure readReport(TextSource Source, Report &Read,
                   Contents Wanted = Contents::All);
Failure readReport(std::string_view Text, Report &Read);

/// Returns the text that a worker sends to its parent.
std::string unitResultToJson(const UnitResult &Result);

/// Reads \p Text into \p Result, which is complete if this does not fail.
Failure readUnitResult(std::string Text, UnitResult &Result);

/// What is to be tried with a unit.
struct TrialOrder {
  std::vector<Edit> Edits;
  bool WantsAllFrames = false; ///< See `Pass`.
  std::optional<coroscope::Focus> Focus;
  UnitMeaning Meaning; ///< Of the unit without edits; empty if unknown.
};
std::string trialToJson(const TrialOrder &Order);

/// Reads what `trialToJson` gives.
Failure readTrial(std::string Text, TrialOrder &Order);

} // namespace coroscope

#endif
