//===- ComparisonPage.cpp - Two reports for a browser ---------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "page/ChangeText.h"
#include "page/CoroutineRows.h"
#include "page/Details.h"
#include "page/Packed.h"
#include "page/Page.h"
#include "report/Escape.h"

#include <algorithm>
#include <cstdlib>
#include <numeric>
#include <utility>

namespace coroscope {

void writeBlame(JsonText &Json, const Blame &Share) {
  Json.beginArray()
      .value(escapeControls(inWords(Share)))
      .value(Share.Growth)
      .value(Share.IsPadding ? static_cast<int>(LastOccupantKind) + 1
                             : static_cast<int>(Share.What))
      .endArray();
}

void writeElision(JsonText &Json, const ElisionChange &Change,
                  PageFiles &Files) {
  Json.beginArray()
      .value(Change.IsLost)
      .value(escapeControls(Change.Caller))
      .value(escapeControls(inWords(Change)))
      .value(Files.number(Change.Call.Where.File))
      .value(Change.Call.Where.Line)
      .endArray();
}

namespace {
/// Writes the rows of changes.
class ChangeRows {
  PageFiles &Files;
  CoroutineRows Rows;

  /// Writes a frame, old or new: place, size and row; nothing if there is none.
  void writeFrame(JsonText &Json, const Coroutine *C) {
    Json.beginArray();
    if (C)
      Json.value(Files.number(C->Where.File))
          .value(C->Where.Line)
          .value(C->Frame.Size.Count)
          .raw(Rows.rowOf(*C, {}));
    Json.endArray();
  }

public:
  ChangeRows(PageFiles &Files, PageTexts &Texts, SourceTexts *Sources)
      : Files(Files), Rows(Files, Texts, Sources) {}

  std::string rowOf(const Change &C) {
    JsonText Json;
    Json.beginArray().value(escapeControls(C.OldName)).beginArray();
    if (C.OldWhere.isKnown())
      Json.value(Files.number(C.OldWhere.File)).value(C.OldWhere.Line);
    Json.endArray().beginArray();
    for (const Blame &Share : C.Shares)
      writeBlame(Json, Share);
    Json.endArray().beginArray();
    for (const std::string &Why : C.Exceeds)
      Json.value(escapeControls(Why));
    Json.endArray();
    writeFrame(Json, C.Old.get());
    writeFrame(Json, C.New.get());
    Json.endArray();
    return Json.take();
  }
};
} // namespace

static void writeSide(JsonText &Json, const Report &Side, const Sums &Sum) {
  Json.beginObject();
  Json.key("label").value(escapeControls(Side.Label));
  Json.key("compiler").value(escapeControls(Side.Compiler));
  Json.key("target").value(escapeControls(Side.Target));
  Json.key("complete").value(Side.isComplete());
  Json.key("coroutines").value(Sum.Coroutines);
  Json.key("findings").value(Sum.Findings);
  Json.key("frames").value(Sum.Frames.Count);
  Json.endObject();
}

static void writeChanges(JsonText &Json, const std::vector<Change> &Changes,
                         PageFiles &Files) {
  auto Column = [&](std::string_view Name, auto ValueOf) {
    Json.key(Name).beginArray();
    for (const Change &C : Changes)
      Json.value(ValueOf(C));
    Json.endArray();
  };
  Json.beginObject();
  Column("change", [](const Change &C) { return spelling(C.Kind); });
  Column("key", [](const Change &C) { return escapeControls(C.Key); });
  Column("name", [](const Change &C) { return escapeControls(C.Name); });
  Column("file", [&](const Change &C) { return Files.number(C.Where.File); });
  Column("line", [](const Change &C) { return C.Where.Line; });
  Column("level", [](const Change &C) { return C.Optimization; });
  Column("before", [](const Change &C) { return C.Before.Count; });
  Column("after", [](const Change &C) { return C.After.Count; });
  Column("exceeds", [](const Change &C) { return !C.Exceeds.empty(); });
  // The words in the table describe the largest share.
  Column("blame", [](const Change &C) {
    return C.Shares.empty() ? std::string()
                            : escapeControls(inWords(C.Shares.front()));
  });
  Json.endObject();
}

void writeComparisonPage(const Comparison &Made, SourceTexts *Sources,
                         const TextSink &Sink) {
  PageFiles Files;
  PageTexts Texts;
  ChangeRows Rows(Files, Texts, Sources);
  for (const Change &C : Made.Changes)
    Rows.rowOf(C);
  Texts.number();
  std::vector<std::string> Details;
  for (const Change &C : Made.Changes)
    Details.push_back(Rows.rowOf(C));
  // Changes are sorted by importance, except for those that have shrunk.
  std::vector<std::size_t> Order(Details.size());
  std::iota(Order.begin(), Order.end(), 0);
  std::sort(Order.begin(), Order.end(), [&](std::size_t A, std::size_t B) {
    return std::make_pair(-std::abs(Made.Changes[A].growth()), A) <
           std::make_pair(-std::abs(Made.Changes[B].growth()), B);
  });

  JsonText Changes, Elisions;
  writeChanges(Changes, Made.Changes, Files);
  Elisions.beginArray();
  for (const ElisionChange &C : Made.Elisions)
    writeElision(Elisions, C, Files);
  Elisions.endArray();
  std::vector<std::string> Parts = packed({Texts.toJson(), Changes.str()});

  JsonText Json;
  auto Strings = [&](std::string_view Name,
                     const std::vector<std::string> &All) {
    Json.key(Name).beginArray();
    for (const std::string &Text : All)
      Json.value(escapeControls(Text));
    Json.endArray();
  };
  Json.beginObject();
  Json.key("kind").value("comparison");
  Json.key("tool").value(Made.Head.ToolVersion);
  Json.key("base");
  writeSide(Json, Made.Base, Made.Before);
  Json.key("head");
  writeSide(Json, Made.Head, Made.After);
  Json.key("unchanged").value(Made.Unchanged);
  Strings("exceeds", Made.Exceeds);
  Strings("doubts", Made.Doubts);
  Json.key("elisions").raw(Elisions.str());
  Json.key("words");
  writeWords(Json);
  Json.key("files");
  Files.write(Json);
  const PackedDetails Packed = packDetails(
      Details, Order,
      packed(Json.str()).size() + Parts[0].size() + Parts[1].size());
  Packed.writeIndex(Json);
  Json.endObject();
  writePageWith({{"data", packed(Json.str())},
                 {"columns", std::move(Parts[1])},
                 {"texts", std::move(Parts[0])},
                 {"details", Packed.Text}},
                "Coroscope: comparison", Sink);
}

} // namespace coroscope
