//===- ReadReportJson.cpp - Reports from JSON -----------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Uses simdjson, because reading takes most of the time of a comparison.
//
//===----------------------------------------------------------------------===//

#include "json/JsonObject.h"
#include "json/JsonPieces.h"
#include "json/ReportJson.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <deque>
#include <functional>
#include <future>
#include <optional>

namespace coroscope {

using simdjson::dom::array;
using simdjson::dom::element;
using Object = JsonObject;
using Defect = JsonDefect;

/// Returns the enumerator that the member \p Key spells.
template <typename Enum>
static Enum getEnum(const Object &O, std::string_view Key, Enum Last) {
  std::string_view Text;
  if (O.at(Key).get(Text))
    throw Defect("'" + std::string(Key) + "' is not a string");
  for (int I = 0; I <= static_cast<int>(Last); ++I)
    if (spelling(static_cast<Enum>(I)) == Text)
      return static_cast<Enum>(I);
  throw Defect("unknown word '" + std::string(Text) + "'");
}

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

static std::vector<Edit> readEdits(array Written) {
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

static Budget readBudget(const Object &Written) {
  Budget B;
  if (Written.find("bytes"))
    B.Size = Written.get<Bytes>("bytes");
  B.Reason = Written.get<std::string>("reason");
  B.Where = readPlace(Written);
  return B;
}

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

static std::vector<CallSite> readCallSites(const Object &Written) {
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

static Coroutine readCoroutine(const Object &Written, Contents Wanted) {
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
    C.ChainLimit = {Limit.get<Bytes>("bytes"), Limit.get<std::string>("setBy")};
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

static Unit readUnit(const Object &Written) {
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

/// Calls \p Read, and fails with what it throws.
template <typename Reader> static Failure catching(Reader Read) {
  try {
    Read();
    return {};
  } catch (const JsonDefect &Wrong) {
    return Wrong.what();
  } catch (const std::exception &) {
    return "it is not as 'coroscope' writes it";
  }
}

/// Returns the defect of a text, in our words.
static std::string wordsFor(simdjson::error_code Wrong) {
  switch (Wrong) {
  case simdjson::EMPTY:
    return "it is empty";
  case simdjson::UTF8_ERROR:
    return "not valid JSON: it is not UTF-8";
  case simdjson::UNCLOSED_STRING:
    return "not valid JSON: a string has no end";
  case simdjson::UNESCAPED_CHARS:
    return "not valid JSON: a control character is in a string";
  case simdjson::NUMBER_ERROR:
    return "not valid JSON: a number is malformed or too large";
  case simdjson::DEPTH_ERROR:
    return "it is too deep for a report";
  default:
    return "not valid JSON";
  }
}

/// Parses \p Text, which must live as long as the returned value.
static element parse(simdjson::dom::parser &Parser, std::string &Text) {
  Text.reserve(Text.size() + simdjson::SIMDJSON_PADDING);
  element Value;
  if (simdjson::error_code Wrong = Parser.parse(Text).get(Value))
    throw Defect(wordsFor(Wrong));
  return Value;
}

namespace {
/// Some consecutive coroutines, up to the first defect.
struct Batch {
  std::vector<Coroutine> Read; ///< The next one is the last.
  Failure Wrong;               ///< The defect after those.
};
} // namespace

static Batch readBatch(simdjson::dom::parser &Parser, Contents Wanted,
                       std::vector<std::string> Texts) {
  Batch Made;
  Made.Read.reserve(Texts.size());
  Made.Wrong = catching([&] {
    for (std::string &Text : Texts)
      Made.Read.push_back(readCoroutine(Object(parse(Parser, Text)), Wanted));
  });
  std::reverse(Made.Read.begin(), Made.Read.end());
  return Made;
}

/// Cuts the text of the next batch while one is being read.
struct ReportReader::Implementation {
  static constexpr std::size_t AtATime = 64;
  static constexpr std::size_t MostAhead = 2;

  JsonPieces Pieces;
  const Contents Wanted;
  std::array<simdjson::dom::parser, MostAhead> Parsers; ///< One for each batch.
  std::size_t NextParser = 0;
  std::deque<std::future<Batch>> Ahead;
  Batch Current;
  std::size_t Count = 0; ///< The number of pieces.

  Implementation(TextSource Source, Contents Wanted)
      : Pieces(std::move(Source), "coroutines"), Wanted(Wanted) {}

  void readAhead() {
    while (Ahead.size() != MostAhead) {
      std::vector<std::string> Texts(1);
      while (Texts.size() <= AtATime && Pieces.next(Texts.back()))
        Texts.emplace_back();
      Texts.pop_back();
      if (Texts.empty())
        return;
      Count += Texts.size();
      Ahead.push_back(std::async(std::launch::async, readBatch,
                                 std::ref(Parsers[NextParser]), Wanted,
                                 std::move(Texts)));
      NextParser = (NextParser + 1) % MostAhead;
    }
  }
};

ReportReader::ReportReader(TextSource Source, Contents Wanted)
    : Impl(std::make_unique<Implementation>(std::move(Source), Wanted)) {}

ReportReader::~ReportReader() = default;

std::optional<Coroutine> ReportReader::next() {
  Implementation &I = *Impl;
  if (I.Current.Read.empty() && !I.Current.Wrong) {
    I.readAhead();
    if (!I.Ahead.empty()) {
      I.Current = I.Ahead.front().get();
      I.Ahead.pop_front();
      I.readAhead();
    }
  }
  if (I.Current.Read.empty())
    return std::nullopt;
  std::optional<Coroutine> Read = std::move(I.Current.Read.back());
  I.Current.Read.pop_back();
  return Read;
}

/// Returns true if reports of \p Version are read here.
static bool isReadable(std::string_view Version) {
  return Version.starts_with("1.");
}

/// Reads the members other than coroutines, of which there were \p Count.
static void readRest(const Object &Document, std::size_t Count, Report &Rest) {
  if (const auto Version = Document.get<std::string>("schemaVersion");
      !isReadable(Version))
    throw Defect("its schema has version " + Version + ", not 1.x");
  Rest.ToolVersion = Document.object("tool").get<std::string>("version");
  Rest.Compiler = Document.get<std::string>("compiler");
  Rest.Target = Document.get<std::string>("target");
  Rest.Label = Document.get<std::string>("label", {});
  if (auto Part = Document.find("part")) {
    Rest.Part.emplace();
    Rest.Part->Units = Object(*Part).get<std::vector<std::string>>("units");
    std::sort(Rest.Part->Units.begin(), Rest.Part->Units.end());
  }
  for (element U : Document.array("units"))
    Rest.Units.push_back(readUnit(Object(U)));
  Rest.CallSites = readCallSites(Document);
  if (Document.array("coroutines").size() != Count)
    throw Defect("its coroutines are not objects");
}

Failure ReportReader::finish(Report &Rest) {
  Implementation &I = *Impl;
  // Report another version first, since its coroutines may differ.
  for (std::string Text; I.Pieces.next(Text);)
    ++I.Count;
  const Failure Wrong = catching([&] {
    simdjson::dom::parser Parser;
    const Object Document(parse(Parser, I.Pieces.rest()));
    if (I.Current.Wrong &&
        isReadable(Document.get<std::string>("schemaVersion", {})))
      throw Defect(I.Current.Wrong.message());
    readRest(Document, I.Count, Rest);
  });
  return I.Pieces.defect() ? I.Pieces.defect() : Wrong;
}

Failure readReport(TextSource Source, Report &Read, Contents Wanted) {
  Read = {};
  ReportReader Reader(std::move(Source), Wanted);
  while (std::optional<Coroutine> C = Reader.next())
    Read.Coroutines.push_back(std::move(*C));
  return Reader.finish(Read);
}

Failure readReport(std::string_view Text, Report &Read) {
  return readReport(
      [&](char *Into, std::size_t Size) {
        const std::size_t Taken = std::min(Size, Text.size());
        std::memcpy(Into, Text.data(), Taken);
        Text.remove_prefix(Taken);
        return Taken;
      },
      Read);
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

Failure readTrial(std::string Text, std::vector<Edit> &Edits,
                  UnitMeaning &Meaning) {
  simdjson::dom::parser Parser;
  return catching([&] {
    const Object Document(parse(Parser, Text));
    Edits = readEdits(Document.array("edits"));
    Meaning = readMeaning(Document.array("meaning"));
  });
}

Failure readUnitResult(std::string Text, UnitResult &Result) {
  Result = {};
  simdjson::dom::parser Parser;
  return catching([&] {
    const Object Document(parse(Parser, Text));
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
    Result.Difference = Document.get<std::string>("difference", {});
    Result.CallSites = readCallSites(Document);
  });
}

} // namespace coroscope
