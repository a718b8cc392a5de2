//===- ChainViews.cpp - Trees of coroutines that await each other ---------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "views/ChainViews.h"

#include "frame/Chain.h"
#include "report/CountText.h"
#include "report/Escape.h"
#include "report/ReportText.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <vector>

using Json = nlohmann::ordered_json;

namespace coroscope {

static std::vector<const Coroutine *> rootsOf(const Report &Report,
                                              const RootFilter &IsRoot) {
  std::vector<const Coroutine *> Roots;
  for (const Coroutine &C : Report.Coroutines)
    if (C.Chain && IsRoot(C))
      Roots.push_back(&C);
  std::sort(Roots.begin(), Roots.end(),
            [](const Coroutine *A, const Coroutine *B) {
              return std::tie(B->Chain->Size, A->Key) <
                     std::tie(A->Chain->Size, B->Key);
            });
  return Roots;
}

namespace {
/// A node of a tree, as a walk comes to it.
struct Node {
  std::size_t Depth = 0;
  const Coroutine *C = nullptr;        ///< Null if it is not known.
  const CoroutineCall *Call = nullptr; ///< Null for a root.
  bool Runs = true;
  bool IsShown = false; ///< Whether what is below has been shown before.
};
} // namespace

/// Names of templates can fill a page; JSON has them whole.
static constexpr std::size_t LongestName = 100;

namespace {
/// The calls of one coroutine in functions that are none.
struct OuterCalls {
  std::size_t All = 0;
  std::size_t Elided = 0;
  std::string_view Caller; ///< Of one of them.
};
using OuterCallsByKey = std::unordered_map<std::string_view, OuterCalls>;
} // namespace

static OuterCallsByKey outerCallsOf(const Report &Report) {
  OuterCallsByKey Calls;
  for (const CallSite &Site : Report.CallSites) {
    OuterCalls &Own = Calls[Site.Call.Key];
    ++Own.All;
    Own.Caller = Site.Caller;
    Own.Elided += Site.Call.State == Elision::Elided;
  }
  return Calls;
}

/// ", elided in main()", ", elided at 2 of its 3 calls in functions"; empty if
/// it never is.
static std::string inWords(const OuterCalls &Calls) {
  if (Calls.Elided == 0)
    return {};
  if (Calls.All == 1)
    return ", elided in " + cut(std::string(Calls.Caller), LongestName);
  return ", elided at " + std::to_string(Calls.Elided) + " of its " +
         std::to_string(Calls.All) + " calls in functions";
}

/// Walks the trees from \p Roots, parents before children, the widest child
/// first. Chains may be of any length: the stack is a vector.
template <typename Visitor>
static void walk(const ChainIndex &Index,
                 const std::vector<const Coroutine *> &Roots, Visitor Visit) {
  std::unordered_set<const Coroutine *> Shown;
  std::vector<Node> Left;
  for (auto It = Roots.rbegin(); It != Roots.rend(); ++It)
    Left.push_back({0, *It});
  while (!Left.empty()) {
    Node Next = Left.back();
    Left.pop_back();
    const bool GoesOn = Next.C && Next.Runs;
    Next.IsShown = GoesOn && !Shown.insert(Next.C).second;
    Visit(Next);
    if (!GoesOn || Next.IsShown)
      continue;
    const std::vector<ChainLink> Links = Index.links(*Next.C);
    for (auto It = Links.rbegin(); It != Links.rend(); ++It)
      Left.push_back({Next.Depth + 1, It->Callee, It->Call, It->Runs});
  }
}

/// "at least 65728 bytes in 3 allocations", "unbounded, 112 bytes each turn"
static std::string inWords(const Chain &Made) {
  std::string Text = Made.IsUnbounded ? "unbounded, " : "";
  if (Made.IsAtLeast)
    Text += "at least ";
  Text += std::to_string(Made.Size.Count) + " bytes in " +
          count(Made.Allocations, "allocation", "allocations");
  if (Made.IsUnbounded)
    Text += " for one turn";
  return Text;
}

/// ", peak at pipeline.cpp:63"; empty if the place is not known.
static std::string peakAt(const Place &Where) {
  if (!Where.isKnown())
    return {};
  const std::string_view File = Where.File.str();
  const std::size_t Slash = File.rfind('/');
  return ", peak at " +
         cut(std::string(Slash == std::string_view::npos
                             ? File
                             : File.substr(Slash + 1)),
             LongestName) +
         ":" + std::to_string(Where.Line);
}

/// What there is to say of \p N, with as much space before it as it is deep.
static std::string lineOf(const Node &N, const OuterCallsByKey &Outer,
                          const TextStyle &Style) {
  static constexpr std::size_t Deepest = 40; // Further right nobody reads.
  std::string Line(2 * std::min(N.Depth, Deepest), ' ');
  if (N.Depth > Deepest)
    Line += "(" + std::to_string(N.Depth) + ") ";
  if (!N.C)
    return Line +
           (N.Call->Kind == CalleeKind::Parameter ? "from a parameter: "
                                                  : "unknown: ") +
           cut(N.Call->Name, LongestName);
  const Chain &Made = *N.C->Chain;
  // In a log of CI, a line that begins with colons may be a command.
  if (Line.empty() && N.C->Name.starts_with("::"))
    Line = " ";
  const std::string Name = cut(N.C->Name, LongestName);
  Line += N.Depth == 0 ? paint(Style, Paint::Bold, Name) : Name;
  if (N.Depth == 0 && N.C->Where.isKnown())
    Line += " at " + cut(N.C->Where.File, LongestName) + ":" +
            std::to_string(N.C->Where.Line);
  Line += ": " + std::to_string(N.C->Frame.Size.Count);
  if (N.Call && N.Call->State == Elision::Elided)
    Line += " in the frame of its caller";
  if (N.Call && N.Call->IsRepeated)
    Line += " for each turn of a loop";
  if (!N.Runs)
    return Line + ", not running";
  if (N.Depth == 0 || Made.Size != N.C->Frame.Size || Made.IsAtLeast ||
      Made.IsUnbounded)
    Line += "; " + inWords(Made);
  if (auto It = Outer.find(N.C->Key); N.Depth == 0 && It != Outer.end())
    Line += inWords(It->second);
  if (Made.At)
    Line += N.IsShown ? ", see above" : peakAt(N.C->Suspends[*Made.At].Where);
  return Line;
}

std::string chainsToText(const Report &Report, const RootFilter &IsRoot,
                         const TextStyle &Style) {
  const ChainIndex Index(Report.Coroutines);
  const OuterCallsByKey Outer = outerCallsOf(Report);
  std::string Text, Last;
  std::size_t Times = 0; // How often the last line is there.
  auto Finish = [&] {
    if (Times)
      Text += Last +
              (Times == 1 ? "" : " (" + std::to_string(Times) + " times)") +
              "\n";
    Times = 0;
  };
  walk(Index, rootsOf(Report, IsRoot), [&](const Node &N) {
    const std::string Line = lineOf(N, Outer, Style);
    // Tasks that are started together look the same.
    if (Times && Line == Last) {
      ++Times;
      return;
    }
    Finish();
    if (N.Depth == 0 && !Text.empty())
      Text += "\n";
    Last = Line;
    Times = 1;
  });
  Finish();
  if (Text.empty())
    Text = "no chains: no coroutine to start at\n";
  if (!Report.isComplete())
    Text += "\nincomplete: some units could not be analyzed\n";
  return Text;
}

static Json nodeToJson(const Node &N, const OuterCallsByKey &Outer) {
  Json Object;
  if (N.C) {
    Object["key"] = N.C->Key;
    Object["name"] = N.C->Name;
    Object["frameBytes"] = N.C->Frame.Size.Count;
    Object["chainBytes"] = N.C->Chain->Size.Count;
    Object["allocations"] = N.C->Chain->Allocations;
    Object["atLeast"] = N.C->Chain->IsAtLeast;
    Object["unbounded"] = N.C->Chain->IsUnbounded;
  } else {
    Object["name"] = N.Call->Name;
    Object["unknown"] = true;
  }
  if (auto It = N.C ? Outer.find(N.C->Key) : Outer.end();
      N.Depth == 0 && It != Outer.end()) {
    Object["callSites"] = It->second.All;
    Object["elidedCallSites"] = It->second.Elided;
  }
  if (N.Call) {
    Object["elision"] = spelling(N.Call->State);
    Object["runs"] = N.Runs;
  }
  Object["depth"] = N.Depth;
  Object["repeated"] = N.IsShown;
  return Object;
}

std::string chainsToJson(const Report &Report, const RootFilter &IsRoot) {
  const ChainIndex Index(Report.Coroutines);
  const OuterCallsByKey Outer = outerCallsOf(Report);
  // Flat, with depths: chains are longer than documents may be deep.
  std::string Text = "[";
  walk(Index, rootsOf(Report, IsRoot), [&](const Node &N) {
    Text += (Text.size() == 1 ? "\n " : ",\n ") +
            nodeToJson(N, Outer).dump(-1, ' ', /*ensure_ascii=*/false,
                                      Json::error_handler_t::replace);
  });
  return Text + "\n]\n";
}

std::string chainsToDot(const Report &Report, const RootFilter &IsRoot) {
  const ChainIndex Index(Report.Coroutines);
  std::string Nodes, Edges;
  std::vector<const Coroutine *> Path; // By depth.
  std::unordered_set<const Coroutine *> Declared;
  std::size_t Unknown = 0;
  walk(Index, rootsOf(Report, IsRoot), [&](const Node &N) {
    Path.resize(N.Depth + 1);
    Path[N.Depth] = N.C;
    std::string Name;
    if (!N.C) {
      Name = "unknown " + std::to_string(Unknown++);
      Nodes += "  \"" + Name + "\" [label=\"" + escapeQuoted(N.Call->Name) +
               "\", style=dashed]\n";
    } else {
      Name = escapeQuoted(N.C->Key);
      if (Declared.insert(N.C).second)
        Nodes += "  \"" + Name + "\" [label=\"" + escapeQuoted(N.C->Name) +
                 "\\n" + std::to_string(N.C->Frame.Size.Count) + ", chain " +
                 (N.C->Chain->IsAtLeast ? "at least " : "") +
                 std::to_string(N.C->Chain->Size.Count) + "\"" +
                 (N.Depth == 0 ? ", penwidth=2" : "") + "]\n";
    }
    if (N.Depth != 0)
      Edges += "  \"" + escapeQuoted(Path[N.Depth - 1]->Key) + "\" -> \"" +
               Name + "\"" +
               (N.Call->State == Elision::Elided ? " [label=elided]"
                : N.Runs                         ? ""
                                                 : " [style=dotted]") +
               "\n";
  });
  return "digraph chains {\n  node [shape=box]\n" + Nodes + Edges + "}\n";
}

} // namespace coroscope
