//===- ReportText.cpp - Reports for a terminal ----------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/ReportText.h"

#include "report/CountText.h"
#include "report/Escape.h"
#include "report/FrameBar.h"
#include "report/Snippet.h"
#include "report/Table.h"

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

static Paint paintOf(Severity S) {
  return S == Severity::Error     ? Paint::Error
         : S == Severity::Warning ? Paint::Warning
                                  : Paint::Note;
}

/// "a.cpp:8:24: warning: ... [coroscope-large-value]" and its notes, each with
/// the line of the sources that it is about.
static std::string toText(const Coroutine &C, const Finding &F,
                          const TextStyle &Style) {
  Place Last; // Of the line that is shown.
  auto Line = [&](const Place &Where, Severity Kind,
                  const std::string &Message) {
    std::string Text =
        paint(Style, Paint::Bold, toText(Where) + ":") + " " +
        paint(Style, paintOf(Kind), std::string(spelling(Kind)) + ":") + " " +
        Message + "\n";
    if (Where != Last)
      Text += snippetAt(C, Where, Style);
    Last = Where;
    return Text;
  };
  std::string Text = Line(F.Where, F.Severity,
                          paint(Style, Paint::Bold, escapeControls(F.Message)) +
                              " [coroscope-" + F.Rule + "]");
  for (const Note &N : F.Notes)
    Text += Line(N.Where.isKnown() ? N.Where : F.Where, Severity::Note,
                 escapeControls(N.Message));
  // They say what to do where the finding is, which has been shown.
  for (const Advice &A : F.Advices) {
    Last = F.Where;
    Text += Line(F.Where, Severity::Note, escapeControls(A.Text));
  }
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

std::string auditToText(const Report &Report, bool ListsSystem,
                        const TextStyle &Style, bool ListsFailures) {
  std::string Text;
  Table Rows({{"frame", Table::Right},
              {"align", Table::Right},
              {"level", Table::Left},
              {"coroutine", Table::Left, Table::Shrinks},
              {"where", Table::Left, Table::Shrinks}});
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
    Text += Rows.toText(Style) + "\n";

  std::vector<std::pair<const Coroutine *, const Finding *>> Findings;
  for (const Coroutine &C : Report.Coroutines)
    for (const Finding &F : C.Findings)
      Findings.push_back({&C, &F});
  std::sort(Findings.begin(), Findings.end(), [](const auto &A, const auto &B) {
    return std::tie(A.second->Where, A.second->Rule, A.second->Message,
                    A.first->Key) < std::tie(B.second->Where, B.second->Rule,
                                             B.second->Message, B.first->Key);
  });
  for (const auto &[C, F] : Findings)
    Text += toText(*C, *F, Style);
  if (!Findings.empty())
    Text += "\n";

  for (const Unit &U : Report.Units)
    if (!U.isComplete() && ListsFailures)
      Text += paint(Style, Paint::Error,
                    escapeControls(U.File) + ": " +
                        std::string(spelling(U.Status)) + ":") +
              " " + escapeControls(U.Reason) + "\n";
  std::set<std::string> Hints;
  for (const Unit &U : Report.Units)
    if (!U.Hint.empty() && Hints.insert(U.Hint).second)
      Text += escapeControls(U.Hint) + "\n";

  const Totals Sum = Report.totals();
  Text += count(Sum.Coroutines, "coroutine", "coroutines") + " in " +
          unitsInWords(Report);
  if (Sum.Coroutines)
    Text += "; frames: " + std::to_string(Sum.Frames.Count) +
            " bytes, peak live: " + std::to_string(Sum.Needed.Count) +
            ", padding: " + std::to_string(Sum.Padding.Count) +
            (Sum.Unnamed == Bytes(0)
                 ? std::string()
                 : ", unknown: " + std::to_string(Sum.Unnamed.Count));
  Text += "\n";
  if (keepsMoreThanNeeded(Report))
    Text += "at -O0, values share no bytes; '--opt 2' shows the frames of an "
            "optimized build\n";
  if (Sum.Findings)
    Text += count(Sum.Findings, "finding", "findings") +
            "; 'coroscope explain RULE' explains a rule\n";
  if (Sum.SystemCoroutines && !ListsSystem)
    Text += count(Sum.SystemCoroutines, "coroutine is", "coroutines are") +
            " in system headers or excluded files; --system lists them\n";
  Text += Report.Compiler +
          (Report.Target.empty() ? "" : ", " + Report.Target) + "\n";
  if (!Report.isComplete())
    Text += paint(Style, Paint::Error, "incomplete:") +
            " some units could not be analyzed\n";
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

/// Types of templates can fill a page; the JSON has them whole. Where the width
/// is known, the table cuts them.
static std::string shortened(const std::string &Text, const TextStyle &Style) {
  static constexpr std::size_t Longest = 48;
  return Style.Width ? escapeControls(Text) : cut(Text, Longest);
}

/// \p Where as the frame of \p C shows it: "12:5" in its own file.
static std::string placeIn(const Coroutine &C, const Place &Where) {
  if (!Where.isKnown() || Where.File != C.Where.File || Where.Column == 0)
    return toText(Where);
  return std::to_string(Where.Line) + ":" + std::to_string(Where.Column);
}

static std::string what(const Occupant &O) {
  std::string Kind(spelling(O.Kind));
  // The name of what every frame has says the same again.
  const bool SaysTheSame = O.Kind == OccupantKind::ResumePointer ||
                           O.Kind == OccupantKind::DestroyPointer ||
                           O.Kind == OccupantKind::SuspendIndex ||
                           O.Kind == OccupantKind::Promise;
  return O.Name.empty() || SaysTheSame
             ? Kind
             : Kind + " '" + escapeControls(O.Name) + "'";
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
static void addNested(Table &Rows, const Coroutine &C, const Occupant &O,
                      Bytes Begin, const std::string &Indent,
                      const TextStyle &Style) {
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
                Indent + what(Inner), shortened(Inner.Type, Style),
                placeIn(C, Inner.Declared), "", ""});
      addNested(Rows, C, Inner, At, Indent + "  ", Style);
    }
  }
}

static std::string layoutTable(const Coroutine &C, const TextStyle &Style) {
  Table Rows({{"offset", Table::Right},
              {"size", Table::Right},
              {"what", Table::Left, Table::Shrinks},
              {"type", Table::Left, Table::Shrinks},
              {"declared", Table::Left, Table::Shrinks},
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
                shortened(O.Type, Style), placeIn(C, O.Declared),
                ranges(O.HeldAcross), why(O)});
      addNested(Rows, C, O, Range.Offset + O.Offset, Alone ? "  " : "    ",
                Style);
    }
  }
  return Rows.toText(Style);
}

static std::string suspendTable(const Coroutine &C, const TextStyle &Style) {
  Table Rows({{"suspension", Table::Right},
              {"kind", Table::Left},
              {"where", Table::Left, Table::Shrinks},
              {"live", Table::Right},
              {"awaits", Table::Left, Table::Shrinks}});
  for (std::size_t Id = 0; Id != C.Suspends.size(); ++Id)
    Rows.add({std::to_string(Id), std::string(spelling(C.Suspends[Id].Kind)),
              toText(C.Suspends[Id].Where),
              std::to_string(C.Frame.liveAcross(Id).Count),
              escapeControls(C.Suspends[Id].Awaited)});
  return Rows.toText(Style);
}

/// "elided, 40 bytes moved here", "not-visible"
static std::string elision(const CoroutineCall &Call,
                           const std::string &Where) {
  std::string State(spelling(Call.State));
  if (Call.State == Elision::Elided)
    State += ", " + std::to_string(Call.Moved.Count) + " bytes " + Where;
  return State;
}

static std::string callTable(const Coroutine &C, const TextStyle &Style) {
  Table Rows({{"calls", Table::Left, Table::Shrinks},
              {"where", Table::Left, Table::Shrinks},
              {"alive across", Table::Left},
              {"elision", Table::Left}});
  for (const CoroutineCall &Call : C.Calls) {
    std::string State;
    if (Call.Kind == CalleeKind::Function)
      State = elision(Call, "moved here");
    Rows.add({(Call.Kind == CalleeKind::Function
                   ? ""
                   : std::string(spelling(Call.Kind)) + ": ") +
                  shortened(Call.Name, Style),
              toText(Call.Where), ranges(Call.AliveAcross), State});
  }
  return Rows.toText(Style);
}

/// Empty if no function calls \p C.
static std::string callerTable(const Coroutine &C,
                               const std::vector<CallSite> &Sites,
                               const TextStyle &Style) {
  Table Rows({{"called by", Table::Left, Table::Shrinks},
              {"where", Table::Left, Table::Shrinks},
              {"elision", Table::Left}});
  bool IsEmpty = true;
  for (const CallSite &Site : Sites) {
    if (Site.Call.Key != C.Key)
      continue;
    IsEmpty = false;
    Rows.add({shortened(Site.Caller, Style), toText(Site.Call.Where),
              elision(Site.Call, "on its stack")});
  }
  return IsEmpty ? std::string() : "\n" + Rows.toText(Style);
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

/// "peak live bytes: 32; waste: 8208, of which 8200 dead values, 8 padding"
static std::string peakInWords(const Coroutine &C) {
  const Waste W = C.waste();
  std::string Text = "peak live bytes: " + std::to_string(C.needed().Count);
  if (W.Total == Bytes(0))
    return Text + "\n";
  std::string Parts;
  for (const auto &[Share, Name] :
       {std::pair{W.DeadValues, " in dead values"},
        std::pair{W.NoOverlap, " in values that could share bytes"},
        std::pair{W.Padding, " in padding"}})
    if (Share != Bytes(0))
      Parts +=
          (Parts.empty() ? ": " : ", ") + std::to_string(Share.Count) + Name;
  return Text + "; waste: " + std::to_string(W.Total.Count) +
         (Parts.empty() ? "" : " bytes" + Parts) + "\n";
}

std::string coroutineToText(const Coroutine &C,
                            const std::vector<CallSite> &Sites,
                            const TextStyle &Style) {
  std::string Text = paint(Style, Paint::Bold, nameAndPlace(C)) + "\n";
  if (!C.TemplateOf.empty())
    Text += "instance of " + escapeControls(C.TemplateOf) + " with " +
            escapeControls(C.TemplateArguments) + "\n";
  if (C.Evidence == Evidence::Symbol)
    return Text + "only its symbol was found: the size of its frame is not "
                  "known\n";
  Text += "frame of " + sizeOf(C) + " bytes" +
          (C.Frame.Align == Bytes(0)
               ? std::string()
               : ", aligned to " + std::to_string(C.Frame.Align.Count)) +
          (C.atLevel().empty() ? "" : "," + C.atLevel()) + evidence(C) + "\n" +
          peakInWords(C);
  for (const Variant &V : C.Variants)
    Text += "in " + escapeControls(V.Unit) + ": " +
            std::to_string(V.Size.Count) + " bytes at -" + V.Optimization +
            "\n";
  if (const std::string Bar = frameBar(C, Style); !Bar.empty())
    Text += "\n" + Bar;
  Text += "\n" + layoutTable(C, Style);
  Text += "\n" + (C.Suspends.empty() ? std::string("it never suspends\n")
                                     : suspendTable(C, Style));
  if (!C.Calls.empty())
    Text += "\n" + callTable(C, Style);
  Text += callerTable(C, Sites, Style);
  if (C.Chain && C.Chain->At)
    Text += std::string("\nwith everything it awaits: ") +
            (C.Chain->IsAtLeast ? "at least " : "") +
            std::to_string(C.Chain->Size.Count) + " bytes in " +
            count(C.Chain->Allocations, "allocation", "allocations") +
            (C.Chain->IsUnbounded ? " for one turn of a recursion\n" : "\n");
  return Text;
}

} // namespace coroscope
