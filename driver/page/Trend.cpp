//===- Trend.cpp - Reports of one project over time -----------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "page/Trend.h"

#include "report/Escape.h"

#include <algorithm>
#include <mutex>
#include <unordered_map>

namespace coroscope {

std::size_t TrendPoint::findings() const {
  std::size_t Sum = 0;
  for (const auto &[Rule, Count] : Findings)
    Sum += Count;
  return Sum;
}

namespace {
/// Collects figures while reports are read.
class Watcher {
  const std::size_t Count; ///< The number of reports.
  std::vector<TrendLine> Lines;
  std::unordered_map<std::string, std::size_t> ByKey;
  std::mutex Mutex; ///< Needed because two reports are read at a time.

  void see(const Coroutine &C, std::size_t Number, TrendPoint &Point) {
    const std::lock_guard Lock(Mutex);
    ++Point.Coroutines;
    Point.Frames += C.Frame.Size;
    Point.Needed += C.needed();
    for (const Finding &F : C.Findings)
      ++Point.Findings[F.Rule];
    auto [It, IsNew] = ByKey.emplace(C.Key, Lines.size());
    if (IsNew)
      Lines.push_back({C.Key, {}, {}, {}});
    TrendLine &Line = Lines[It->second];
    Line.Name = C.Name;
    Line.Where = C.Where;
    Line.Sizes.resize(Count);
    Line.Sizes[Number] = C.Frame.Size;
  }

public:
  explicit Watcher(std::size_t Count) : Count(Count) {}

  /// Wraps \p Source so that reading it adds to \p Point.
  ReportSource watch(ReportSource Source, std::size_t Number,
                     TrendPoint &Point) {
    ReportSource Watched;
    Watched.Name = Source.Name;
    Watched.Next = [this, Number, &Point, Next = Source.Next] {
      std::optional<Coroutine> C = Next();
      if (C)
        see(*C, Number, Point);
      return C;
    };
    Watched.Finish = Source.Finish;
    return Watched;
  }

  std::vector<TrendLine> largest(std::size_t Most) {
    std::vector<std::pair<Bytes, const TrendLine *>> Sorted;
    for (const TrendLine &Line : Lines)
      Sorted.emplace_back(
          std::max_element(Line.Sizes.begin(), Line.Sizes.end())->value(),
          &Line);
    std::sort(Sorted.begin(), Sorted.end(), [](const auto &A, const auto &B) {
      return A.first != B.first ? A.first > B.first
                                : A.second->Key < B.second->Key;
    });
    std::vector<TrendLine> Largest;
    for (std::size_t I = 0; I != std::min(Most, Sorted.size()); ++I)
      Largest.push_back(*Sorted[I].second);
    return Largest;
  }
};
} // namespace

/// Fills in the facts known once the report of \p Point has been read.
static void finishPoint(TrendPoint &Point, const Report &Rest,
                        const std::string &Name) {
  Point.Label = Rest.Label.empty() ? Name : Rest.Label;
  Point.Compiler = Rest.Compiler;
  Point.IsComplete = Rest.isComplete();
}

Failure makeTrend(const std::vector<TrendInput> &Inputs, std::size_t Most,
                  Trend &Made) {
  Made = {};
  Made.Points.resize(Inputs.size());
  Watcher Seen(Inputs.size());
  ReportSource First;
  if (Failure Wrong = Inputs.front().Open(First))
    return Wrong;
  First = Seen.watch(std::move(First), 0, Made.Points.front());
  if (Inputs.size() == 1) {
    while (First.Next())
      ;
    Report Rest;
    if (Failure Wrong = First.Finish(Rest))
      return "'" + First.Name + "' is not a report: " + Wrong.message();
    finishPoint(Made.Points.front(), Rest, Inputs.front().Name);
    Made.ToolVersion = Rest.ToolVersion;
  }
  Thresholds Limits;
  Limits.Forces = true; // Each step reports its doubts.
  for (std::size_t I = 1; I < Inputs.size(); ++I) {
    ReportSource Base, Head;
    if (I == 1)
      Base = std::move(First);
    else if (Failure Wrong = Inputs[I - 1].Open(Base))
      return Wrong;
    if (Failure Wrong = Inputs[I].Open(Head))
      return Wrong;
    Head = Seen.watch(std::move(Head), I, Made.Points[I]);
    Comparison Step;
    if (Failure Wrong = compare(Base, Head, Limits, Step))
      return Wrong;
    if (I == 1)
      finishPoint(Made.Points.front(), Step.Base, Inputs.front().Name);
    finishPoint(Made.Points[I], Step.Head, Inputs[I].Name);
    Made.ToolVersion = Step.Head.ToolVersion;
    Made.Steps.push_back(std::move(Step));
  }
  Made.Largest = Seen.largest(Most);
  return {};
}

namespace {
/// Writes lines of CSV, each figure with its change.
class Figures {
  std::string Text = "report,label,kind,name,value,change\n";

  void cell(std::string_view Value) { Text += escapeCsv(Value) + ","; }

public:
  /// \p Values has one value for each of \p Points; nothing makes an empty
  /// cell.
  void add(const std::vector<TrendPoint> &Points, std::string_view Kind,
           std::string_view Name,
           const std::vector<std::optional<std::uint64_t>> &Values) {
    for (std::size_t I = 0; I != Points.size(); ++I) {
      cell(std::to_string(I + 1));
      cell(Points[I].Label);
      cell(Kind);
      cell(Name);
      Text += (Values[I] ? std::to_string(*Values[I]) : "") + ",";
      if (I != 0 && Values[I] && Values[I - 1])
        Text += std::to_string(static_cast<std::int64_t>(*Values[I]) -
                               static_cast<std::int64_t>(*Values[I - 1]));
      Text += "\n";
    }
  }
  std::string take() { return std::move(Text); }
};
} // namespace

std::string trendToCsv(const Trend &Made) {
  using Values = std::vector<std::optional<std::uint64_t>>;
  Figures Lines;
  auto Total = [&](std::string_view Name, auto ValueOf) {
    Values All;
    for (const TrendPoint &Point : Made.Points)
      All.emplace_back(ValueOf(Point));
    Lines.add(Made.Points, "total", Name, All);
  };
  Total("coroutines", [](const TrendPoint &P) { return P.Coroutines; });
  Total("frameBytes", [](const TrendPoint &P) { return P.Frames.Count; });
  Total("neededBytes", [](const TrendPoint &P) { return P.Needed.Count; });
  Total("findings", [](const TrendPoint &P) { return P.findings(); });
  std::map<std::string, Values> Rules;
  for (const TrendPoint &Point : Made.Points)
    for (const auto &[Rule, Count] : Point.Findings)
      Rules[Rule].assign(Made.Points.size(), 0);
  for (auto &[Rule, All] : Rules) {
    for (std::size_t I = 0; I != All.size(); ++I)
      if (auto It = Made.Points[I].Findings.find(Rule);
          It != Made.Points[I].Findings.end())
        All[I] = It->second;
    Lines.add(Made.Points, "rule", Rule, All);
  }
  for (const TrendLine &Line : Made.Largest) {
    Values All;
    for (const std::optional<Bytes> &Size : Line.Sizes)
      All.push_back(Size ? std::optional(Size->Count) : std::nullopt);
    Lines.add(Made.Points, "coroutine", Line.Key, All);
  }
  return Lines.take();
}

} // namespace coroscope
