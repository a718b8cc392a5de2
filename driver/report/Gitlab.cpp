//===- Gitlab.cpp - Code Quality of GitLab --------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
//
//===----------------------------------------------------------------------===//

#include "report/Escape.h"
#include "report/FindingOrder.h"
#include "report/Formats.h"

#include <nlohmann/json.hpp>

using Json = nlohmann::ordered_json;

namespace coroscope {

static const char *severity(Severity Severity) {
  return Severity == Severity::Error     ? "critical"
         : Severity == Severity::Warning ? "major"
                                         : "info";
}

std::string reportToGitlab(const Report &Report) {
  Json Issues = Json::array();
  for (const PlacedFinding &Placed : findingsByImportance(Report)) {
    const Finding &F = *Placed.Finding;
    Issues.push_back({{"description", escapeControls(F.Message)},
                      {"check_name", "coroscope-" + F.Rule},
                      {"fingerprint", Placed.Fingerprint},
                      {"severity", severity(F.Severity)},
                      {"location",
                       {{"path", asUtf8(F.Where.File)},
                        {"lines", {{"begin", std::max(F.Where.Line, 1u)}}}}}});
  }
  // A path has to be what it is: at least it is not shown as it is.
  return Issues.dump(1, ' ', /*ensure_ascii=*/true,
                     Json::error_handler_t::replace) +
         "\n";
}

} // namespace coroscope
