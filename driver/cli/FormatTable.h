//===- FormatTable.h - Which formats there are ------------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_CLI_FORMATTABLE_H
#define COROSCOPE_DRIVER_CLI_FORMATTABLE_H

#include "compare/Compare.h"
#include "frame/Report.h"
#include "report/TextStyle.h"
#include "json/ReportJson.h"

#include <string_view>
#include <vector>

namespace coroscope {

class SourceTexts;

/// What a format may show beside what it always has.
struct ReportView {
  bool ListsSystem = false;       ///< Coroutines of system headers too.
  SourceTexts *Sources = nullptr; ///< Null for none.
  TextStyle Style;                ///< Of text.
  bool ListsFailures = true;      ///< Why units failed, as text.
};

/// A format of reports on one run.
struct ReportFormat {
  std::string_view Name;   ///< As on the command line.
  std::string_view Suffix; ///< Of files that have it; empty if none tells.
  void (*Write)(const Report &Report, const ReportView &View,
                const TextSink &Sink);
};

/// All of them; the first is the default.
const std::vector<ReportFormat> &reportFormats();

/// A format of comparisons.
struct ComparisonFormat {
  std::string_view Name;
  std::string_view Suffix;
  void (*Write)(const Comparison &Made, const ReportView &View,
                const TextSink &Sink);
  bool NeedsFrames = false; ///< Of what has changed.
};

/// All of them; the first is the default.
const std::vector<ComparisonFormat> &comparisonFormats();

} // namespace coroscope

#endif
