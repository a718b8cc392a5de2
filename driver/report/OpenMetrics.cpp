//===- OpenMetrics.cpp - Frames for Prometheus ----------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// https://github.com/prometheus/OpenMetrics/blob/v1.0.0/specification/OpenMetrics.md
//
//===----------------------------------------------------------------------===//

#include "report/Escape.h"
#include "report/FindingOrder.h"
#include "report/Formats.h"
#include "rules/Catalogue.h"

#include <cmath>
#include <map>

namespace coroscope {

/// Labels are dear: each value is a time series.
static constexpr std::size_t MostLabelled = 20;

static std::string head(const std::string &Name, const std::string &Type,
                        const std::string &Help) {
  return "# TYPE " + Name + " " + Type + "\n" +
         (Name.ends_with("_bytes") ? "# UNIT " + Name + " bytes\n" : "") +
         "# HELP " + Name + " " + Help + "\n";
}

static std::string sample(const std::string &Name, const std::string &Label,
                          std::string_view Value, std::size_t Number) {
  return Name +
         (Label.empty() ? ""
                        : "{" + Label + "=\"" + escapeQuoted(Value) + "\"}") +
         " " + std::to_string(Number) + "\n";
}

std::string reportToOpenMetrics(const Report &Report) {
  const std::vector<const Coroutine *> Own = ownBySize(Report);
  Bytes Sum, Needed;
  for (const Coroutine *C : Own) {
    Sum += C->Frame.Size;
    Needed += C->needed();
  }
  const std::string Frames = "coroscope_frame_bytes";
  std::string Text = head(Frames, "summary", "Sizes of coroutine frames.");
  for (const char *Quantile : {"0.5", "0.9", "0.99", "1"})
    if (!Own.empty()) {
      // Of those sorted by size, largest first: the smallest that has at least
      // this part of all at or below it.
      const double Rank =
          std::ceil(std::stod(Quantile) * static_cast<double>(Own.size()));
      Text += sample(
          Frames, "quantile", Quantile,
          Own[Own.size() - static_cast<std::size_t>(Rank)]->Frame.Size.Count);
    }
  Text += sample(Frames + "_sum", "", "", Sum.Count);
  Text += sample(Frames + "_count", "", "", Own.size());
  Text += head("coroscope_needed_bytes", "gauge",
               "What all frames hold that is needed at a time.");
  Text += sample("coroscope_needed_bytes", "", "", Needed.Count);

  Text += head("coroscope_largest_frame_bytes", "gauge",
               "The largest coroutine frames.");
  for (std::size_t I = 0; I != std::min(Own.size(), MostLabelled); ++I)
    Text += sample("coroscope_largest_frame_bytes", "coroutine", Own[I]->Key,
                   Own[I]->Frame.Size.Count);

  std::map<std::string, std::size_t> ByRule;
  for (const Rule &R : catalogue())
    ByRule[std::string(R.Name)];
  for (const Coroutine *C : Own)
    for (const Finding &F : C->Findings)
      ++ByRule[F.Rule];
  Text += head("coroscope_findings", "gauge", "Findings of each rule.");
  for (const auto &[Name, Number] : ByRule)
    Text += sample("coroscope_findings", "rule", Name, Number);

  std::map<UnitStatus, std::size_t> ByStatus;
  for (int I = 0; I <= static_cast<int>(LastUnitStatus); ++I)
    ByStatus[static_cast<UnitStatus>(I)];
  for (const Unit &U : Report.Units)
    ++ByStatus[U.Status];
  Text += head("coroscope_units", "gauge", "What became of the units.");
  for (const auto &[Status, Number] : ByStatus)
    Text += sample("coroscope_units", "status", spelling(Status), Number);
  return Text + "# EOF\n";
}

} // namespace coroscope
