//===- ComparisonJson.cpp - Comparisons as JSON ---------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Formats.h"
#include "rules/Catalogue.h"
#include "json/ReportJson.h"

#include <nlohmann/json.hpp>

using Json = nlohmann::ordered_json;

namespace coroscope {

static Json toJson(const Place &Where) {
  Json Object = {{"file", Where.File}, {"line", Where.Line}};
  if (Where.Column)
    Object["column"] = Where.Column;
  return Object;
}

static Json toJson(const Blame &Share) {
  Json Object = {{"value", Share.Value},
                 {"kind", Share.IsPadding ? "padding" : spelling(Share.What)},
                 {"type", Share.Type},
                 {"before", Share.Before.Count},
                 {"after", Share.After.Count},
                 {"growth", Share.Growth},
                 {"text", inWords(Share)}};
  if (Share.Declared.isKnown())
    Object["declared"] = toJson(Share.Declared);
  if (Share.HeldAcross.isKnown())
    Object["heldAcross"] = toJson(Share.HeldAcross);
  return Object;
}

static Json toJson(const Change &C) {
  Json Object = {
      {"change", spelling(C.Kind)}, {"key", C.Key}, {"name", C.Name}};
  if (C.Where.isKnown())
    Object["place"] = toJson(C.Where);
  if (!C.OldName.empty())
    Object["oldName"] = C.OldName;
  if (C.OldWhere.isKnown())
    Object["oldPlace"] = toJson(C.OldWhere);
  Object["optimization"] = C.Optimization;
  if (C.Kind != ChangeKind::Added)
    Object["before"] = C.Before.Count;
  if (C.Kind != ChangeKind::Removed)
    Object["after"] = C.After.Count;
  Object["growth"] = C.growth();
  Object["blame"] = Json::array();
  for (const Blame &Share : C.Shares)
    Object["blame"].push_back(toJson(Share));
  Object["exceeds"] = C.Exceeds;
  return Object;
}

static Json toJson(const ElisionChange &C) {
  Json Object = {{"change", C.IsLost ? "lost" : "won"},
                 {"caller", C.Caller},
                 {"callee", C.Call.Name},
                 {"elision", spelling(C.Call.State)},
                 {"text", inWords(C)}};
  if (C.IsLost)
    Object["rule"] = rule(RuleId::LostElision).Name;
  if (C.Call.Where.isKnown())
    Object["place"] = toJson(C.Call.Where);
  return Object;
}

static Json toJson(const Sums &Sum) {
  return {{"coroutines", Sum.Coroutines},
          {"findings", Sum.Findings},
          {"frameBytes", Sum.Frames.Count}};
}

std::string comparisonToJson(const Comparison &Made) {
  Json Document = {
      {"schemaVersion", SchemaVersion},
      {"tool", {{"name", "coroscope"}, {"version", Made.Head.ToolVersion}}},
      {"compiler", Made.Head.Compiler},
      {"target", Made.Head.Target},
      {"changes", Json::array()},
      {"unchanged", Made.Unchanged},
      {"elisions", Json::array()},
      {"before", toJson(Made.Before)},
      {"after", toJson(Made.After)},
      {"exceeds", Made.Exceeds},
      {"doubts", Made.Doubts},
      {"exceeded", Made.isExceeded()}};
  for (const Change &C : Made.Changes)
    Document["changes"].push_back(toJson(C));
  for (const ElisionChange &C : Made.Elisions)
    Document["elisions"].push_back(toJson(C));
  return Document.dump(1, ' ', /*ensure_ascii=*/false,
                       Json::error_handler_t::replace) +
         "\n";
}

} // namespace coroscope
