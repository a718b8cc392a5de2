//===- FormatTable.cpp - Which formats there are --------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "cli/FormatTable.h"

#include "page/Page.h"
#include "page/SourceTexts.h"
#include "report/Formats.h"
#include "report/ReportText.h"

namespace coroscope {

/// The writer of a format that is of the user's own coroutines.
template <std::string (*ToText)(const Report &)>
static void write(const Report &Report, const ReportView &,
                  const TextSink &Sink) {
  Sink(ToText(Report));
}

template <std::string (*ToText)(const Comparison &)>
static void write(const Comparison &Made, const ReportView &,
                  const TextSink &Sink) {
  Sink(ToText(Made));
}

static void writeText(const Report &Report, const ReportView &View,
                      const TextSink &Sink) {
  TextStyle Style = View.Style;
  if (View.Sources)
    Style.LineAt = [&](const Coroutine &C, const Place &Where) {
      return View.Sources->lineAt(C, Where);
    };
  Sink(auditToText(Report, View.ListsSystem, Style, View.ListsFailures));
}

static void writeJson(const Report &Report, const ReportView &View,
                      const TextSink &Sink) {
  writeReport(Report, View.ListsSystem, Sink);
}

static void writeHtml(const Report &Report, const ReportView &View,
                      const TextSink &Sink) {
  PageOptions Options;
  Options.ListsSystem = View.ListsSystem;
  Options.Sources = View.Sources;
  writePage(Report, Options, Sink);
}

static void writeText(const Comparison &Made, const ReportView &View,
                      const TextSink &Sink) {
  Sink(comparisonToText(Made, View.Style));
}

static void writeHtml(const Comparison &Made, const ReportView &View,
                      const TextSink &Sink) {
  writeComparisonPage(Made, View.Sources, Sink);
}

const std::vector<ReportFormat> &reportFormats() {
  static const std::vector<ReportFormat> Formats = {
      {"text", ".txt", writeText},
      {"json", ".json", writeJson},
      {"html", ".html", writeHtml},
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
      {"text", ".txt", writeText},
      {"json", ".json", write<comparisonToJson>},
      {"html", ".html", writeHtml, /*NeedsFrames=*/true},
      {"markdown", ".md", write<comparisonToMarkdown>},
      {"github", "", write<comparisonToGithub>},
  };
  return Formats;
}

} // namespace coroscope
