//===- ReportPage.cpp - A report for a browser ----------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "page/CoroutineRows.h"
#include "page/Details.h"
#include "page/Packed.h"
#include "page/Page.h"
#include "report/Escape.h"

#include <algorithm>

namespace coroscope {

using IndexOf = std::unordered_map<const Coroutine *, std::size_t>;

/// Returns the callers of each of \p All.
static std::vector<Surroundings>
surroundingsOf(const Report &Report, const std::vector<const Coroutine *> &All,
               const IndexOf &Indices, const ChainIndex &Chains) {
  std::vector<Surroundings> Made(All.size());
  auto Find = [&](const CoroutineCall &Call) -> Surroundings * {
    auto It = Indices.find(Chains.find(Call));
    return It == Indices.end() ? nullptr : &Made[It->second];
  };
  for (std::size_t I = 0; I != All.size(); ++I)
    for (const CoroutineCall &Call : All[I]->Calls)
      if (Surroundings *Callee = Find(Call))
        Callee->Callers.push_back({I, &Call});
  for (const CallSite &Site : Report.CallSites)
    if (Surroundings *Callee = Find(Site.Call))
      Callee->Sites.push_back(&Site);
  return Made;
}

/// Returns columns with the callees of each of \p All at its worst moment:
/// their number, and for all callees in sequence their indices, sizes and
/// flags.
static std::string linksToJson(const std::vector<const Coroutine *> &All,
                               const IndexOf &Indices,
                               const ChainIndex &Chains) {
  enum Flag { Runs = 1, IsElided = 2, IsRepeated = 4, IsParameter = 8 };
  JsonText Counts, Callees, Sizes, Flags, Names, Lines;
  for (JsonText *Json : {&Counts, &Callees, &Sizes, &Flags, &Names, &Lines})
    Json->beginArray();
  for (const Coroutine *C : All) {
    const std::vector<ChainLink> Links = Chains.links(*C);
    Counts.value(Links.size());
    Lines.value(C->Chain && C->Chain->At ? C->Suspends[*C->Chain->At].Where.Line
                                         : 0);
    for (const ChainLink &Link : Links) {
      auto It = Indices.find(Link.Callee);
      const bool IsKnown = It != Indices.end();
      Callees.value(IsKnown ? It->second + 1 : 0);
      if (!IsKnown)
        Names.value(escapeControls(Link.Call->Name.str()));
      Sizes.value(Link.Size.Count);
      Flags.value((Link.Runs ? Runs : 0) |
                  (Link.Call->State == Elision::Elided ? IsElided : 0) |
                  (Link.Call->IsRepeated ? IsRepeated : 0) |
                  (Link.Call->Kind == CalleeKind::Parameter ? IsParameter : 0));
    }
  }
  JsonText Json;
  Json.beginObject();
  for (auto [Name, Column] : {std::pair("count", &Counts),
                              {"callee", &Callees},
                              {"size", &Sizes},
                              {"flags", &Flags},
                              {"names", &Names},
                              {"line", &Lines}})
    Json.key(Name).raw(Column->endArray().str());
  Json.endObject();
  return Json.take();
}

static void writeUnits(JsonText &Json, const Report &Report) {
  std::size_t Analyzed = 0, Skipped = 0;
  for (const Unit &U : Report.Units) {
    Analyzed += U.Status == UnitStatus::Analyzed;
    Skipped += U.Status == UnitStatus::Skipped && U.isComplete();
  }
  Json.key("units").beginObject();
  Json.key("total").value(Report.Units.size());
  Json.key("analyzed").value(Analyzed);
  Json.key("skipped").value(Skipped);
  Json.key("failed").beginArray();
  for (const Unit &U : Report.Units)
    if (!U.isComplete())
      Json.beginArray()
          .value(escapeControls(U.File))
          .value(spelling(U.Status))
          .value(escapeControls(U.Reason))
          .endArray();
  Json.endArray().key("missing").beginArray();
  for (const std::string &File : missingUnits(Report))
    Json.value(escapeControls(File));
  Json.endArray().endObject();
}

static void writeTotals(JsonText &Json, const Report &Report) {
  const Totals Sum = Report.totals();
  Json.key("totals").beginObject();
  Json.key("coroutines").value(Sum.Coroutines);
  Json.key("systemCoroutines").value(Sum.SystemCoroutines);
  Json.key("findings").value(Sum.Findings);
  Json.key("frames").value(Sum.Frames.Count);
  Json.key("needed").value(Sum.Needed.Count);
  Json.key("padding").value(Sum.Padding.Count);
  Json.key("unknown").value(Sum.Unnamed.Count);
  Json.endObject();
}

void writePage(const Report &Report, const PageOptions &Options,
               const TextSink &Sink) {
  std::vector<const Coroutine *> All;
  for (const Coroutine &C : Report.Coroutines)
    if (Options.ListsSystem || Report.Part || !C.System)
      All.push_back(&C);
  IndexOf Indices;
  for (std::size_t I = 0; I != All.size(); ++I)
    Indices.emplace(All[I], I);
  const ChainIndex Chains(Report.Coroutines);
  const std::vector<Surroundings> Around =
      surroundingsOf(Report, All, Indices, Chains);

  PageFiles Files;
  PageTexts Texts;
  CoroutineRows Rows(Files, Texts, Options.Sources, &Indices, &Chains);
  for (std::size_t I = 0; I != All.size(); ++I)
    Rows.rowOf(*All[I], Around[I]);
  Texts.number();
  std::vector<std::string> Details;
  for (std::size_t I = 0; I != All.size(); ++I)
    Details.push_back(Rows.rowOf(*All[I], Around[I]));

  JsonText Columns;
  writeColumns(Columns, All, Files);
  std::vector<std::string> Parts = packed(
      {Columns.str(), Texts.toJson(), linksToJson(All, Indices, Chains)});
  JsonText Json;
  Json.beginObject();
  Json.key("kind").value("report");
  Json.key("opens").value(Options.OpensChains ? "chains" : "overview");
  Json.key("tool").value(Report.ToolVersion);
  Json.key("compiler").value(escapeControls(Report.Compiler));
  Json.key("target").value(escapeControls(Report.Target));
  Json.key("label").value(escapeControls(Report.Label));
  Json.key("complete").value(Report.isComplete());
  writeTotals(Json, Report);
  writeUnits(Json, Report);
  Json.key("words");
  writeWords(Json);
  Json.key("files");
  Files.write(Json);
  if (Options.IsRoot) {
    Json.key("roots").beginArray();
    for (std::size_t I = 0; I != All.size(); ++I)
      if (Options.IsRoot(*All[I]))
        Json.value(I);
    Json.endArray();
  }
  std::size_t Others = packed(Json.str()).size();
  for (const std::string &Part : Parts)
    Others += Part.size();
  const PackedDetails Packed = packDetails(Details, importanceOf(All), Others);
  Packed.writeIndex(Json);
  Json.endObject();
  writePageWith({{"data", packed(Json.str())},
                 {"columns", std::move(Parts[0])},
                 {"texts", std::move(Parts[1])},
                 {"links", std::move(Parts[2])},
                 {"details", Packed.Text}},
                Report.Label.empty()
                    ? "Coroscope"
                    : "Coroscope: " + escapeControls(Report.Label),
                Sink);
}

} // namespace coroscope
