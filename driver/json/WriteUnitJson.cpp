//===- WriteUnitJson.cpp - Results of units to JSON -----------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "json/ModelToJson.h"
#include "json/ReportJson.h"

#include <nlohmann/json.hpp>

namespace coroscope {

/// Returns the facts for judging \p C that no report shows.
static Json backgroundOf(const Coroutine &C) {
  Json Object;
  Object["lastLine"] = C.Background.LastLine;
  if (C.Background.AllocationAlign)
    Object["allocationAlign"] = C.Background.AllocationAlign->Count;
  Object["neverSuspends"] = C.Background.NeverSuspends;
  if (C.Budget) {
    Json Budget;
    if (C.Budget->Size)
      Budget["bytes"] = C.Budget->Size->Count;
    Budget["reason"] = C.Budget->Reason;
    addPlace(Budget, C.Budget->Where);
    Object["budget"] = std::move(Budget);
  }
  Json Suppressions = Json::array();
  for (const Suppression &S : C.Background.Suppressions)
    Suppressions.push_back({{"firstLine", S.FirstLine},
                            {"lastLine", S.LastLine},
                            {"rules", S.Rules}});
  Object["suppressions"] = std::move(Suppressions);
  Json Values = Json::array();
  for (std::size_t R = 0; R != C.Frame.Ranges.size(); ++R)
    for (std::size_t I = 0; I != C.Frame.Ranges[R].Occupants.size(); ++I) {
      const Occupant &O = C.Frame.Ranges[R].Occupants[I];
      if (O.Candidates.empty() && O.Obstacles.empty() && O.FullType.empty())
        continue;
      Json Candidates = Json::array();
      for (const Candidate &Made : O.Candidates)
        Candidates.push_back({{"kind", spelling(Made.Kind)},
                              {"heap", Made.Heap.Count},
                              {"edits", toJson(Made.Edits)},
                              {"together", Made.Together},
                              {"condition", Made.Condition}});
      Values.push_back({{"range", R},
                        {"occupant", I},
                        {"candidates", std::move(Candidates)},
                        {"obstacles", O.Obstacles},
                        {"fullType", O.FullType}});
    }
  Object["values"] = std::move(Values);
  return Object;
}

static Json toJson(const UnitMeaning &Meaning) {
  Json Array = Json::array();
  for (const FunctionMeaning &Function : Meaning)
    Array.push_back({{"name", Function.Name},
                     {"all", Function.All},
                     {"parts", Function.Parts}});
  return Array;
}

static Json toJson(TextRange Range) { return {Range.Begin, Range.End}; }

static Json toJson(const FunctionText &Function) {
  return {{"whole", toJson(Function.Whole)},
          {"body", Function.Body},
          {"name", Function.Name}};
}

std::string trialToJson(const TrialOrder &Order) {
  Json Document = {{"edits", toJson(Order.Edits)},
                   {"wantsAllFrames", Order.WantsAllFrames},
                   {"meaning", toJson(Order.Meaning)}};
  if (Order.Focus) {
    Json Needed = Json::array();
    for (TextRange Other : Order.Focus->Needed)
      Needed.push_back(toJson(Other));
    Document["focus"] = {{"function", toJson(Order.Focus->Function)},
                         {"needed", std::move(Needed)}};
  }
  return onOneLine(Document);
}

std::string unitResultToJson(const UnitResult &Result) {
  Json Document;
  Document["unit"] = toJson(Result.Unit);
  Document["ignoredFlags"] = Result.IgnoredFlags;
  if (!Result.FilesRead.empty())
    Document["filesRead"] = Result.FilesRead;
  Json Coroutines = Json::array();
  for (const Coroutine &C : Result.Coroutines)
    Coroutines.push_back(
        {{"reported", toJson(C)}, {"background", backgroundOf(C)}});
  Document["coroutines"] = std::move(Coroutines);
  if (!Result.Meaning.empty())
    Document["meaning"] = toJson(Result.Meaning);
  if (!Result.Functions.empty()) {
    Json Functions = Json::array();
    for (const FunctionText &Function : Result.Functions)
      Functions.push_back(toJson(Function));
    Document["functions"] = std::move(Functions);
  }
  if (!Result.Difference.empty())
    Document["difference"] = Result.Difference;
  Json Sites = Json::array();
  for (const CallSite &Site : Result.CallSites)
    Sites.push_back(toJson(Site));
  Document["callSites"] = std::move(Sites);
  return onOneLine(Document) + "\n";
}

} // namespace coroscope
