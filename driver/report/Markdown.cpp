//===- Markdown.cpp - Reports as a page -----------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/CountText.h"
#include "report/Escape.h"
#include "report/FindingOrder.h"
#include "report/Formats.h"
#include "report/MarkdownPage.h"

namespace coroscope {

/// Names this page, so that a comment can be found again and replaced.
static constexpr char Marker[] = "<!-- coroscope -->\n";

static std::string place(const Place &Where) {
  return Where.isKnown()
             ? shortCode(Where.File + ":" + std::to_string(Where.Line))
             : shortCode(Where.File);
}

static std::vector<std::vector<std::string>> failures(const Report &Report) {
  std::vector<std::vector<std::string>> Rows;
  for (const Unit &U : Report.Units)
    if (!U.isComplete())
      Rows.push_back({shortCode(U.File), std::string(spelling(U.Status)),
                      shortCode(U.Reason)});
  return Rows;
}

static std::string footer(const Report &Report) {
  std::string Text = "<sub>Coroscope " + escapeMarkdown(Report.ToolVersion) +
                     ", " + escapeMarkdown(Report.Compiler);
  if (!Report.Target.empty())
    Text += ", " + escapeMarkdown(Report.Target);
  return Text + "</sub>\n";
}

std::string reportToMarkdown(const Report &Report) {
  static constexpr std::size_t MostFrames = 50;
  const std::vector<const Coroutine *> Own = ownBySize(Report);
  const std::vector<PlacedFinding> Findings = findingsByImportance(Report);
  Bytes Frames, Needed;
  for (const Coroutine *C : Own) {
    Frames += C->Frame.Size;
    Needed += C->needed();
  }
  MarkdownPage Page;
  Page.add(Marker);
  Page.add("### Coroutine frames\n\n");
  if (!Report.isComplete())
    Page.add("**Incomplete: not every unit could be analyzed.**\n\n");
  Page.add(count(Findings.size(), "finding", "findings") + " in " +
           count(Own.size(), "coroutine", "coroutines") + " of " +
           count(Report.Units.size(), "unit", "units") + "; " +
           std::to_string(Frames.Count) + " bytes of frames, " +
           std::to_string(Needed.Count) + " of them needed.\n\n");
  std::vector<std::vector<std::string>> Rows;
  for (const PlacedFinding &Placed : Findings) {
    const Finding &F = *Placed.Finding;
    std::string Message = escapeMarkdown(F.Message);
    for (const Advice &A : F.Advices)
      Message += "<br>" + escapeMarkdown(A.Text);
    Rows.push_back({std::string(spelling(F.Severity)), place(F.Where), Message,
                    shortCode(F.Rule)});
  }
  Page.addTable("", {"", "where", "finding", "rule"}, Rows);
  Page.addTable("Units that could not be analyzed", {"unit", "status", "why"},
                failures(Report));
  Rows.clear();
  for (const Coroutine *C : Own)
    if (Rows.size() != MostFrames)
      Rows.push_back({std::to_string(C->Frame.Size.Count),
                      std::to_string(C->needed().Count), shortCode(C->Name),
                      place(C->Where), escapeMarkdown(C->level())});
  Page.addTable("The largest frames",
                {"bytes", "needed", "coroutine", "where", "level"}, Rows);
  Page.add(footer(Report));
  return Page.text();
}

/// What there is to say of a change, a line each.
static std::string why(const Change &C) {
  std::string Text;
  auto Add = [&](const std::string &Line) {
    Text += (Text.empty() ? "" : "<br>") + Line;
  };
  for (const std::string &Reason : C.Exceeds)
    Add("**" + escapeMarkdown(Reason) + "**");
  if (!C.OldName.empty())
    Add("was " + shortCode(C.OldName));
  else if (C.OldWhere.isKnown())
    Add("was at " + place(C.OldWhere));
  // The rest is small, and in the JSON.
  static constexpr std::size_t MostShares = 6;
  for (std::size_t I = 0; I != std::min(C.Shares.size(), MostShares); ++I)
    Add(escapeMarkdown(inWords(C.Shares[I])));
  if (C.Shares.size() > MostShares)
    Add(std::to_string(C.Shares.size() - MostShares) + " smaller ones");
  return Text;
}

static std::vector<std::string> row(const Change &C) {
  return {C.Exceeds.empty() ? "" : "❌",
          shortCode(C.Name) + "<br>" + place(C.Where),
          C.Kind == ChangeKind::Added ? std::string(spelling(C.Kind))
                                      : std::to_string(C.Before.Count),
          C.Kind == ChangeKind::Removed ? std::string(spelling(C.Kind))
                                        : std::to_string(C.After.Count),
          withSign(C.growth()),
          why(C)};
}

std::string comparisonToMarkdown(const Comparison &Made) {
  MarkdownPage Page;
  Page.add(Marker);
  Page.add("### Coroutine frames: " + growthInWords(Made) + "\n\n");
  for (const std::string &Reason : Made.Exceeds)
    Page.add("❌ **" + escapeMarkdown(Reason) + "**\n\n");
  for (const std::string &Doubt : Made.Doubts)
    Page.add("⚠️ " + escapeMarkdown(Doubt) + "\n\n");
  if (!Made.Head.isComplete())
    Page.add("⚠️ some units could not be analyzed, before and after\n\n");
  std::vector<std::vector<std::string>> Grown, Others;
  for (const Change &C : Made.Changes)
    (!C.Exceeds.empty() || C.Kind == ChangeKind::Grown ? Grown : Others)
        .push_back(row(C));
  const std::vector<std::string> Head = {"",      "coroutine", "before",
                                         "after", "change",    "why"};
  Page.addTable("", Head, Grown);
  Page.addTable(count(Others.size(), "other change", "other changes"), Head,
                Others);
  if (Made.Changes.empty())
    Page.add("No frame has changed.\n\n");
  std::vector<std::vector<std::string>> Elisions;
  for (const ElisionChange &C : Made.Elisions)
    Elisions.push_back(
        {place(C.Call.Where), shortCode(C.Caller), escapeMarkdown(inWords(C))});
  Page.addTable("Elision that is lost, and won", {"where", "caller", "change"},
                Elisions);
  Page.add(count(Made.Unchanged, "coroutine is", "coroutines are") +
           " unchanged; all frames together: " +
           std::to_string(Made.Before.Frames.Count) + " → " +
           std::to_string(Made.After.Frames.Count) + " bytes.\n\n");
  Page.add(footer(Made.Head));
  return Page.text();
}

} // namespace coroscope
