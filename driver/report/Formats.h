//===- Formats.h - The formats of reports -----------------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each format is one file and one function, from the model alone. Coroutines of
// system headers are nobody's to change here: only text and JSON list them, on
// demand.
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_REPORT_FORMATS_H
#define COROSCOPE_DRIVER_REPORT_FORMATS_H

#include "compare/Baseline.h"
#include "compare/Compare.h"
#include "frame/Report.h"
#include "report/TextStyle.h"

#include <string>

namespace coroscope {

/// SARIF 2.1.0, for code scanning:
/// https://docs.oasis-open.org/sarif/sarif/v2.1.0
std::string reportToSarif(const Report &Report);
/// A page for a job summary, under 64 KB.
std::string reportToMarkdown(const Report &Report);
/// GitHub's workflow commands, which annotate lines.
std::string reportToGithub(const Report &Report);
/// GitLab's Code Quality report.
std::string reportToGitlab(const Report &Report);
/// github-action-benchmark, "customSmallerIsBetter".
std::string reportToBenchmark(const Report &Report);
/// Bencher Metric Format.
std::string reportToBmf(const Report &Report);
/// OpenMetrics 1.0, for Prometheus' textfile collector too.
std::string reportToOpenMetrics(const Report &Report);
/// A line a coroutine.
std::string reportToCsv(const Report &Report);

/// A comparison for a terminal.
std::string comparisonToText(const Comparison &Made, const TextStyle &Style);
std::string comparisonToJson(const Comparison &Made);
/// A page for a comment on a pull request, under 64 KB.
std::string comparisonToMarkdown(const Comparison &Made);
/// GitHub's workflow commands.
std::string comparisonToGithub(const Comparison &Made);

/// What a check against a baseline has found, for a terminal.
std::string baselineCheckToText(const BaselineCheck &Check);
/// The same as GitHub's workflow commands.
std::string baselineCheckToGithub(const BaselineCheck &Check,
                                  const Report &Report);

} // namespace coroscope

#endif
