//===- ModelFromJson.cpp - The model from JSON ----------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "json/ModelFromJson.h"

namespace coroscope {

using simdjson::dom::array;
using simdjson::dom::element;
using Object = JsonObject;
using Defect = JsonDefect;

static Place readPlace(const Object &O) {
  return {O.get<SharedText>("file", {}), O.get<unsigned>("line", 0),
          O.get<unsigned>("column", 0), O.get<unsigned>("endColumn", 0)};
}

static EditMark readMark(const Object &Written) {
  const auto Kind = Written.get<unsigned>("kind");
  if (Kind > static_cast<unsigned>(LastMarkKind))
    throw Defect("an edit has a mark of an unknown kind");
  return {static_cast<MarkKind>(Kind), Written.get<std::uint64_t>("offset")};
}

std::vector<Edit> readEdits(array Written) {
  std::vector<Edit> Edits;
  for (element Value : Written) {
    const Object O(Value);
    Edits.push_back({O.get<std::string>("file"), O.get<std::uint64_t>("offset"),
                     O.get<std::uint64_t>("length"),
                     O.get<std::string>("replacement")});
    if (O.find("marks"))
      for (element Mark : O.array("marks"))
        Edits.back().Marks.push_back(readMark(Object(Mark)));
  }
  return Edits;
}

static std::vector<FrameRange> readRanges(const Object &Written);

static Occupant readOccupant(const Object &Written) {
  Occupant O;
  O.Kind = getEnum(Written, "kind", LastOccupantKind);
  O.Name = Written.get<SharedText>("name");
  O.Type = Written.get<SharedText>("type");
  O.Size = Written.get<Bytes>("size");
  O.Align = Written.get<Bytes>("align");
  O.Offset = Written.get<Bytes>("offset", {});
  O.Declared = readPlace(Written);
  O.HeldAcross = Written.get<std::vector<SuspendId>>("heldAcross");
  O.LiveAcross = Written.get<std::vector<SuspendId>>("liveAcross");
  O.Reason = getEnum(Written, "reason", LastHoldReason);
  if (auto Used = Written.find("usedAt"))
    O.UsedAt = readPlace(Object(*Used));
  O.EscapesTo = Written.get<SharedText>("escapesTo", {});
  O.Callee = Written.get<SharedText>("callee", {});
  if (Written.find("ranges"))
    O.Nested = readRanges(Written);
  return O;
}

static std::vector<FrameRange> readRanges(const Object &Written) {
  std::vector<FrameRange> Ranges;
  const array All = Written.array("ranges");
  Ranges.reserve(All.size());
  for (element Value : All) {
    const Object Own(Value);
    Ranges.push_back({Own.get<Bytes>("offset"), Own.get<Bytes>("size"), {}});
    const array Occupants = Own.array("occupants");
    Ranges.back().Occupants.reserve(Occupants.size());
    for (element O : Occupants)
      Ranges.back().Occupants.push_back(readOccupant(Object(O)));
  }
  return Ranges;
}

static Frame readFrame(const Object &Written, Contents Wanted) {
  Frame F;
  F.Size = Written.get<Bytes>("size");
  F.Align = Written.get<Bytes>("align");
  if (Wanted == Contents::All)
    F.Ranges = readRanges(Written);
  return F;
}

static Advice readAdvice(const Object &Given) {
  Advice A;
  A.Kind = getEnum(Given, "kind", LastAdviceKind);
  A.Text = Given.get<std::string>("text");
  A.Measured = Given.get<bool>("measured");
  A.FrameSize = Given.get<Bytes>("frameSize", {});
  A.Heap = Given.get<Bytes>("heapBytes", {});
  if (Given.find("edits"))
    A.Edits = readEdits(Given.array("edits"));
  A.Condition = Given.get<std::string>("condition", {});
  return A;
}

static Finding readFinding(const Object &Written) {
  Finding F;
  F.Rule = Written.get<std::string>("rule");
  F.Severity = getEnum(Written, "severity", LastSeverity);
  F.Message = Written.get<std::string>("message");
  F.Where = readPlace(Written);
  F.Value = Written.get<std::string>("value", {});
  F.Bytes = Written.get<Bytes>("bytes");
  if (Written.find("limit"))
    F.Limit = Written.get<Bytes>("limit");
  for (element Remark : Written.array("notes")) {
    const Object Own(Remark);
    F.Notes.push_back({Own.get<std::string>("message"), readPlace(Own)});
  }
  for (element Given : Written.array("advice"))
    F.Advices.push_back(readAdvice(Object(Given)));
  return F;
}

Budget readBudget(const Object &Written) {
  Budget B;
  if (Written.find("bytes"))
    B.Size = Written.get<Bytes>("bytes");
  B.Reason = Written.get<std::string>("reason");
  B.Where = readPlace(Written);
  return B;
}

/// Reads the facts that calls have in all callers.
static void readCallee(const Object &Written, CoroutineCall &Call) {
  Call.Name = Written.get<SharedText>("name");
  Call.MangledName = Written.get<SharedText>("mangledName", {});
  Call.Key = Written.get<SharedText>("key", {});
  Call.Where = readPlace(Written);
  if (Call.Kind == CalleeKind::Function) {
    Call.IsElidable = Written.get<bool>("elidable");
    Call.State = getEnum(Written, "elision", LastElision);
    Call.Moved = Written.get<Bytes>("movedBytes", {});
  }
}

static CoroutineCall readCall(const Object &Written) {
  CoroutineCall Call;
  Call.Kind = getEnum(Written, "kind", LastCalleeKind);
  readCallee(Written, Call);
  Call.AliveAcross = Written.get<std::vector<SuspendId>>("aliveAcross");
  Call.RunsAcross = Written.get<std::vector<SuspendId>>("runsAcross");
  Call.Parameter = Written.get<unsigned>("parameter", 0);
  if (Written.find("given"))
    for (element Value : Written.array("given")) {
      const Object Given(Value);
      Call.Given.push_back(
          {Given.get<unsigned>("parameter"), Given.get<unsigned>("call")});
    }
  Call.IsRepeated = Written.get<bool>("repeated", false);
  Call.MayLiveOn = Written.get<bool>("mayLiveOn", false);
  return Call;
}

static Moment readMoment(const Object &Written) {
  Moment M;
  M.At = Written.get<unsigned>("at");
  for (element Value : Written.array("frames")) {
    const Object Frame(Value);
    M.Frames.push_back(
        {Frame.get<unsigned>("call"), getEnum(Frame, "does", LastActivity)});
  }
  return M;
}

std::vector<CallSite> readCallSites(const Object &Written) {
  std::vector<CallSite> Sites;
  for (element Value : Written.array("callSites")) {
    const Object Site(Value);
    Sites.push_back({Site.get<SharedText>("caller"), {}});
    readCallee(Site, Sites.back().Call);
  }
  return Sites;
}

/// Reads the order of the suspensions of \p C.
static void readStates(const Object &Written, Coroutine &C) {
  std::size_t Id = 0;
  for (element Value : Written.array("states")) {
    if (Id == C.Suspends.size())
      throw Defect("it has more states than suspensions");
    const Object State(Value);
    C.Suspends[Id].Successors = State.get<std::vector<SuspendId>>("successors");
    C.Suspends[Id++].MayEnd = State.get<bool>("mayEnd");
  }
  C.Entry = Written.get<std::vector<SuspendId>>("entry");
}

static Chain readChain(const Object &Written) {
  Chain Made;
  Made.Size = Written.get<Bytes>("bytes");
  Made.IsAtLeast = Written.get<bool>("atLeast");
  Made.IsUnbounded = Written.get<bool>("unbounded");
  Made.Allocations = Written.get<std::uint64_t>("allocations");
  Made.IsRoot = Written.get<bool>("root");
  Made.NextKey = Written.get<std::string>("next", {});
  if (Written.find("at"))
    Made.At = Written.get<unsigned>("at");
  return Made;
}

Coroutine readCoroutine(const Object &Written, Contents Wanted) {
  Coroutine C;
  C.Name = Written.get<std::string>("name");
  C.MangledName = Written.get<std::string>("mangledName");
  C.Key = Written.get<std::string>("key");
  C.Where = readPlace(Written);
  C.Optimization = Written.get<std::string>("optimization");
  if (Written.find("evidence"))
    C.Evidence = getEnum(Written, "evidence", LastEvidence);
  C.Compiler = Written.get<std::string>("compiler", {});
  C.System = Written.get<bool>("system");
  C.TemplateOf = Written.get<std::string>("templateOf", {});
  C.TemplateArguments = Written.get<std::string>("templateArguments", {});
  C.Units = Written.get<std::vector<std::string>>("units");
  C.Frame = readFrame(Written.object("frame"), Wanted);
  const array Suspends = Written.array("suspends");
  C.Suspends.reserve(Suspends.size());
  for (element Value : Suspends) {
    const Object Point(Value);
    C.Suspends.push_back({getEnum(Point, "kind", LastSuspendKind),
                          readPlace(Point),
                          Point.get<std::string>("operand", {}),
                          {},
                          false});
  }
  C.IsLazy = Written.get<bool>("lazy");
  readStates(Written, C);
  const array Calls = Written.array("calls");
  C.Calls.reserve(Calls.size());
  for (element Value : Calls)
    C.Calls.push_back(readCall(Object(Value)));
  if (Written.find("moments"))
    for (element Value : Written.array("moments"))
      C.Moments.push_back(readMoment(Object(Value)));
  C.MayCallMore = Written.get<bool>("mayCallMore", false);
  if (auto Own = Written.find("chain"))
    C.Chain = readChain(Object(*Own));
  if (auto Own = Written.find("chainLimit")) {
    const Object Limit(*Own);
    C.Background.ChainLimit = {Limit.get<Bytes>("bytes"),
                               Limit.get<std::string>("setBy")};
  }
  if (Written.find("variants"))
    for (element Value : Written.array("variants")) {
      const Object V(Value);
      C.Variants.push_back({V.get<std::string>("unit"),
                            V.get<std::string>("optimization"),
                            V.get<Bytes>("size"), V.get<Bytes>("align")});
    }
  C.Unit =
      Written.get<std::string>("unit", C.Units.empty() ? "" : C.Units.front());
  if (auto Own = Written.find("budget"))
    C.Budget = readBudget(Object(*Own));
  std::string Wrong;
  if (Wanted == Contents::All) {
    for (element Value : Written.array("findings"))
      C.Findings.push_back(readFinding(Object(Value)));
    Wrong = findDefect(C.Frame, C.Suspends.size());
  }
  if (Wrong.empty())
    Wrong = findDefect(C);
  if (!Wrong.empty())
    throw Defect("frame of '" + C.Name + "': " + Wrong);
  return C;
}

Unit readUnit(const Object &Written) {
  Unit U;
  U.File = Written.get<std::string>("file");
  U.Status = getEnum(Written, "status", LastUnitStatus);
  U.Reason = Written.get<std::string>("reason", {});
  U.Hint = Written.get<std::string>("hint", {});
  U.Optimization = Written.get<std::string>("optimization", {});
  U.Target = Written.get<std::string>("target", {});
  U.Producer = Written.get<std::string>("producer", {});
  U.Coroutines = Written.get<std::uint64_t>("coroutines");
  return U;
}

} // namespace coroscope
