//===- Github.cpp - Annotations on GitHub ---------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Workflow commands: "::error file=a.cpp,line=1,col=2,title=rule::message".
//
//===----------------------------------------------------------------------===//

#include "report/CountText.h"
#include "report/Escape.h"
#include "report/FindingOrder.h"
#include "report/Formats.h"

namespace coroscope {

/// GitHub shows no more of one kind for one step.
static constexpr std::size_t MostShown = 10;

static std::string command(const std::string &Kind, const Place &Where,
                           const std::string &Title,
                           const std::string &Message) {
  std::string Properties;
  auto Add = [&](const std::string &Name, const std::string &Value) {
    Properties += (Properties.empty() ? " " : ",") + Name + "=" +
                  escapeCommandProperty(Value);
  };
  if (!Where.File.empty())
    Add("file", Where.File);
  if (Where.isKnown())
    Add("line", std::to_string(Where.Line));
  if (Where.Column)
    Add("col", std::to_string(Where.Column));
  if (Where.EndColumn)
    Add("endColumn", std::to_string(Where.EndColumn - 1)); // Included here.
  Add("title", Title);
  return "::" + Kind + Properties + "::" + escapeCommand(Message) + "\n";
}

static std::string kindOf(Severity Severity) {
  return Severity == Severity::Error     ? "error"
         : Severity == Severity::Warning ? "warning"
                                         : "notice";
}

static std::string leftOut(std::size_t Number, const std::string &What) {
  return command("notice", {}, "coroscope",
                 std::to_string(Number) + " more " + What +
                     " are in the report");
}

/// The units that could not be analyzed, which come first: what is missing is
/// not clean.
static std::string failures(const Report &Report, std::size_t &Shown) {
  std::string Text;
  for (const Unit &U : Report.Units)
    if (!U.isComplete() && Shown != MostShown) {
      ++Shown;
      Text +=
          command("error", {U.File}, "coroscope",
                  "could not be analyzed: " + std::string(spelling(U.Status)) +
                      ": " + U.Reason);
    }
  return Text;
}

std::string reportToGithub(const Report &Report) {
  std::size_t Shown = 0;
  std::string Text = failures(Report, Shown);
  const std::vector<PlacedFinding> All = findingsByImportance(Report);
  const std::size_t Most = std::min(All.size(), MostShown - Shown);
  for (std::size_t I = 0; I != Most; ++I) {
    const Finding &F = *All[I].Finding;
    std::string Message = F.Message;
    for (const Note &N : F.Notes)
      Message += "\n" +
                 (N.Where.isKnown()
                      ? N.Where.File + ":" + std::to_string(N.Where.Line) + ": "
                      : std::string()) +
                 N.Message;
    for (const Advice &A : F.Advices)
      Message += "\n" + A.Text;
    Text +=
        command(kindOf(F.Severity), F.Where, "coroscope-" + F.Rule, Message);
  }
  if (Most != All.size())
    Text += leftOut(All.size() - Most, "findings");
  return Text;
}

std::string baselineCheckToGithub(const BaselineCheck &Check,
                                  const Report &Report) {
  std::size_t Shown = 0;
  std::string Text = failures(Report, Shown);
  const std::size_t Most = std::min(Check.Exceeded.size(), MostShown - Shown);
  for (std::size_t I = 0; I != Most; ++I) {
    const BaselineFinding &F = Check.Exceeded[I];
    Text +=
        command("error", F.Found->Where, "coroutine frame",
                F.Found->Name + ": " + F.Message + " (against the baseline)");
  }
  if (Most != Check.Exceeded.size())
    Text += leftOut(Check.Exceeded.size() - Most, "coroutines");
  return Text;
}

std::string comparisonToGithub(const Comparison &Made) {
  std::string Text;
  for (const std::string &Why : Made.Exceeds)
    Text += command("error", {}, "coroscope", Why);
  std::size_t Shown = Made.Exceeds.size(), Left = 0;
  for (const Change &C : Made.Changes) {
    // What shrank or moved needs nobody's attention.
    if (C.Kind != ChangeKind::Grown && C.Exceeds.empty())
      continue;
    if (Shown++ >= MostShown) {
      ++Left;
      continue;
    }
    std::string Message = C.Name + ": " +
                          (C.Kind == ChangeKind::Added
                               ? "new, "
                               : std::to_string(C.Before.Count) + " -> ") +
                          std::to_string(C.After.Count) + " bytes at -" +
                          C.Optimization;
    for (const Blame &Share : C.Shares)
      Message += "\n" + inWords(Share);
    for (const std::string &Why : C.Exceeds)
      Message += "\n" + Why;
    Text += command(C.Exceeds.empty() ? "notice" : "error", C.Where,
                    "coroutine frame", Message);
  }
  for (const ElisionChange &C : Made.Elisions) {
    if (!C.IsLost)
      continue;
    if (Shown++ >= MostShown)
      ++Left;
    else
      Text += command("notice", C.Call.Where, "lost elision",
                      C.Caller + ": " + inWords(C));
  }
  if (Left)
    Text += leftOut(Left, "changes");
  return Text;
}

} // namespace coroscope
