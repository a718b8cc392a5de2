//===- AcrossText.cpp - Two compilers side by side, to be read ------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compare/Across.h"
#include "report/CountText.h"
#include "report/Escape.h"
#include "json/ReportJson.h"

#include <nlohmann/json.hpp>

using Json = nlohmann::ordered_json;

namespace coroscope {

static std::string toText(const AcrossSide &Side) {
  std::string Text = std::to_string(Side.Size.Count);
  if (!Side.Compiler.empty())
    Text += " with " + escapeControls(Side.Compiler);
  if (Side.Optimization != UnknownLevel)
    Text += " at -" + escapeControls(Side.Optimization);
  return Text;
}

std::string acrossToText(const AcrossComparison &Made) {
  std::string Text;
  for (const AcrossPair &Pair : Made.Different) {
    const std::int64_t Growth = Pair.growth();
    Text += (Growth > 0 ? "! " : "  ") + escapeControls(Pair.Name) +
            (Pair.Where.isKnown() ? " at " + escapeControls(Pair.Where.File) +
                                        ":" + std::to_string(Pair.Where.Line)
                                  : "") +
            ": " + toText(Pair.First) + ", " + toText(Pair.Second) + " (" +
            (Growth > 0 ? "+" : "") + std::to_string(Growth) + ")\n";
    static constexpr std::size_t Most = 6;
    for (std::size_t I = 0; I != std::min(Pair.Reasons.size(), Most); ++I)
      Text += "      " + escapeControls(Pair.Reasons[I]) + "\n";
    if (Pair.Reasons.size() > Most)
      Text += "      and " +
              count(Pair.Reasons.size() - Most, "smaller difference",
                    "smaller differences") +
              "\n";
  }
  for (const std::string &Name : Made.WithoutSize)
    Text += "! " + escapeControls(Name) +
            ": nothing tells the size of its frame in the second report\n";
  for (const std::string &Name : Made.OnlyFirst)
    Text += "  " + escapeControls(Name) + ": only in the first report\n";
  for (const std::string &Name : Made.OnlySecond)
    Text += "  " + escapeControls(Name) + ": only in the second report\n";
  if (!Text.empty())
    Text += "\n";
  Text += count(Made.Equal, "coroutine has", "coroutines have") +
          " the same size in both, " + std::to_string(Made.Different.size()) +
          " differ, " +
          std::to_string(Made.OnlyFirst.size() + Made.OnlySecond.size()) +
          " are in one only\n";
  return Text;
}

static Json toJson(const AcrossSide &Side) {
  return {{"size", Side.Size.Count},
          {"compiler", Side.Compiler},
          {"optimization", Side.Optimization},
          {"evidence", spelling(Side.Evidence)}};
}

std::string acrossToJson(const AcrossComparison &Made) {
  Json Document = {{"schemaVersion", SchemaVersion},
                   {"different", Json::array()},
                   {"equal", Made.Equal},
                   {"onlyFirst", Made.OnlyFirst},
                   {"onlySecond", Made.OnlySecond},
                   {"withoutSize", Made.WithoutSize}};
  for (const AcrossPair &Pair : Made.Different) {
    Json Object;
    Object["name"] = Pair.Name;
    if (Pair.Where.isKnown()) {
      Object["file"] = Pair.Where.File.str();
      Object["line"] = Pair.Where.Line;
    }
    Object["first"] = toJson(Pair.First);
    Object["second"] = toJson(Pair.Second);
    Object["growth"] = Pair.growth();
    Object["reasons"] = Pair.Reasons;
    Document["different"].push_back(std::move(Object));
  }
  return Document.dump(1, ' ', /*ensure_ascii=*/false,
                       Json::error_handler_t::replace) +
         "\n";
}

} // namespace coroscope
