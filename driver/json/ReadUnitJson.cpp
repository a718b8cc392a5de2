//===- ReadUnitJson.cpp - Results of units from JSON ----------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "json/ModelFromJson.h"
#include "json/ParseJson.h"
#include "json/ReportJson.h"

namespace coroscope {

using simdjson::dom::array;
using simdjson::dom::element;
using Object = JsonObject;

/// Reads the facts for judging \p C that no report shows.
static void readBackground(const Object &Written, Coroutine &C) {
  C.Background.LastLine = Written.get<unsigned>("lastLine");
  if (Written.find("allocationAlign"))
    C.Background.AllocationAlign = Written.get<Bytes>("allocationAlign");
  C.Background.NeverSuspends = Written.get<bool>("neverSuspends");
  if (auto Own = Written.find("budget"))
    C.Budget = readBudget(Object(*Own));
  for (element Value : Written.array("suppressions")) {
    const Object S(Value);
    C.Background.Suppressions.push_back(
        {S.get<unsigned>("firstLine"), S.get<unsigned>("lastLine"),
         S.get<std::vector<std::string>>("rules")});
  }
  for (element Value : Written.array("values")) {
    const Object Own(Value);
    Occupant &O = C.Frame.Ranges.at(Own.get<std::uint64_t>("range"))
                      .Occupants.at(Own.get<std::uint64_t>("occupant"));
    for (element Made : Own.array("candidates")) {
      const Object Candidate(Made);
      O.Candidates.push_back(
          {getEnum(Candidate, "kind", LastAdviceKind),
           Candidate.get<Bytes>("heap"), readEdits(Candidate.array("edits")),
           Candidate.get<std::vector<std::string>>("together"),
           Candidate.get<std::string>("condition")});
    }
    O.Obstacles = Own.get<std::vector<std::string>>("obstacles");
    O.FullType = Own.get<SharedText>("fullType");
  }
}

static UnitMeaning readMeaning(array Written) {
  UnitMeaning Meaning;
  for (element Value : Written) {
    const Object Function(Value);
    Meaning.push_back({Function.get<std::string>("name"),
                       Function.get<std::uint64_t>("all"),
                       Function.get<std::vector<unsigned>>("parts")});
  }
  return Meaning;
}

static TextRange readRange(array Written) {
  return {Written.at(0).get_uint64().value(),
          Written.at(1).get_uint64().value()};
}

static FunctionText readFunction(const Object &Written) {
  return {readRange(Written.array("whole")), Written.get<std::uint64_t>("body"),
          Written.get<std::string>("name")};
}

static Focus readFocus(const Object &Written) {
  Focus Read{readFunction(Written.object("function")), {}};
  for (element Other : Written.array("needed"))
    Read.Needed.push_back(readRange(Other.get_array().value()));
  return Read;
}

Failure readTrial(std::string Text, TrialOrder &Order) {
  simdjson::dom::parser Parser;
  return catching([&] {
    const Object Document(parseJson(Parser, Text));
    Order.Edits = readEdits(Document.array("edits"));
    Order.WantsAllFrames = Document.get<bool>("wantsAllFrames");
    Order.Meaning = readMeaning(Document.array("meaning"));
    if (Document.find("focus"))
      Order.Focus = readFocus(Document.object("focus"));
  });
}

Failure readUnitResult(std::string Text, UnitResult &Result) {
  Result = {};
  simdjson::dom::parser Parser;
  return catching([&] {
    const Object Document(parseJson(Parser, Text));
    Result.Unit = readUnit(Document.object("unit"));
    Result.IgnoredFlags =
        Document.get<std::vector<std::string>>("ignoredFlags");
    if (Document.find("filesRead"))
      Result.FilesRead = Document.get<std::vector<std::string>>("filesRead");
    for (element Value : Document.array("coroutines")) {
      const Object C(Value);
      Result.Coroutines.push_back(
          readCoroutine(C.object("reported"), Contents::All));
      readBackground(C.object("background"), Result.Coroutines.back());
    }
    if (Document.find("meaning"))
      Result.Meaning = readMeaning(Document.array("meaning"));
    if (Document.find("functions"))
      for (element Function : Document.array("functions"))
        Result.Functions.push_back(readFunction(Object(Function)));
    Result.Difference = Document.get<std::string>("difference", {});
    Result.CallSites = readCallSites(Document);
  });
}

} // namespace coroscope
