//===- ReportJson.cpp - Reports as JSON, both ways ------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/ReportJson.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>

using Json = nlohmann::ordered_json;

namespace coroscope {

/// The enumerator that \p Text spells. Throws what nlohmann's readers throw
/// through, so that all defects of a document are caught in one place.
template <typename Enum> static Enum parse(const std::string &Text, Enum Last) {
  for (int I = 0; I <= static_cast<int>(Last); ++I)
    if (spelling(static_cast<Enum>(I)) == Text)
      return static_cast<Enum>(I);
  throw std::invalid_argument("unknown word '" + Text + "'");
}

static void addPlace(Json &Object, const Place &Where) {
  if (!Where.isKnown())
    return;
  Object["file"] = Where.File;
  Object["line"] = Where.Line;
  if (Where.Column)
    Object["column"] = Where.Column;
}

static Place readPlace(const Json &Object) {
  return {Object.value("file", ""), Object.value("line", 0u),
          Object.value("column", 0u)};
}

static Json toJson(const std::vector<Edit> &Edits) {
  Json Array = Json::array();
  for (const Edit &E : Edits)
    Array.push_back({{"file", E.File},
                     {"offset", E.Offset},
                     {"length", E.Length},
                     {"replacement", E.Replacement}});
  return Array;
}

static std::vector<Edit> readEdits(const Json &Array) {
  std::vector<Edit> Edits;
  for (const Json &E : Array)
    Edits.push_back(
        {E.at("file"), E.at("offset"), E.at("length"), E.at("replacement")});
  return Edits;
}

static Json toJson(const Occupant &O) {
  Json Object;
  Object["kind"] = spelling(O.Kind);
  Object["name"] = O.Name;
  Object["type"] = O.Type;
  Object["size"] = O.Size.Count;
  Object["align"] = O.Align.Count;
  addPlace(Object, O.Declared);
  Object["heldAcross"] = O.HeldAcross;
  Object["liveAcross"] = O.LiveAcross;
  Object["reason"] = spelling(O.Reason);
  if (O.UsedAt.isKnown())
    addPlace(Object["usedAt"], O.UsedAt);
  if (!O.EscapesTo.empty())
    Object["escapesTo"] = O.EscapesTo;
  return Object;
}

static Occupant readOccupant(const Json &Object) {
  Occupant O;
  O.Kind = parse(Object.at("kind").get<std::string>(), LastOccupantKind);
  Object.at("name").get_to(O.Name);
  Object.at("type").get_to(O.Type);
  O.Size = Bytes(Object.at("size"));
  O.Align = Bytes(Object.at("align"));
  O.Declared = readPlace(Object);
  Object.at("heldAcross").get_to(O.HeldAcross);
  Object.at("liveAcross").get_to(O.LiveAcross);
  O.Reason = parse(Object.at("reason").get<std::string>(), LastHoldReason);
  if (auto It = Object.find("usedAt"); It != Object.end())
    O.UsedAt = readPlace(*It);
  O.EscapesTo = Object.value("escapesTo", "");
  return O;
}

static Json toJson(const Frame &F, std::size_t SuspendCount) {
  Json Ranges = Json::array();
  for (const FrameRange &Range : F.Ranges) {
    Json Occupants = Json::array();
    for (const Occupant &O : Range.Occupants)
      Occupants.push_back(toJson(O));
    Json Object;
    Object["offset"] = Range.Offset.Count;
    Object["size"] = Range.Size.Count;
    if (Range.isPadding())
      Object["padding"] = true;
    Object["occupants"] = std::move(Occupants);
    Ranges.push_back(std::move(Object));
  }
  Json Object;
  Object["size"] = F.Size.Count;
  Object["align"] = F.Align.Count;
  Object["needed"] = F.needed(SuspendCount).Count;
  Object["padding"] = F.padding().Count;
  const Waste W = F.waste(SuspendCount);
  Object["waste"] = {{"bytes", W.Total.Count},
                     {"deadValues", W.DeadValues.Count},
                     {"noOverlap", W.NoOverlap.Count},
                     {"padding", W.Padding.Count}};
  Object["ranges"] = std::move(Ranges);
  return Object;
}

static Frame readFrame(const Json &Object) {
  Frame F;
  F.Size = Bytes(Object.at("size"));
  F.Align = Bytes(Object.at("align"));
  for (const Json &Written : Object.at("ranges")) {
    FrameRange Range{
        Bytes(Written.at("offset")), Bytes(Written.at("size")), {}};
    for (const Json &O : Written.at("occupants"))
      Range.Occupants.push_back(readOccupant(O));
    F.Ranges.push_back(std::move(Range));
  }
  return F;
}

static Json toJson(const Finding &F) {
  Json Object;
  Object["rule"] = F.Rule;
  Object["severity"] = spelling(F.Severity);
  Object["message"] = F.Message;
  addPlace(Object, F.Where);
  if (!F.Value.empty())
    Object["value"] = F.Value;
  Object["bytes"] = F.Bytes.Count;
  if (F.Limit)
    Object["limit"] = F.Limit->Count;
  Json Notes = Json::array();
  for (const Note &N : F.Notes) {
    Json Remark;
    Remark["message"] = N.Message;
    addPlace(Remark, N.Where);
    Notes.push_back(std::move(Remark));
  }
  Object["notes"] = std::move(Notes);
  Json Advices = Json::array();
  for (const Advice &A : F.Advices) {
    Json Given;
    Given["kind"] = spelling(A.Kind);
    Given["text"] = A.Text;
    Given["measured"] = A.Measured;
    if (A.Measured) {
      Given["frameSize"] = A.FrameSize.Count;
      Given["heapBytes"] = A.Heap.Count;
    }
    if (!A.Edits.empty())
      Given["edits"] = toJson(A.Edits);
    Advices.push_back(std::move(Given));
  }
  Object["advice"] = std::move(Advices);
  return Object;
}

static Json toJson(const Coroutine &C) {
  Json Object;
  Object["name"] = C.Name;
  Object["mangledName"] = C.MangledName;
  Object["key"] = C.Key;
  addPlace(Object, C.Where);
  Object["optimization"] = C.Optimization;
  Object["system"] = C.System;
  if (!C.TemplateOf.empty()) {
    Object["templateOf"] = C.TemplateOf;
    Object["templateArguments"] = C.TemplateArguments;
  }
  Object["units"] = C.Units;
  Object["frame"] = toJson(C.Frame, C.Suspends.size());
  Json Suspends = Json::array();
  for (std::size_t Id = 0; Id != C.Suspends.size(); ++Id) {
    const Suspend &S = C.Suspends[Id];
    Json Point;
    Point["id"] = Id;
    Point["kind"] = spelling(S.Kind);
    addPlace(Point, S.Where);
    if (!S.Awaited.empty())
      Point["operand"] = S.Awaited;
    Point["liveBytes"] = C.Frame.liveAcross(Id).Count;
    Suspends.push_back(std::move(Point));
  }
  Object["suspends"] = std::move(Suspends);
  if (!C.Variants.empty()) {
    Json Variants = Json::array();
    for (const Variant &V : C.Variants)
      Variants.push_back({{"unit", V.Unit},
                          {"optimization", V.Optimization},
                          {"size", V.Size.Count},
                          {"align", V.Align.Count}});
    Object["variants"] = std::move(Variants);
  }
  if (C.Budget && C.Budget->Size) {
    Object["budget"] = {{"bytes", C.Budget->Size->Count},
                        {"reason", C.Budget->Reason}};
    addPlace(Object["budget"], C.Budget->Where);
  }
  Json Findings = Json::array();
  for (const Finding &F : C.Findings)
    Findings.push_back(toJson(F));
  Object["findings"] = std::move(Findings);
  return Object;
}

static Finding readFinding(const Json &Object) {
  Finding F;
  Object.at("rule").get_to(F.Rule);
  F.Severity = parse(Object.at("severity").get<std::string>(), LastSeverity);
  Object.at("message").get_to(F.Message);
  F.Where = readPlace(Object);
  F.Value = Object.value("value", "");
  F.Bytes = Bytes(Object.at("bytes"));
  if (auto It = Object.find("limit"); It != Object.end())
    F.Limit = Bytes(*It);
  for (const Json &Remark : Object.at("notes"))
    F.Notes.push_back({Remark.at("message"), readPlace(Remark)});
  for (const Json &Given : Object.at("advice")) {
    Advice A;
    A.Kind = parse(Given.at("kind").get<std::string>(), LastAdviceKind);
    Given.at("text").get_to(A.Text);
    Given.at("measured").get_to(A.Measured);
    A.FrameSize = Bytes(Given.value("frameSize", std::uint64_t(0)));
    A.Heap = Bytes(Given.value("heapBytes", std::uint64_t(0)));
    if (auto It = Given.find("edits"); It != Given.end())
      A.Edits = readEdits(*It);
    F.Advices.push_back(std::move(A));
  }
  return F;
}

/// What the judgement of \p C needs, and a report does not show.
static Json backgroundOf(const Coroutine &C) {
  Json Object;
  Object["lastLine"] = C.LastLine;
  if (C.AllocationAlign)
    Object["allocationAlign"] = C.AllocationAlign->Count;
  Object["neverSuspends"] = C.NeverSuspends;
  if (C.Budget) {
    Json Budget;
    if (C.Budget->Size)
      Budget["bytes"] = C.Budget->Size->Count;
    Budget["reason"] = C.Budget->Reason;
    addPlace(Budget, C.Budget->Where);
    Object["budget"] = std::move(Budget);
  }
  Json Suppressions = Json::array();
  for (const Suppression &S : C.Suppressions)
    Suppressions.push_back({{"firstLine", S.FirstLine},
                            {"lastLine", S.LastLine},
                            {"rules", S.Rules}});
  Object["suppressions"] = std::move(Suppressions);
  Json Values = Json::array();
  for (std::size_t R = 0; R != C.Frame.Ranges.size(); ++R)
    for (std::size_t I = 0; I != C.Frame.Ranges[R].Occupants.size(); ++I) {
      const Occupant &O = C.Frame.Ranges[R].Occupants[I];
      if (O.Candidates.empty() && O.Obstacles.empty())
        continue;
      Json Candidates = Json::array();
      for (const Candidate &Made : O.Candidates)
        Candidates.push_back({{"kind", spelling(Made.Kind)},
                              {"heap", Made.Heap.Count},
                              {"edits", toJson(Made.Edits)},
                              {"together", Made.Together},
                              {"sure", Made.IsSure}});
      Values.push_back({{"range", R},
                        {"occupant", I},
                        {"candidates", std::move(Candidates)},
                        {"obstacles", O.Obstacles}});
    }
  Object["values"] = std::move(Values);
  return Object;
}

static void readBackground(const Json &Object, Coroutine &C) {
  Object.at("lastLine").get_to(C.LastLine);
  if (auto It = Object.find("allocationAlign"); It != Object.end())
    C.AllocationAlign = Bytes(*It);
  Object.at("neverSuspends").get_to(C.NeverSuspends);
  if (auto It = Object.find("budget"); It != Object.end()) {
    C.Budget.emplace();
    if (auto Size = It->find("bytes"); Size != It->end())
      C.Budget->Size = Bytes(*Size);
    It->at("reason").get_to(C.Budget->Reason);
    C.Budget->Where = readPlace(*It);
  }
  for (const Json &S : Object.at("suppressions"))
    C.Suppressions.push_back({S.at("firstLine"), S.at("lastLine"),
                              S.at("rules").get<std::vector<std::string>>()});
  for (const Json &Value : Object.at("values")) {
    Occupant &O =
        C.Frame.Ranges.at(Value.at("range")).Occupants.at(Value.at("occupant"));
    for (const Json &Made : Value.at("candidates"))
      O.Candidates.push_back(
          {parse(Made.at("kind").get<std::string>(), LastAdviceKind),
           Bytes(Made.at("heap")), readEdits(Made.at("edits")),
           Made.at("together").get<std::vector<std::string>>(),
           Made.at("sure").get<bool>()});
    Value.at("obstacles").get_to(O.Obstacles);
  }
}

static Coroutine readCoroutine(const Json &Object) {
  Coroutine C;
  Object.at("name").get_to(C.Name);
  Object.at("mangledName").get_to(C.MangledName);
  Object.at("key").get_to(C.Key);
  C.Where = readPlace(Object);
  Object.at("optimization").get_to(C.Optimization);
  Object.at("system").get_to(C.System);
  C.TemplateOf = Object.value("templateOf", "");
  C.TemplateArguments = Object.value("templateArguments", "");
  Object.at("units").get_to(C.Units);
  C.Frame = readFrame(Object.at("frame"));
  for (const Json &Point : Object.at("suspends"))
    C.Suspends.push_back(
        {parse(Point.at("kind").get<std::string>(), LastSuspendKind),
         readPlace(Point), Point.value("operand", "")});
  if (auto It = Object.find("variants"); It != Object.end())
    for (const Json &V : *It)
      C.Variants.push_back({V.at("unit"), V.at("optimization"),
                            Bytes(V.at("size")), Bytes(V.at("align"))});
  C.Unit = Object.value("unit", C.Units.empty() ? "" : C.Units.front());
  if (auto It = Object.find("budget"); It != Object.end()) {
    C.Budget.emplace();
    C.Budget->Size = Bytes(It->at("bytes"));
    It->at("reason").get_to(C.Budget->Reason);
    C.Budget->Where = readPlace(*It);
  }
  for (const Json &F : Object.at("findings"))
    C.Findings.push_back(readFinding(F));
  if (std::string Defect = findDefect(C.Frame, C.Suspends.size());
      !Defect.empty())
    throw std::invalid_argument("frame of '" + C.Name + "': " + Defect);
  return C;
}

static Json toJson(const Unit &U) {
  Json Object;
  Object["file"] = U.File;
  Object["status"] = spelling(U.Status);
  if (!U.Reason.empty())
    Object["reason"] = U.Reason;
  if (!U.Optimization.empty())
    Object["optimization"] = U.Optimization;
  if (!U.Target.empty())
    Object["target"] = U.Target;
  Object["coroutines"] = U.Coroutines;
  return Object;
}

static Unit readUnit(const Json &Object) {
  Unit U;
  Object.at("file").get_to(U.File);
  U.Status = parse(Object.at("status").get<std::string>(), LastUnitStatus);
  U.Reason = Object.value("reason", "");
  U.Optimization = Object.value("optimization", "");
  U.Target = Object.value("target", "");
  Object.at("coroutines").get_to(U.Coroutines);
  return U;
}

static std::string dump(const Json &Document, int Indent) {
  return Document.dump(Indent, ' ', /*ensure_ascii=*/false,
                       Json::error_handler_t::replace) +
         "\n";
}

/// \p Text, which is JSON, with each line moved to the right.
static std::string indented(const std::string &Text, std::size_t By) {
  std::string Out;
  Out.reserve(Text.size() + Text.size() / 8);
  const std::string Space(By, ' ');
  for (std::size_t Begin = 0; Begin < Text.size();) {
    const std::size_t End = std::min(Text.find('\n', Begin), Text.size());
    Out += Space;
    Out.append(Text, Begin, End - Begin);
    if (End != Text.size())
      Out += '\n';
    Begin = End + 1;
  }
  return Out;
}

/// Writes \p Elements one after the other: a document of all would take many
/// times the memory of its text.
template <typename Range, typename Writer>
static void writeArray(const TextSink &Sink, const Range &Elements,
                       Writer Write) {
  bool IsFirst = true;
  Sink("[");
  for (const auto &Element : Elements) {
    std::optional<Json> Object = Write(Element);
    if (!Object)
      continue;
    Sink(IsFirst ? "\n" : ",\n");
    IsFirst = false;
    std::string Own = dump(*Object, 1);
    Own.pop_back();
    Sink(indented(Own, 2));
  }
  Sink(IsFirst ? "]" : "\n ]");
}

void writeReport(const Report &Report, bool ListsSystem, const TextSink &Sink) {
  Json Document;
  Document["schemaVersion"] = SchemaVersion;
  Document["tool"] = {{"name", "coroscope"}, {"version", Report.ToolVersion}};
  Document["compiler"] = Report.Compiler;
  Document["target"] = Report.Target;
  if (Report.Part)
    Document["part"] = {{"units", Report.Part->Units}};
  std::string Head = dump(Document, 1);
  Head.resize(Head.size() - std::string_view("\n}\n").size());
  Sink(Head);
  Sink(",\n \"units\": ");
  writeArray(Sink, Report.Units,
             [](const Unit &U) { return std::optional<Json>(toJson(U)); });
  Sink(",\n \"coroutines\": ");
  writeArray(Sink, Report.Coroutines, [&](const Coroutine &C) {
    std::optional<Json> Object;
    if (!ListsSystem && !Report.Part && C.System)
      return Object;
    Object = toJson(C);
    if (Report.Part)
      (*Object)["unit"] = C.Unit;
    return Object;
  });
  const Totals Sum = Report.totals();
  std::string Totals = dump({{"coroutines", Sum.Coroutines},
                             {"systemCoroutines", Sum.SystemCoroutines},
                             {"findings", Sum.Findings},
                             {"frameBytes", Sum.Frames.Count},
                             {"neededBytes", Sum.Needed.Count},
                             {"paddingBytes", Sum.Padding.Count},
                             {"unknownBytes", Sum.Unnamed.Count}},
                            1);
  Totals.pop_back();
  Sink(",\n \"totals\": ");
  Sink(std::string_view(indented(Totals, 1)).substr(1));
  Sink("\n}\n");
}

std::string reportToText(const Report &Report, bool ListsSystem) {
  std::string Text;
  writeReport(Report, ListsSystem,
              [&](std::string_view Part) { Text += Part; });
  return Text;
}

std::string readReport(std::string_view Text, Report &Read) {
  try {
    Read = {};
    // Coroutines are taken one by one, and do not stay in the document.
    std::string Member;
    auto Take = [&](int Depth, Json::parse_event_t Event, Json &Parsed) {
      if (Depth == 1 && Event == Json::parse_event_t::key)
        Member = Parsed.get<std::string>();
      if (Depth != 2 || Event != Json::parse_event_t::object_end ||
          Member != "coroutines")
        return true;
      Read.Coroutines.push_back(readCoroutine(Parsed));
      return false;
    };
    const Json Document = Json::parse(Text, Take);
    if (const std::string Version = Document.at("schemaVersion");
        Version != SchemaVersion)
      return "its schema has version " + Version + ", and not " + SchemaVersion;
    Document.at("tool").at("version").get_to(Read.ToolVersion);
    Document.at("compiler").get_to(Read.Compiler);
    Document.at("target").get_to(Read.Target);
    if (auto It = Document.find("part"); It != Document.end()) {
      Read.Part.emplace();
      It->at("units").get_to(Read.Part->Units);
      std::sort(Read.Part->Units.begin(), Read.Part->Units.end());
    }
    for (const Json &U : Document.at("units"))
      Read.Units.push_back(readUnit(U));
    if (!Document.at("coroutines").is_array())
      return "its coroutines are no array";
    return {};
  } catch (const std::exception &Error) {
    return Error.what();
  }
}

std::string unitResultToText(const UnitResult &Result) {
  Json Document;
  Document["unit"] = toJson(Result.Unit);
  Document["ignoredFlags"] = Result.IgnoredFlags;
  Json Coroutines = Json::array();
  for (const Coroutine &C : Result.Coroutines)
    Coroutines.push_back(
        {{"reported", toJson(C)}, {"background", backgroundOf(C)}});
  Document["coroutines"] = std::move(Coroutines);
  return dump(Document, -1);
}

std::string readUnitResult(const std::string &Text, UnitResult &Result) {
  try {
    const Json Document = Json::parse(Text);
    Result = {};
    Result.Unit = readUnit(Document.at("unit"));
    Document.at("ignoredFlags").get_to(Result.IgnoredFlags);
    for (const Json &C : Document.at("coroutines")) {
      Result.Coroutines.push_back(readCoroutine(C.at("reported")));
      readBackground(C.at("background"), Result.Coroutines.back());
    }
    return {};
  } catch (const std::exception &Error) {
    return Error.what();
  }
}

} // namespace coroscope
