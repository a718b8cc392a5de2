//===- TrendPage.cpp - Reports over time for a browser --------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "page/ChangeText.h"
#include "page/Packed.h"
#include "page/Page.h"
#include "report/Escape.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace coroscope {

/// The limit for the changes of one step on a page.
static constexpr std::size_t MostChanges = 200;

static void writePoint(JsonText &Json, const TrendPoint &Point) {
  Json.beginObject();
  Json.key("label").value(escapeControls(Point.Label));
  Json.key("compiler").value(escapeControls(Point.Compiler));
  Json.key("complete").value(Point.IsComplete);
  Json.key("coroutines").value(Point.Coroutines);
  Json.key("frames").value(Point.Frames.Count);
  Json.key("needed").value(Point.Needed.Count);
  Json.key("findings").beginArray();
  for (const auto &[Rule, Count] : Point.Findings)
    Json.beginArray().value(escapeControls(Rule)).value(Count).endArray();
  Json.endArray().endObject();
}

static void writeChange(JsonText &Json, const Change &C, PageFiles &Files) {
  Json.beginArray()
      .value(spelling(C.Kind))
      .value(escapeControls(C.Name))
      .value(Files.number(C.Where.File))
      .value(C.Where.Line)
      .value(C.Before.Count)
      .value(C.After.Count)
      .value(escapeControls(C.OldName))
      .beginArray();
  for (const Blame &Share : C.Shares)
    writeBlame(Json, Share);
  Json.endArray().value(escapeControls(C.Key)).endArray();
}

static void writeStep(JsonText &Json, const Comparison &Step,
                      PageFiles &Files) {
  // Show the largest changes in both directions.
  std::vector<const Change *> Changes;
  for (const Change &C : Step.Changes)
    Changes.push_back(&C);
  std::sort(Changes.begin(), Changes.end(),
            [](const Change *A, const Change *B) {
              return std::make_pair(-std::abs(A->growth()), A) <
                     std::make_pair(-std::abs(B->growth()), B);
            });
  const std::size_t Shown = std::min(Changes.size(), MostChanges);
  Json.beginObject().key("changes").beginArray();
  for (std::size_t I = 0; I != Shown; ++I)
    writeChange(Json, *Changes[I], Files);
  Json.endArray();
  auto Count = [&](auto IsWanted) {
    return std::count_if(Changes.begin(), Changes.end(), [&](const Change *C) {
      return IsWanted(C->growth());
    });
  };
  Json.key("grown").value(
      Count([](std::int64_t Growth) { return Growth > 0; }));
  Json.key("shrunk").value(
      Count([](std::int64_t Growth) { return Growth < 0; }));
  Json.key("more").value(Changes.size() - Shown);
  Json.key("unchanged").value(Step.Unchanged);
  Json.key("elisions").beginArray();
  for (const ElisionChange &C : Step.Elisions)
    writeElision(Json, C, Files);
  Json.endArray().key("doubts").beginArray();
  for (const std::string &Doubt : Step.Doubts)
    Json.value(escapeControls(Doubt));
  Json.endArray().endObject();
}

static void writeLine(JsonText &Json, const TrendLine &Line, PageFiles &Files) {
  Json.beginObject();
  Json.key("key").value(escapeControls(Line.Key));
  Json.key("name").value(escapeControls(Line.Name));
  Json.key("file").value(Files.number(Line.Where.File));
  Json.key("line").value(Line.Where.Line);
  Json.key("sizes").beginArray();
  for (const std::optional<Bytes> &Size : Line.Sizes)
    if (Size)
      Json.value(Size->Count);
    else
      Json.raw("null");
  Json.endArray().endObject();
}

void writeTrendPage(const Trend &Made, const TextSink &Sink) {
  PageFiles Files;
  JsonText Json;
  Json.beginObject();
  Json.key("kind").value("trend");
  Json.key("tool").value(Made.ToolVersion);
  Json.key("points").beginArray();
  for (const TrendPoint &Point : Made.Points)
    writePoint(Json, Point);
  Json.endArray().key("steps").beginArray();
  for (const Comparison &Step : Made.Steps)
    writeStep(Json, Step, Files);
  Json.endArray().key("largest").beginArray();
  for (const TrendLine &Line : Made.Largest)
    writeLine(Json, Line, Files);
  Json.endArray().key("words");
  writeWords(Json);
  Json.key("files");
  Files.write(Json);
  Json.endObject();
  writePageWith({{"data", packed(Json.str())}}, "Coroscope: trend", Sink);
}

} // namespace coroscope
