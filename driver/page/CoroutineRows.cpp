//===- CoroutineRows.cpp - Coroutines in a page ---------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "page/CoroutineRows.h"

#include "report/Escape.h"
#include "rules/Catalogue.h"

#include <algorithm>
#include <array>
#include <set>

namespace coroscope {

std::size_t PageFiles::number(const std::string &File) {
  auto [It, IsNew] = Numbers.emplace(File, Names.size());
  if (IsNew)
    Names.push_back(File);
  return It->second;
}

void PageFiles::write(JsonText &Json) const {
  Json.beginArray();
  for (const std::string &Name : Names)
    Json.value(escapeControls(Name));
  Json.endArray();
}

//===----------------------------------------------------------------------===//
// Rows
//===----------------------------------------------------------------------===//

/// Returns ids in short form, as in "0-2,5".
static std::string setToText(const std::vector<SuspendId> &Ids) {
  std::string Text;
  for (std::size_t First = 0; First != Ids.size();) {
    std::size_t Last = First;
    while (Last + 1 != Ids.size() && Ids[Last + 1] == Ids[Last] + 1)
      ++Last;
    Text += (Text.empty() ? "" : ",") + std::to_string(Ids[First]);
    if (Last != First)
      Text += "-" + std::to_string(Ids[Last]);
    First = Last + 1;
  }
  return Text;
}

/// Writes one row. Places are lines: usually relative to the coroutine's line
/// in its file, otherwise [line, 1 + file].
class CoroutineRows::Writer {
  CoroutineRows &Page;
  const Coroutine &C;
  JsonText Json;

  /// Returns false while texts are counted: sources appear only once.
  bool hasSources() const { return Page.Sources && Page.Texts.isCounted(); }

  void text(const std::string &Text) { Page.Texts.write(Json, Text); }
  void set(const std::vector<SuspendId> &Ids) { text(setToText(Ids)); }

  void place(const Place &Where) {
    if (!Where.isKnown())
      Json.beginArray().endArray();
    else if (Where.File == C.Where.File)
      Json.value(static_cast<std::int64_t>(Where.Line) - C.Where.Line);
    else
      Json.beginArray()
          .value(Where.Line)
          .value(Page.Files.number(Where.File) + 1)
          .endArray();
  }

  template <typename Range, typename Writer>
  void list(const Range &All, Writer Write) {
    Json.beginArray();
    for (const auto &One : All)
      Write(One);
    Json.endArray();
  }

  void occupant(const Occupant &O) {
    Json.beginArray().value(static_cast<int>(O.Kind));
    text(O.Name);
    text(O.Type);
    Json.value(O.Size.Count).value(O.Align.Count);
    place(O.Declared);
    set(O.HeldAcross);
    if (O.LiveAcross == O.HeldAcross)
      Json.value(-1); // Most are needed as long as they are held.
    else
      set(O.LiveAcross);
    Json.value(static_cast<int>(O.Reason));
    place(O.UsedAt);
    text(O.EscapesTo);
    if (!O.Nested.empty())
      ranges(O.Nested);
    Json.endArray();
  }

  void ranges(const std::vector<FrameRange> &All) {
    list(All, [&](const FrameRange &Range) {
      Json.beginArray().value(Range.Size.Count);
      for (const Occupant &O : Range.Occupants)
        occupant(O);
      Json.endArray();
    });
  }

  void suspend(const Suspend &S) {
    Json.beginArray().value(static_cast<int>(S.Kind));
    place(S.Where);
    text(S.Awaited);
    set(S.Successors);
    Json.value(S.MayEnd).endArray();
  }

  /// Returns 1 + the index of the callee; 0 if the page does not have it.
  std::size_t calleeOf(const CoroutineCall &Call) const {
    if (!Page.Chains)
      return 0;
    auto It = Page.Indices->find(Page.Chains->find(Call));
    return It == Page.Indices->end() ? 0 : It->second + 1;
  }

  void call(const CoroutineCall &Call) {
    Json.beginArray().value(static_cast<int>(Call.Kind)).value(calleeOf(Call));
    text(calleeOf(Call) ? std::string() : Call.Name.str());
    place(Call.Where);
    set(Call.AliveAcross);
    set(Call.RunsAcross);
    Json.value(Call.IsRepeated)
        .value(static_cast<int>(Call.State))
        .value(Call.Moved.Count)
        .endArray();
  }

  void finding(const Finding &F) {
    Json.beginArray()
        .value(ruleNumber(F.Rule))
        .value(static_cast<int>(F.Severity));
    text(F.Message);
    place(F.Where);
    text(F.Value);
    Json.value(F.Bytes.Count).value(F.Limit ? F.Limit->Count + 1 : 0);
    list(F.Notes, [&](const Note &N) {
      Json.beginArray();
      text(N.Message);
      place(N.Where);
      Json.endArray();
    });
    list(F.Advices, [&](const Advice &A) {
      Json.beginArray().value(static_cast<int>(A.Kind));
      text(A.Text);
      Json.value(A.Measured).value(A.FrameSize.Count).value(A.Heap.Count);
      lines(hasSources() ? Page.Sources->diffOf(C, F, A) : std::string());
      Json.value(!A.Edits.empty()).endArray();
    });
    Json.endArray();
  }

  void lines(std::string_view Text) {
    Json.beginArray();
    while (!Text.empty()) {
      const std::size_t Size = std::min(Text.find('\n'), Text.size());
      Json.value(lineToText(Text.substr(0, Size)));
      Text.remove_prefix(std::min(Size + 1, Text.size()));
    }
    Json.endArray();
  }

  void budget() {
    Json.beginArray();
    if (C.Budget && C.Budget->Size) {
      Json.value(C.Budget->Size->Count);
      text(C.Budget->Reason);
      place(C.Budget->Where);
    }
    Json.endArray();
  }

  void variants() {
    list(C.Variants, [&](const Variant &V) {
      Json.beginArray();
      text(V.Unit);
      text(V.Optimization);
      Json.value(V.Size.Count).value(V.Align.Count).endArray();
    });
  }

  void sources() {
    Json.beginArray();
    if (hasSources())
      for (const SourceLines &Run : Page.Sources->linesOf(C)) {
        Json.beginArray().value(Page.Files.number(Run.File)).value(Run.First);
        for (const std::string &Line : Run.Lines)
          Json.value(lineToText(Line));
        Json.endArray();
      }
    Json.endArray();
  }

  /// Escapes \p Line, but keeps its tabs.
  static std::string lineToText(std::string_view Line) {
    std::string Text;
    for (std::size_t Tab; (Tab = Line.find('\t')) != std::string_view::npos;
         Line.remove_prefix(Tab + 1))
      Text += escapeControls(Line.substr(0, Tab)) + "\t";
    return Text + escapeControls(Line);
  }

public:
  Writer(CoroutineRows &Page, const Coroutine &C) : Page(Page), C(C) {}

  std::string write(const Surroundings &Around) {
    Json.beginArray().value(C.Frame.Align.Count);
    list(C.Units, [&](const std::string &Unit) { text(Unit); });
    set(C.Entry);
    list(C.Suspends, [&](const Suspend &S) { suspend(S); });
    ranges(C.Frame.Ranges);
    list(C.Calls, [&](const CoroutineCall &Call) { call(Call); });
    list(Around.Callers, [&](const IncomingCall &In) {
      Json.beginArray().value(In.Caller);
      place(In.Call->Where);
      Json.value(static_cast<int>(In.Call->State)).endArray();
    });
    list(Around.Sites, [&](const CallSite *Site) {
      Json.beginArray();
      text(Site->Caller);
      place(Site->Call.Where);
      Json.value(static_cast<int>(Site->Call.State))
          .value(Site->Call.Moved.Count)
          .endArray();
    });
    variants();
    budget();
    list(C.Findings, [&](const Finding &F) { finding(F); });
    sources();
    Json.endArray();
    return Json.take();
  }
};

std::string CoroutineRows::rowOf(const Coroutine &C,
                                 const Surroundings &Around) {
  return Writer(*this, C).write(Around);
}

//===----------------------------------------------------------------------===//
// Words and columns
//===----------------------------------------------------------------------===//

std::size_t ruleNumber(std::string_view Name) {
  const Rule *Found = findRule(Name);
  return Found ? static_cast<std::size_t>(Found->Id) : RuleCount;
}

template <typename Enum>
static void writeSpellings(JsonText &Json, std::string_view Name, Enum Last) {
  Json.key(Name).beginArray();
  for (int I = 0; I <= static_cast<int>(Last); ++I)
    Json.value(spelling(static_cast<Enum>(I)));
  Json.endArray();
}

void writeWords(JsonText &Json) {
  Json.beginObject();
  writeSpellings(Json, "kinds", LastOccupantKind);
  writeSpellings(Json, "reasons", LastHoldReason);
  writeSpellings(Json, "suspends", LastSuspendKind);
  writeSpellings(Json, "severities", LastSeverity);
  writeSpellings(Json, "advice", LastAdviceKind);
  writeSpellings(Json, "callees", LastCalleeKind);
  Json.key("elisions").beginArray();
  for (int I = 0; I <= static_cast<int>(LastElision); ++I)
    Json.value(inWords(static_cast<Elision>(I)));
  Json.endArray().key("rules").beginArray();
  for (const Rule &R : catalogue())
    Json.beginArray().value(R.Name).value(R.Title).endArray();
  Json.endArray().endObject();
}

std::size_t mainKind(const Frame &F) {
  static constexpr auto Padding =
      static_cast<std::size_t>(LastOccupantKind) + 1;
  std::array<std::uint64_t, Padding + 1> SizeOf{};
  for (const FrameRange &Range : F.Ranges) {
    const auto Largest = std::max_element(
        Range.Occupants.begin(), Range.Occupants.end(),
        [](const Occupant &A, const Occupant &B) { return A.Size < B.Size; });
    SizeOf[Largest == Range.Occupants.end()
               ? Padding
               : static_cast<std::size_t>(Largest->Kind)] += Range.Size.Count;
  }
  return std::max_element(SizeOf.begin(), SizeOf.end()) - SizeOf.begin();
}

namespace {
/// Bits of a column, which web/wire.ts has as well.
enum Flag {
  IsSystem = 1,
  IsLazy = 2,
  IsAtLeast = 4,
  IsUnbounded = 8,
  IsRoot = 16,
  HasVariants = 32,
  KeyHasFile = 64, ///< If unset, the key is the name, or listed apart.
};
} // namespace

static bool isKeyWithFile(const Coroutine &C) {
  return C.Key == C.Where.File.str() + ":" + C.Name;
}

static unsigned flagsOf(const Coroutine &C) {
  unsigned Flags = 0;
  auto Set = [&](Flag F, bool IsSet) { Flags |= IsSet ? F : 0; };
  Set(IsSystem, C.System);
  Set(IsLazy, C.IsLazy);
  Set(HasVariants, !C.Variants.empty());
  Set(KeyHasFile, isKeyWithFile(C));
  if (C.Chain) {
    Set(IsAtLeast, C.Chain->IsAtLeast);
    Set(IsUnbounded, C.Chain->IsUnbounded);
    Set(IsRoot, C.Chain->IsRoot);
  }
  return Flags;
}

void writeColumns(JsonText &Json, const std::vector<const Coroutine *> &All,
                  PageFiles &Files) {
  auto Column = [&](std::string_view Name, auto ValueOf) {
    Json.key(Name).beginArray();
    for (const Coroutine *C : All)
      Json.value(ValueOf(*C));
    Json.endArray();
  };
  std::vector<Waste> Wastes;
  Wastes.reserve(All.size());
  for (const Coroutine *C : All)
    Wastes.push_back(C->waste());
  std::size_t Next = 0;
  auto WasteColumn = [&](std::string_view Name, Bytes Waste::*Part) {
    Next = 0;
    Column(Name,
           [&](const Coroutine &) { return (Wastes[Next++].*Part).Count; });
  };

  Json.beginObject();
  Column("name", [](const Coroutine &C) { return escapeControls(C.Name); });
  Json.key("keys").beginArray();
  for (std::size_t I = 0; I != All.size(); ++I)
    if (All[I]->Key != All[I]->Name && !isKeyWithFile(*All[I]))
      Json.value(I).value(escapeControls(All[I]->Key));
  Json.endArray();
  Column("file",
         [&](const Coroutine &C) { return Files.number(C.Where.File); });
  Column("line", [](const Coroutine &C) { return C.Where.Line; });
  Column("level", [](const Coroutine &C) { return C.Optimization; });
  Column("size", [](const Coroutine &C) { return C.Frame.Size.Count; });
  WasteColumn("dead", &Waste::DeadValues);
  WasteColumn("overlap", &Waste::NoOverlap);
  WasteColumn("padding", &Waste::Padding);
  // The bytes that others add to its own.
  Column("below", [](const Coroutine &C) {
    return C.Chain && C.Chain->Size > C.Frame.Size
               ? (C.Chain->Size - C.Frame.Size).Count
               : 0;
  });
  Column("allocations", [](const Coroutine &C) {
    return C.Chain ? C.Chain->Allocations : std::size_t(1);
  });
  Column("kind", [](const Coroutine &C) { return mainKind(C.Frame); });
  Column("flags", flagsOf);
  Column("findings", [](const Coroutine &C) { return C.Findings.size(); });
  Column("severity", [](const Coroutine &C) {
    int Worst = 0; // One more than the severity.
    for (const Finding &F : C.Findings)
      Worst = std::max(Worst, static_cast<int>(F.Severity) + 1);
    return Worst;
  });
  // A bit for each rule.
  Column("rules", [](const Coroutine &C) {
    unsigned Rules = 0;
    for (const Finding &F : C.Findings)
      Rules |= 1u << ruleNumber(F.Rule);
    return Rules;
  });
  Json.endObject();
}

} // namespace coroscope
