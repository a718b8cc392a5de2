//===- WriteReportJson.cpp - Reports to JSON ------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "json/ModelToJson.h"
#include "json/ReportJson.h"

#include <algorithm>
#include <deque>
#include <functional>
#include <future>
#include <nlohmann/json.hpp>
#include <thread>

namespace coroscope {

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
      if (C.Background.ChainLimit)
        Object["chainLimit"] = {{"bytes", C.Background.ChainLimit->Size.Count},
                                {"setBy", C.Background.ChainLimit->SetBy}};
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

} // namespace coroscope
