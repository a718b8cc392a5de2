//===- Formats.cpp - The formats of reports -------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Formats.h"

#include "report/ReportText.h"

namespace coroscope {

/// The writer of a format that is of the user's own coroutines.
template <std::string (*ToText)(const Report &)>
static void write(const Report &Report, bool, const TextSink &Sink) {
  Sink(ToText(Report));
}

static void writeText(const Report &Report, bool ListsSystem,
                      const TextSink &Sink) {
  Sink(auditToText(Report, ListsSystem));
}

const std::vector<ReportFormat> &reportFormats() {
  static const std::vector<ReportFormat> Formats = {
      {"text", ".txt", writeText},
      {"json", ".json", writeReport},
      {"sarif", ".sarif", write<reportToSarif>},
      {"markdown", ".md", write<reportToMarkdown>},
      {"github", "", write<reportToGithub>},
      {"gitlab", "", write<reportToGitlab>},
      {"benchmark", "", write<reportToBenchmark>},
      {"bmf", "", write<reportToBmf>},
      {"openmetrics", ".prom", write<reportToOpenMetrics>},
      {"csv", ".csv", write<reportToCsv>},
  };
  return Formats;
}

const std::vector<ComparisonFormat> &comparisonFormats() {
  static const std::vector<ComparisonFormat> Formats = {
      {"text", ".txt", comparisonToText},
      {"json", ".json", comparisonToJson},
      {"markdown", ".md", comparisonToMarkdown},
      {"github", "", comparisonToGithub},
  };
  return Formats;
}

} // namespace coroscope
