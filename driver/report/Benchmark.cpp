//===- Benchmark.cpp - Frames for dashboards of benchmarks ----------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// https://github.com/benchmark-action/github-action-benchmark
// https://bencher.dev/docs/reference/bencher-metric-format
//
//===----------------------------------------------------------------------===//

#include "report/Escape.h"
#include "report/FindingOrder.h"
#include "report/Formats.h"

#include <nlohmann/json.hpp>

using Json = nlohmann::ordered_json;

namespace coroscope {

namespace {
/// One line of a dashboard.
struct Series {
  std::string Name;
  Bytes Value;
  std::string Where;
};
} // namespace

/// The totals and each coroutine, by its key: that is the same as long as it
/// lives.
static std::vector<Series> seriesOf(const Report &Report) {
  Bytes Frames, Needed;
  std::vector<Series> Each;
  for (const Coroutine *C : ownBySize(Report)) {
    Frames += C->Frame.Size;
    Needed += C->needed();
    Each.push_back(
        {escapeControls(C->Key), C->Frame.Size,
         escapeControls(C->Where.File) + ":" + std::to_string(C->Where.Line)});
  }
  std::vector<Series> All = {{"all frames", Frames, {}},
                             {"all frames, needed", Needed, {}}};
  std::move(Each.begin(), Each.end(), std::back_inserter(All));
  return All;
}

static std::string toText(const Json &Document) {
  return Document.dump(1, ' ', /*ensure_ascii=*/false,
                       Json::error_handler_t::replace) +
         "\n";
}

std::string reportToBenchmark(const Report &Report) {
  Json Results = Json::array();
  for (const Series &S : seriesOf(Report)) {
    Json Result = {
        {"name", S.Name}, {"unit", "bytes"}, {"value", S.Value.Count}};
    if (!S.Where.empty())
      Result["extra"] = S.Where;
    Results.push_back(std::move(Result));
  }
  return toText(Results);
}

std::string reportToBmf(const Report &Report) {
  Json Results = Json::object();
  for (const Series &S : seriesOf(Report))
    Results[S.Name] = {{"frame-size", {{"value", S.Value.Count}}}};
  return toText(Results);
}

} // namespace coroscope
