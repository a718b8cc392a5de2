//===- ReportText.cpp - Reports for a terminal ----------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/ReportText.h"

#include "report/Escape.h"
#include "report/Table.h"
#include "report/CountText.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <vector>

namespace coroscope {

std::string toText(const Place &Where) {
  if (!Where.isKnown())
    return {};
  std::string Text =
      escapeControls(Where.File) + ":" + std::to_string(Where.Line);
  if (Where.Column)
    Text += ":" + std::to_string(Where.Column);
  return Text;
}

std::string nameAndPlace(const Coroutine &C) {
  return escapeControls(C.Name) + " at " + toText(C.Where);
}

/// How the units of a report ended, in words: "3 units, 1 failed".
static std::string unitsInWords(const Report &Report) {
  std::map<UnitStatus, std::size_t> Numbers;
  for (const Unit &U : Report.Units)
    ++Numbers[U.Status];
  std::string Text = count(Report.Units.size(), "unit", "units");
  for (auto [Status, Number] : Numbers)
    if (Status != UnitStatus::Analyzed)
      Text +=
          ", " + std::to_string(Number) + " " + std::string(spelling(Status));
  return Text;
}

namespace {
/// Coroutines that one line of the audit stands for: all instances of one
/// template, or a single one.
struct Group {
  std::vector<const Coroutine *> Members; ///< Largest first.
};
} // namespace

static bool isLarger(const Coroutine *A, const Coroutine *B) {
  if (A->Frame.Size != B->Frame.Size)
    return A->Frame.Size > B->Frame.Size;
  return A->Key < B->Key;
}

static std::vector<Group> groupByTemplate(const Report &Report,
                                          bool ListsSystem) {
  std::map<std::string, Group> ByName;
  for (const Coroutine &C : Report.Coroutines)
    if (ListsSystem || !C.System)
      ByName[C.TemplateOf.empty() ? "c" + C.Key
                                  : "t" + C.TemplateOf + toText(C.Where)]
          .Members.push_back(&C);
  std::vector<Group> Groups;
  for (auto &[Name, G] : ByName) {
    std::sort(G.Members.begin(), G.Members.end(), isLarger);
    Groups.push_back(std::move(G));
  }
  std::sort(Groups.begin(), Groups.end(), [](const Group &A, const Group &B) {
    return isLarger(A.Members.front(), B.Members.front());
  });
  return Groups;
}

/// The size of the frame of \p C; "?" if only its symbol is known.
static std::string sizeOf(const Coroutine &C) {
  return C.Evidence == Evidence::Symbol ? "?"
                                        : std::to_string(C.Frame.Size.Count);
}

static void addRow(Table &Rows, const Coroutine &C, const std::string &Name) {
  Rows.add(
      {sizeOf(C),
       C.Frame.Align == Bytes(0) ? "?" : std::to_string(C.Frame.Align.Count),
       C.level(), Name, toText(C.Where)});
}

/// "a.cpp:8:24: warning: ... [coroscope-large-value]" and its notes.
static std::string toText(const Finding &F) {
  auto Line = [](const Place &Where, const std::string &Kind,
                 const std::string &Message) {
    return toText(Where) + ": " + Kind + ": " + escapeControls(Message);
  };
  std::string Text =
      Line(F.Where, std::string(spelling(F.Severity)), F.Message) +
      " [coroscope-" + F.Rule + "]\n";
  for (const Note &N : F.Notes)
    Text +=
        Line(N.Where.isKnown() ? N.Where : F.Where, "note", N.Message) + "\n";
  for (const Advice &A : F.Advices)
    Text += Line(F.Where, "note", A.Text) + "\n";
  return Text;
}

/// Whether much of the unoptimized frames is not needed, so that a figure of an
/// optimized build would say more.
static bool keepsMoreThanNeeded(const Report &Report) {
  static constexpr std::uint64_t OneIn = 4;
  Bytes Frames, Wasted;
  for (const Coroutine &C : Report.Coroutines)
    if (!isOptimized(C) && !C.System) {
      Frames += C.Frame.Size;
      Wasted += C.waste().Total;
    }
  return Wasted.Count * OneIn > Frames.Count;
}

std::string auditToText(const Report &Report, bool ListsSystem) {
  std::string Text;
  Table Rows({{"frame", Table::Right},
              {"align", Table::Right},
              {"level", Table::Left},
              {"coroutine", Table::Left},
              {"where", Table::Left}});
  const std::vector<Group> Groups = groupByTemplate(Report, ListsSystem);
  for (const Group &G : Groups) {
    if (G.Members.size() == 1) {
      addRow(Rows, *G.Members.front(), escapeControls(G.Members.front()->Name));
      continue;
    }
    addRow(Rows, *G.Members.front(),
           escapeControls(G.Members.front()->TemplateOf) + ", " +
               std::to_string(G.Members.size()) + " instances:");
    for (const Coroutine *C : G.Members)
      addRow(Rows, *C,
             "  " + escapeControls(C->TemplateArguments.empty()
                                       ? C->Name
                                       : C->TemplateArguments));
  }
  if (!Groups.empty())
    Text += Rows.toText() + "\n";

  std::vector<const Finding *> Findings;
  for (const Coroutine &C : Report.Coroutines)
    for (const Finding &F : C.Findings)
      Findings.push_back(&F);
  std::sort(Findings.begin(), Findings.end(),
            [](const Finding *A, const Finding *B) {
              return std::tie(A->Where, A->Rule, A->Message) <
                     std::tie(B->Where, B->Rule, B->Message);
            });
  for (const Finding *F : Findings)
    Text += toText(*F);
  if (!Findings.empty())
    Text += "\n";

  for (const Unit &U : Report.Units)
    if (!U.isComplete())
      Text += escapeControls(U.File) + ": " + std::string(spelling(U.Status)) +
              ": " + escapeControls(U.Reason) + "\n";
  std::set<std::string> Hints;
  for (const Unit &U : Report.Units)
    if (!U.Hint.empty() && Hints.insert(U.Hint).second)
      Text += escapeControls(U.Hint) + "\n";

  const Totals Sum = Report.totals();
  Text += count(Sum.Coroutines, "coroutine", "coroutines") + " in " +
          unitsInWords(Report);
  if (Sum.Coroutines)
    Text += "; " + std::to_string(Sum.Frames.Count) + " bytes of frames, " +
            std::to_string(Sum.Needed.Count) + " of them needed, " +
            std::to_string(Sum.Padding.Count) + " padding, " +
            std::to_string(Sum.Unnamed.Count) + " unknown";
  Text += "\n";
  if (keepsMoreThanNeeded(Report))
    Text += "values share no bytes at -O0; '--opt 2' shows what an optimized "
            "build has\n";
  if (Sum.Findings)
    Text += count(Sum.Findings, "finding", "findings") +
            "; 'coroscope explain RULE' says what a rule means\n";
  if (Sum.SystemCoroutines && !ListsSystem)
    Text += count(Sum.SystemCoroutines, "coroutine is", "coroutines are") +
            " in system headers or excluded files; --system lists them\n";
  Text += Report.Compiler +
          (Report.Target.empty() ? "" : ", " + Report.Target) + "\n";
  if (!Report.isComplete())
    Text += "incomplete: not every unit could be analyzed\n";
  return Text;
}

/// "0-2, 5"
static std::string ranges(const std::vector<SuspendId> &Ids) {
  std::string Text;
  for (std::size_t I = 0; I != Ids.size();) {
    std::size_t Last = I;
    while (Last + 1 != Ids.size() && Ids[Last + 1] == Ids[Last] + 1)
      ++Last;
    if (!Text.empty())
      Text += ", ";
    Text += std::to_string(Ids[I]);
    if (Last != I)
      Text += "-" + std::to_string(Ids[Last]);
    I = Last + 1;
  }
  return Text;
}

/// Types of templates can fill a page; the JSON has them whole.
static std::string shortened(const std::string &Text) {
  static constexpr std::size_t Longest = 48;
  return cut(Text, Longest);
}

static std::string what(const Occupant &O) {
  std::string Kind(spelling(O.Kind));
  return O.Name.empty() ? Kind : Kind + " '" + escapeControls(O.Name) + "'";
}

/// "used-after 12:5", "escapes 12:5, dead"
static std::string why(const Occupant &O) {
  if (O.isBookkeeping() || O.Reason == HoldReason::Unknown)
    return {};
  std::string Text(spelling(O.Reason));
  if (O.UsedAt.isKnown())
    Text += " " +
            (O.UsedAt.File == O.Declared.File ? std::string()
                                              : O.UsedAt.File + ":") +
            std::to_string(O.UsedAt.Line) + ":" +
            std::to_string(O.UsedAt.Column);
  return escapeControls(O.isDead() ? Text + ", dead" : Text);
}

/// Adds what is in the frame of an elided callee, which is \p O, below it.
/// Suspensions there are the callee's own.
static void addNested(Table &Rows, const Occupant &O, Bytes Begin,
                      const std::string &Indent) {
  for (const FrameRange &Range : O.Nested) {
    const std::string Offset = std::to_string((Begin + Range.Offset).Count);
    if (Range.isPadding()) {
      Rows.add({Offset, std::to_string(Range.Size.Count), Indent + "padding",
                "", "", "", ""});
      continue;
    }
    for (const Occupant &Inner : Range.Occupants) {
      const Bytes At = Begin + Range.Offset + Inner.Offset;
      Rows.add({std::to_string(At.Count), std::to_string(Inner.Size.Count),
                Indent + what(Inner), shortened(Inner.Type),
                toText(Inner.Declared), "", ""});
      addNested(Rows, Inner, At, Indent + "  ");
    }
  }
}

static std::string layoutTable(const Coroutine &C) {
  Table Rows({{"offset", Table::Right},
              {"size", Table::Right},
              {"what", Table::Left},
              {"type", Table::Left},
              {"declared", Table::Left},
              {"held across", Table::Left},
              {"why", Table::Left}});
  for (const FrameRange &Range : C.Frame.Ranges) {
    const std::string Offset = std::to_string(Range.Offset.Count);
    const std::string Size = std::to_string(Range.Size.Count);
    if (Range.isPadding()) {
      Rows.add({Offset, Size, "padding", "", "", "", ""});
      continue;
    }
    if (Range.Occupants.size() > 1)
      Rows.add({Offset, Size,
                "shared by " + std::to_string(Range.Occupants.size()), "", "",
                "", ""});
    for (const Occupant &O : Range.Occupants) {
      bool Alone = Range.Occupants.size() == 1;
      Rows.add({Alone ? Offset
                : O.Offset == Bytes(0)
                    ? ""
                    : std::to_string((Range.Offset + O.Offset).Count),
                Alone ? Size : "",
                (Alone ? "" : "  ") + what(O) +
                    (Alone ? "" : ", " + std::to_string(O.Size.Count)),
                shortened(O.Type), toText(O.Declared), ranges(O.HeldAcross),
                why(O)});
      addNested(Rows, O, Range.Offset + O.Offset, Alone ? "  " : "    ");
    }
  }
  return Rows.toText();
}

static std::string suspendTable(const Coroutine &C) {
  Table Rows({{"suspension", Table::Right},
              {"kind", Table::Left},
              {"where", Table::Left},
              {"live", Table::Right},
              {"awaits", Table::Left}});
  for (std::size_t Id = 0; Id != C.Suspends.size(); ++Id)
    Rows.add({std::to_string(Id), std::string(spelling(C.Suspends[Id].Kind)),
              toText(C.Suspends[Id].Where),
              std::to_string(C.Frame.liveAcross(Id).Count),
              escapeControls(C.Suspends[Id].Awaited)});
  return Rows.toText();
}

/// "elided, 40 bytes moved here", "not-visible"
static std::string elision(const CoroutineCall &Call,
                           const std::string &Where) {
  std::string State(spelling(Call.State));
  if (Call.State == Elision::Elided)
    State += ", " + std::to_string(Call.Moved.Count) + " bytes " + Where;
  return State;
}

static std::string callTable(const Coroutine &C) {
  Table Rows({{"calls", Table::Left},
              {"where", Table::Left},
              {"alive across", Table::Left},
              {"elision", Table::Left}});
  for (const CoroutineCall &Call : C.Calls) {
    std::string State;
    if (Call.Kind == CalleeKind::Function)
      State = elision(Call, "moved here");
    Rows.add({(Call.Kind == CalleeKind::Function
                   ? ""
                   : std::string(spelling(Call.Kind)) + ": ") +
                  shortened(Call.Name),
              toText(Call.Where), ranges(Call.AliveAcross), State});
  }
  return Rows.toText();
}

/// Empty if no function calls \p C.
static std::string callerTable(const Coroutine &C,
                               const std::vector<CallSite> &Sites) {
  Table Rows({{"called by", Table::Left},
              {"where", Table::Left},
              {"elision", Table::Left}});
  bool IsEmpty = true;
  for (const CallSite &Site : Sites) {
    if (Site.Call.Key != C.Key)
      continue;
    IsEmpty = false;
    Rows.add({shortened(Site.Caller), toText(Site.Call.Where),
              elision(Site.Call, "on its stack")});
  }
  return IsEmpty ? std::string() : "\n" + Rows.toText();
}

/// ", by gcc 12.2.0, read from its debug information"
static std::string evidence(const Coroutine &C) {
  std::string Text =
      C.Compiler.empty() ? std::string() : ", by " + escapeControls(C.Compiler);
  switch (C.Evidence) {
  case Evidence::Dwarf:
    return Text + ", read from its debug information";
  case Evidence::Code:
    return Text + ", read from its machine code";
  case Evidence::Source:
  case Evidence::Symbol:
    break;
  }
  return Text;
}

std::string coroutineToText(const Coroutine &C,
                            const std::vector<CallSite> &Sites) {
  std::string Text = nameAndPlace(C) + "\n";
  if (!C.TemplateOf.empty())
    Text += "instance of " + escapeControls(C.TemplateOf) + " with " +
            escapeControls(C.TemplateArguments) + "\n";
  if (C.Evidence == Evidence::Symbol)
    return Text + "its symbol is there, and nothing tells the size of its "
                  "frame\n";
  Text += "frame of " + sizeOf(C) + " bytes" +
          (C.Frame.Align == Bytes(0)
               ? std::string()
               : ", aligned to " + std::to_string(C.Frame.Align.Count)) +
          (C.atLevel().empty() ? "" : "," + C.atLevel()) + evidence(C) + "\n";
  const Waste W = C.waste();
  Text += std::to_string(C.needed().Count) + " are needed at a time";
  if (W.Total > Bytes(0))
    Text += "; of the other " + std::to_string(W.Total.Count) + ", " +
            std::to_string(W.DeadValues.Count) + " are of dead values, " +
            std::to_string(W.NoOverlap.Count) +
            " of values that could overlap, " +
            std::to_string(W.Padding.Count) + " padding";
  Text += "\n";
  for (const Variant &V : C.Variants)
    Text += "in " + escapeControls(V.Unit) + ": " +
            std::to_string(V.Size.Count) + " bytes at -" + V.Optimization +
            "\n";
  Text += "\n" + layoutTable(C);
  Text += "\n" + (C.Suspends.empty() ? std::string("it never suspends\n")
                                     : suspendTable(C));
  if (!C.Calls.empty())
    Text += "\n" + callTable(C);
  Text += callerTable(C, Sites);
  if (C.Chain && C.Chain->At)
    Text += std::string("\nwith all that it awaits: ") +
            (C.Chain->IsAtLeast ? "at least " : "") +
            std::to_string(C.Chain->Size.Count) + " bytes in " +
            count(C.Chain->Allocations, "allocation", "allocations") +
            (C.Chain->IsUnbounded ? " for one turn of a recursion\n" : "\n");
  return Text;
}

} // namespace coroscope
