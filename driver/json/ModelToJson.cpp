//===- ModelToJson.cpp - The model to JSON --------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "json/ModelToJson.h"

#include <nlohmann/json.hpp>

namespace coroscope {

void addPlace(Json &Object, const Place &Where) {
  if (!Where.isKnown())
    return;
  Object["file"] = Where.File;
  Object["line"] = Where.Line;
  if (Where.Column)
    Object["column"] = Where.Column;
  if (Where.EndColumn)
    Object["endColumn"] = Where.EndColumn;
}

Json toJson(const std::vector<Edit> &Edits) {
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

Json toJson(const CallSite &Site) {
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

Json toJson(const Coroutine &C) {
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

Json toJson(const Unit &U) {
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

std::string onOneLine(const Json &Value) {
  return Value.dump(-1, ' ', /*ensure_ascii=*/false,
                    Json::error_handler_t::replace);
}

} // namespace coroscope
