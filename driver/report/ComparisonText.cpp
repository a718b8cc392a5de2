//===- ComparisonText.cpp - Comparisons for a terminal --------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/CountText.h"
#include "report/Escape.h"
#include "report/Formats.h"
#include "report/ReportText.h"

namespace coroscope {

/// "echo(int): 1040 -> 5136 (+4096): 'Packet' is now held across the suspension
/// at server.cpp:88 (+4096)", and the rest below it.
static std::string toText(const Change &C, const TextStyle &Style) {
  const std::string Name = escapeControls(C.Name);
  std::string Text =
      C.Exceeds.empty() ? std::string("  ") : paint(Style, Paint::Error, "! ");
  switch (C.Kind) {
  case ChangeKind::Added:
    Text += Name + ": new, " + inWords(C.After);
    break;
  case ChangeKind::Removed:
    Text += Name + ": removed, it had " + inWords(C.Before);
    break;
  case ChangeKind::Renamed:
    Text += Name + ": " + inWords(C.After) + ", unchanged";
    break;
  case ChangeKind::Grown:
  case ChangeKind::Shrunk:
    Text += Name + ": " + std::to_string(C.Before.Count) + " -> " +
            std::to_string(C.After.Count) + " (" + withSign(C.growth()) + ")";
    break;
  }
  std::vector<std::string> Lines;
  if (!C.OldName.empty())
    Lines.push_back("was '" + C.OldName + "'");
  else if (C.OldWhere.isKnown())
    Lines.push_back("was in " + C.OldWhere.File);
  for (const Blame &Share : C.Shares)
    Lines.push_back(inWords(Share));
  for (const std::string &Why : C.Exceeds)
    Lines.push_back("exceeded: " + Why);
  if (Lines.size() == 1)
    return Text + ": " + escapeControls(Lines.front()) + "\n";
  Text += "\n";
  for (const std::string &Line : Lines)
    Text += "      " + escapeControls(Line) + "\n";
  return Text;
}

std::string comparisonToText(const Comparison &Made, const TextStyle &Style) {
  std::string Text;
  for (const std::string &Doubt : Made.Doubts)
    Text += paint(Style, Paint::Warning, "warning:") + " " +
            escapeControls(Doubt) + "\n";
  for (const Change &C : Made.Changes)
    Text += toText(C, Style);
  if (!Made.Changes.empty())
    Text += "\n";
  for (const ElisionChange &C : Made.Elisions)
    Text += "  " + toText(C.Call.Where) + ": in " + escapeControls(C.Caller) +
            ": " + escapeControls(inWords(C)) +
            (C.IsLost ? " [coroscope-lost-elision]\n" : "\n");
  if (!Made.Elisions.empty())
    Text += "\n";
  Text += growthInWords(Made) + "; " +
          count(Made.Unchanged, "coroutine is", "coroutines are") +
          " unchanged; all frames together: " +
          std::to_string(Made.Before.Frames.Count) + " -> " +
          std::to_string(Made.After.Frames.Count) + "\n";
  for (const std::string &Why : Made.Exceeds)
    Text += paint(Style, Paint::Error, "! exceeded:") + " " +
            escapeControls(Why) + "\n";
  std::size_t Exceeding = 0;
  for (const Change &C : Made.Changes)
    Exceeding += !C.Exceeds.empty();
  if (Exceeding)
    Text += count(Exceeding, "change exceeds", "changes exceed") +
            " the limits; see the lines marked with '!'\n";
  if (!Made.Head.isComplete())
    Text += "incomplete: some units could not be analyzed, before and after\n";
  return Text;
}

std::string baselineCheckToText(const BaselineCheck &Check) {
  std::string Text;
  for (const BaselineFinding &F : Check.Exceeded)
    Text +=
        "! " + nameAndPlace(*F.Found) + ": " + escapeControls(F.Message) + "\n";
  for (const BaselineFinding &F : Check.New)
    Text += "  " + nameAndPlace(*F.Found) +
            ": new, within the limits of the rules, " +
            escapeControls(F.Message) + "\n";
  for (const std::string &Key : Check.Gone)
    Text += "  " + escapeControls(Key) + ": no longer exists\n";
  if (!Text.empty())
    Text += "\n";
  Text += count(Check.Checked, "coroutine", "coroutines") +
          " checked against the baseline";
  if (Check.Exceeded.empty())
    Text += ": none exceeds it; " + std::to_string(Check.AtLimit) +
            (Check.AtLimit == 1 ? " is" : " are") + " at their limit, " +
            std::to_string(Check.NearLimit) + " within " +
            std::to_string(Near.Count) + " bytes of it\n";
  else
    Text += ": " + count(Check.Exceeded.size(), "exceeds", "exceed") +
            " it; 'coroscope baseline update --accept NAME --reason TEXT' "
            "allows that\n";
  if (Check.Below)
    Text += count(Check.Below, "is", "are") +
            " smaller than allowed; 'coroscope baseline update' lowers the "
            "limits\n";
  if (!Check.New.empty())
    Text += count(Check.New.size(), "is", "are") +
            " not in the baseline; 'coroscope baseline update' adds them\n";
  if (!Check.Gone.empty())
    Text += count(Check.Gone.size(), "entry is", "entries are") +
            " obsolete; 'coroscope baseline prune' removes them\n";
  return Text;
}

} // namespace coroscope
