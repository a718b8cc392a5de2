//===- WriteReportJson.cpp - Reports to JSON ------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "json/ReportJson.h"

#include <algorithm>
#include <deque>
#include <functional>
#include <future>
#include <nlohmann/json.hpp>
#include <thread>

using Json = nlohmann::ordered_json;

namespace coroscope {

static void addPlace(Json &Object, const Place &Where) {
  if (!Where.isKnown())
    return;
  Object["file"] = Where.File;
  Object["line"] = Where.Line;
  if (Where.Column)
    Object["column"] = Where.Column;
  if (Where.EndColumn)
    Object["endColumn"] = Where.EndColumn;
}

static Json toJson(const std::vector<Edit> &Edits) {
  Json Array = Json::array();
  for (const Edit &E : Edits) {
    Json Made = {{"file", E.File},
                 {"offset", E.Offset},
                 {"length", E.Length},
                 {"replacement", E.Replacement}};
    for (const EditMark &Mark : E.Marks)
      Made["marks"].push_back({{"kind", static_cast<unsigned>(Mark.Kind)},
                               {"offset", Mark.Offset}});
    Array.push_back(std::move(Made));
  }
  return Array;
}

static Json toJson(const std::vector<FrameRange> &Ranges);

static Json toJson(const Occupant &O) {
  Json Object;
  Object["kind"] = spelling(O.Kind);
  Object["name"] = O.Name;
  Object["type"] = O.Type;
  Object["size"] = O.Size.Count;
  Object["align"] = O.Align.Count;
  if (O.Offset != Bytes(0))
    Object["offset"] = O.Offset.Count;
  addPlace(Object, O.Declared);
  Object["heldAcross"] = O.HeldAcross;
  Object["liveAcross"] = O.LiveAcross;
  Object["reason"] = spelling(O.Reason);
  if (O.UsedAt.isKnown())
    addPlace(Object["usedAt"], O.UsedAt);
  if (!O.EscapesTo.empty())
    Object["escapesTo"] = O.EscapesTo;
  if (!O.Callee.empty())
    Object["callee"] = O.Callee;
  if (!O.Nested.empty())
    Object["ranges"] = toJson(O.Nested);
  return Object;
}

static Json toJson(const std::vector<FrameRange> &Ranges) {
  Json Array = Json::array();
  for (const FrameRange &Range : Ranges) {
    Json Occupants = Json::array();
    for (const Occupant &O : Range.Occupants)
      Occupants.push_back(toJson(O));
    Json Object;
    Object["offset"] = Range.Offset.Count;
    Object["size"] = Range.Size.Count;
    if (Range.isPadding())
      Object["padding"] = true;
    Object["occupants"] = std::move(Occupants);
    Array.push_back(std::move(Object));
  }
  return Array;
}

static Json toJson(const Frame &F, std::size_t SuspendCount) {
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
  Object["ranges"] = toJson(F.Ranges);
  return Object;
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
    if (!A.Condition.empty())
      Given["condition"] = A.Condition;
    Advices.push_back(std::move(Given));
  }
  Object["advice"] = std::move(Advices);
  return Object;
}

/// Returns the values held at each suspension of \p C, and the suspensions that
/// can follow. Values are named by their range and their index in it.
static Json statesOf(const Coroutine &C) {
  std::vector<Json> Holds(C.Suspends.size(), Json::array());
  for (std::size_t R = 0; R != C.Frame.Ranges.size(); ++R)
    for (std::size_t I = 0; I != C.Frame.Ranges[R].Occupants.size(); ++I)
      for (SuspendId Id : C.Frame.Ranges[R].Occupants[I].HeldAcross)
        Holds[Id].push_back({R, I});
  Json States = Json::array();
  for (SuspendId Id = 0; Id != C.Suspends.size(); ++Id)
    States.push_back({{"id", Id},
                      {"successors", C.Suspends[Id].Successors},
                      {"mayEnd", C.Suspends[Id].MayEnd},
                      {"heldBytes", C.Frame.heldAcross(Id).Count},
                      {"holds", std::move(Holds[Id])}});
  return States;
}

static void addCallee(Json &Object, const CoroutineCall &Call) {
  Object["name"] = Call.Name;
  if (!Call.MangledName.empty())
    Object["mangledName"] = Call.MangledName;
  if (!Call.Key.empty())
    Object["key"] = Call.Key;
  addPlace(Object, Call.Where);
}

static void addElision(Json &Object, const CoroutineCall &Call) {
  Object["elidable"] = Call.IsElidable;
  Object["elision"] = spelling(Call.State);
  if (Call.State == Elision::Elided)
    Object["movedBytes"] = Call.Moved.Count;
}

static Json toJson(const CoroutineCall &Call) {
  Json Object;
  Object["kind"] = spelling(Call.Kind);
  addCallee(Object, Call);
  Object["aliveAcross"] = Call.AliveAcross;
  Object["runsAcross"] = Call.RunsAcross;
  if (Call.Kind == CalleeKind::Parameter)
    Object["parameter"] = Call.Parameter;
  if (!Call.Given.empty()) {
    Json Given = Json::array();
    for (const GivenTask &Task : Call.Given)
      Given.push_back({{"parameter", Task.Parameter}, {"call", Task.Call}});
    Object["given"] = std::move(Given);
  }
  if (Call.IsRepeated)
    Object["repeated"] = true;
  if (Call.MayLiveOn)
    Object["mayLiveOn"] = true;
  if (Call.Kind == CalleeKind::Function)
    addElision(Object, Call);
  return Object;
}

static Json toJson(const std::vector<Moment> &Moments) {
  Json All = Json::array();
  for (const Moment &M : Moments) {
    Json Frames = Json::array();
    for (const AliveFrame &F : M.Frames)
      Frames.push_back({{"call", F.Call}, {"does", spelling(F.Does)}});
    All.push_back({{"at", M.At}, {"frames", std::move(Frames)}});
  }
  return All;
}

static Json toJson(const CallSite &Site) {
  Json Object;
  Object["caller"] = Site.Caller;
  addCallee(Object, Site.Call);
  addElision(Object, Site.Call);
  return Object;
}

static Json toJson(const Chain &Made) {
  Json Object = {{"bytes", Made.Size.Count},
                 {"atLeast", Made.IsAtLeast},
                 {"unbounded", Made.IsUnbounded},
                 {"allocations", Made.Allocations},
                 {"root", Made.IsRoot}};
  if (Made.At)
    Object["at"] = *Made.At;
  if (!Made.NextKey.empty())
    Object["next"] = Made.NextKey;
  return Object;
}

static Json toJson(const Coroutine &C) {
  Json Object;
  Object["name"] = C.Name;
  Object["mangledName"] = C.MangledName;
  Object["key"] = C.Key;
  addPlace(Object, C.Where);
  Object["optimization"] = C.Optimization;
  if (C.Evidence != Evidence::Source)
    Object["evidence"] = spelling(C.Evidence);
  if (!C.Compiler.empty())
    Object["compiler"] = C.Compiler;
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
  Object["lazy"] = C.IsLazy;
  Object["entry"] = C.Entry;
  Object["states"] = statesOf(C);
  Json Calls = Json::array();
  for (const CoroutineCall &Call : C.Calls)
    Calls.push_back(toJson(Call));
  Object["calls"] = std::move(Calls);
  if (!C.Moments.empty())
    Object["moments"] = toJson(C.Moments);
  if (C.MayCallMore)
    Object["mayCallMore"] = true;
  if (C.Chain)
    Object["chain"] = toJson(*C.Chain);
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

static Json toJson(const Unit &U) {
  Json Object;
  Object["file"] = U.File;
  Object["status"] = spelling(U.Status);
  if (!U.Reason.empty())
    Object["reason"] = U.Reason;
  if (!U.Hint.empty())
    Object["hint"] = U.Hint;
  if (!U.Optimization.empty())
    Object["optimization"] = U.Optimization;
  if (!U.Target.empty())
    Object["target"] = U.Target;
  if (!U.Producer.empty())
    Object["producer"] = U.Producer;
  Object["coroutines"] = U.Coroutines;
  return Object;
}

/// Writes \p Value on one line. Bytes that are not UTF-8 are replaced.
static std::string onOneLine(const Json &Value) {
  return Value.dump(-1, ' ', /*ensure_ascii=*/false,
                    Json::error_handler_t::replace);
}

/// Returns true if \p Value is small: a scalar, or at most \p Levels deep.
static bool isFlat(const Json &Value, unsigned Levels) {
  return !Value.is_structured() ||
         (Levels &&
          std::all_of(Value.begin(), Value.end(), [&](const Json &Element) {
            return isFlat(Element, Levels - 1);
          }));
}

/// Appends \p Value to \p Out: a line for each small value, such as an occupant
/// or a suspension; larger ones are indented by \p Depth spaces.
static void append(std::string &Out, const Json &Value, std::size_t Depth) {
  if (isFlat(Value, 2)) {
    Out += onOneLine(Value);
    return;
  }
  const bool IsObject = Value.is_object();
  Out += IsObject ? '{' : '[';
  const char *Separator = "\n";
  for (const auto &[Key, Element] : Value.items()) {
    Out += Separator;
    Out.append(Depth + 1, ' ');
    if (IsObject)
      Out += onOneLine(Key) + ": ";
    append(Out, Element, Depth + 1);
    Separator = ",\n";
  }
  Out += '\n';
  Out.append(Depth, ' ');
  Out += IsObject ? '}' : ']';
}

/// Returns the text of the coroutines [First, Last), without the separators
/// around it.
static std::string coroutinesToText(const Report &Report, bool ListsSystem,
                                    std::size_t First, std::size_t Last) {
  std::string Text;
  for (; First != Last; ++First) {
    const Coroutine &C = Report.Coroutines[First];
    if (!ListsSystem && !Report.Part && C.System)
      continue;
    Json Object = toJson(C);
    if (Report.Part) {
      Object["unit"] = C.Unit;
      if (C.ChainLimit)
        Object["chainLimit"] = {{"bytes", C.ChainLimit->Size.Count},
                                {"setBy", C.ChainLimit->SetBy}};
    }
    Text += Text.empty() ? "" : ",\n  ";
    append(Text, Object, 2);
  }
  return Text;
}

/// Writes the coroutines a few at a time, on all cores: one document for all
/// would take many times the memory of its text.
static void writeCoroutines(const Report &Report, bool ListsSystem,
                            const TextSink &Sink) {
  static constexpr std::size_t AtATime = 64;
  const std::size_t Count = Report.Coroutines.size();
  const std::size_t Most =
      std::max(1u, std::thread::hardware_concurrency()) * 2;
  std::deque<std::future<std::string>> Begun;
  std::size_t Next = 0;
  bool IsFirst = true;
  Sink("[");
  while (Next != Count || !Begun.empty()) {
    while (Next != Count && Begun.size() != Most) {
      const std::size_t Last = std::min(Count, Next + AtATime);
      // A short report is not worth a thread.
      Begun.push_back(std::async(
          Count > AtATime ? std::launch::async : std::launch::deferred,
          coroutinesToText, std::cref(Report), ListsSystem, Next, Last));
      Next = Last;
    }
    const std::string Text = Begun.front().get();
    Begun.pop_front();
    if (Text.empty())
      continue;
    Sink(IsFirst ? "\n  " : ",\n  ");
    IsFirst = false;
    Sink(Text);
  }
  Sink(IsFirst ? "]" : "\n ]");
}

void writeReport(const Report &Report, bool ListsSystem, const TextSink &Sink) {
  std::string Text = "{";
  auto AddMember = [&](const char *Name, const Json &Value) {
    Text += Text.size() == 1 ? "\n " : ",\n ";
    Text += onOneLine(Name) + ": ";
    append(Text, Value, 1);
  };
  AddMember("schemaVersion", SchemaVersion);
  AddMember("tool", {{"name", "coroscope"}, {"version", Report.ToolVersion}});
  AddMember("compiler", Report.Compiler);
  AddMember("target", Report.Target);
  if (!Report.Label.empty())
    AddMember("label", Report.Label);
  if (Report.Part)
    AddMember("part", {{"units", Report.Part->Units}});
  auto AddLines = [&](const char *Name, const auto &Values) {
    Text += ",\n " + onOneLine(Name) + ": [";
    const char *Separator = "\n  ";
    for (const auto &Value : Values) {
      Text += Separator + onOneLine(toJson(Value));
      Separator = ",\n  ";
    }
    Text += Values.empty() ? "]" : "\n ]";
  };
  AddLines("units", Report.Units);
  AddLines("callSites", Report.CallSites);
  Text += ",\n \"coroutines\": ";
  Sink(Text);
  writeCoroutines(Report, ListsSystem, Sink);
  const Totals Sum = Report.totals();
  Sink(",\n \"totals\": " +
       onOneLine({{"coroutines", Sum.Coroutines},
                  {"systemCoroutines", Sum.SystemCoroutines},
                  {"findings", Sum.Findings},
                  {"frameBytes", Sum.Frames.Count},
                  {"neededBytes", Sum.Needed.Count},
                  {"paddingBytes", Sum.Padding.Count},
                  {"unknownBytes", Sum.Unnamed.Count}}) +
       "\n}\n");
}

std::string reportToJson(const Report &Report, bool ListsSystem) {
  std::string Text;
  writeReport(Report, ListsSystem,
              [&](std::string_view Part) { Text += Part; });
  return Text;
}

static Json toJson(const UnitMeaning &Meaning) {
  Json Array = Json::array();
  for (const FunctionMeaning &Function : Meaning)
    Array.push_back({{"name", Function.Name},
                     {"all", Function.All},
                     {"parts", Function.Parts}});
  return Array;
}

std::string trialToJson(const std::vector<Edit> &Edits,
                        const UnitMeaning &Meaning) {
  return onOneLine({{"edits", toJson(Edits)}, {"meaning", toJson(Meaning)}});
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
  if (!Result.Difference.empty())
    Document["difference"] = Result.Difference;
  Json Sites = Json::array();
  for (const CallSite &Site : Result.CallSites)
    Sites.push_back(toJson(Site));
  Document["callSites"] = std::move(Sites);
  return onOneLine(Document) + "\n";
}

} // namespace coroscope
