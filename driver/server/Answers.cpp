//===- Answers.cpp - What an editor is told -------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "server/Answers.h"

#include "inputs/CompileCommands.h"
#include "report/Escape.h"
#include "report/ReportText.h"
#include "rules/Catalogue.h"
#include "rules/MessageText.h"
#include "views/StateViews.h"

#include <algorithm>
#include <map>
#include <tuple>

using namespace llvm;

namespace coroscope {

bool AnalyzedText::has(const Place &Where) const {
  return Where.isKnown() && absolutePath(Where.File, Root) == Path;
}

lsp::Range AnalyzedText::rangeOf(const Place &Where) const {
  return {Text.at(Where.Line, Where.Column),
          Text.at(Where.Line,
                  Where.EndColumn ? Where.EndColumn : Where.Column + 1)};
}

/// What may be shown of a text of the report.
static std::string shownText(const std::string &Text) {
  return escapeControls(asUtf8(Text));
}

/// The same for a text of several lines.
static std::string shownLines(const std::string &Text) { return asUtf8(Text); }

static json::Value severityOf(Severity Given) {
  switch (Given) {
  case Severity::Error:
    return int(lsp::DiagnosticSeverity::Error);
  case Severity::Warning:
    return int(lsp::DiagnosticSeverity::Warning);
  case Severity::Note:
    break;
  }
  return int(lsp::DiagnosticSeverity::Information);
}

static std::string uriOf(const AnalyzedText &Of, const Place &Where) {
  if (Of.has(Where))
    return Of.Uri;
  auto Uri = lsp::URIForFile::fromFile(absolutePath(Where.File, Of.Root));
  if (Uri)
    return Uri->uri().str();
  consumeError(Uri.takeError());
  return Of.Uri;
}

static json::Object diagnosticOf(const AnalyzedText &Of, const Coroutine &C,
                                 const Finding &F) {
  std::string Message = shownText(F.Message);
  for (const Advice &A : F.Advices)
    if (A.Edits.empty() || !A.Condition.empty())
      Message +=
          "\n" + shownText(A.Text) +
          (A.Condition.empty() ? "" : " (if " + shownText(A.Condition) + ")");
  json::Array Related;
  for (const Note &N : F.Notes)
    if (N.Where.isKnown()) {
      const bool IsHere = Of.has(N.Where);
      // Columns of other files are right where a line is ASCII.
      const int Line = int(N.Where.Line) - 1, Column = int(N.Where.Column) - 1;
      Related.push_back(json::Object{
          {"location", json::Object{{"uri", uriOf(Of, N.Where)},
                                    {"range", IsHere ? Of.rangeOf(N.Where)
                                                     : lsp::Range(lsp::Position(
                                                           Line, Column))}}},
          {"message", shownText(N.Message)}});
    }
  json::Object Made{{"range", Of.rangeOf(F.Where)},
                    {"severity", severityOf(F.Severity)},
                    {"source", "coroscope"},
                    {"code", "coroscope-" + F.Rule},
                    {"message", std::move(Message)},
                    {"data", json::Object{{"rule", F.Rule},
                                          {"coroutine", shownText(C.Key)}}}};
  if (!Related.empty())
    Made["relatedInformation"] = std::move(Related);
  return Made;
}

/// Calls \p Tell with each finding in the document. What instances of a
/// template have in common is told once.
template <typename Told>
static void forEachFinding(const AnalyzedText &Of, Told Tell) {
  std::vector<std::pair<Place, std::string>> Seen;
  for (const Coroutine &C : Of.Report.Coroutines)
    for (const Finding &F : C.Findings) {
      if (!Of.has(F.Where))
        continue;
      std::pair<Place, std::string> Own{F.Where, F.Message};
      if (is_contained(Seen, Own))
        continue;
      Seen.push_back(std::move(Own));
      Tell(C, F);
    }
}

json::Array diagnosticsOf(const AnalyzedText &Of) {
  json::Array Made;
  forEachFinding(Of, [&](const Coroutine &C, const Finding &F) {
    Made.push_back(diagnosticOf(Of, C, F));
  });
  return Made;
}

/// "Box 'Buffer': frame 4288 -> 192 bytes, one allocation more".
static std::string titleOf(const Coroutine &C, const Finding &F,
                           const Advice &A) {
  const std::string Value = "'" + shownText(shown(F.Value)) + "'";
  std::string Title;
  switch (A.Kind) {
  case AdviceKind::Scope:
    Title = "End the scope of " + Value + " earlier";
    break;
  case AdviceKind::DeclareLater:
    Title = "Declare " + Value + " later";
    break;
  case AdviceKind::LaterScope:
    Title = "Declare " + Value + " later, in a scope";
    break;
  case AdviceKind::Call:
    Title = "Use " + Value + " in a lambda that is called at once";
    break;
  case AdviceKind::Box:
    Title = "Box " + Value;
    break;
  case AdviceKind::Words:
    break;
  }
  Title += ": frame " + std::to_string(C.Frame.Size.Count) + " -> " +
           inWords(A.FrameSize);
  if (A.Heap != Bytes(0))
    Title += ", one allocation more";
  return Title;
}

static bool overlapsLines(const lsp::Range &A, const lsp::Range &B) {
  return A.start.line <= B.end.line && B.start.line <= A.end.line;
}

/// The edits of \p A for the editor; nothing if one is in another file.
static std::optional<json::Array> textEditsOf(const AnalyzedText &Of,
                                              const Advice &A) {
  json::Array Edits;
  for (const Edit &E : A.Edits) {
    if (absolutePath(E.File, Of.Root) != Of.Path ||
        E.Offset + E.Length > Of.Text.text().size())
      return std::nullopt;
    Edits.push_back(lsp::toJSON(lsp::TextEdit{
        {Of.Text.atOffset(E.Offset), Of.Text.atOffset(E.Offset + E.Length)},
        asUtf8(E.Replacement)}));
  }
  return Edits;
}

static json::Object actionWith(std::string Title, const char *Kind,
                               const std::string &Uri, json::Array Edits) {
  return json::Object{
      {"title", std::move(Title)},
      {"kind", Kind},
      {"edit",
       json::Object{{"changes", json::Object{{Uri, std::move(Edits)}}}}}};
}

/// A comment above \p C that agrees on what it has now.
static json::Object budgetFor(const AnalyzedText &Of, const Coroutine &C) {
  const std::string Size = std::to_string(C.Frame.Size.Count);
  const std::string Comment =
      Of.Text.indentation(C.Where.Line).str() + "// coroscope: budget " + Size +
      ", say here why it needs so much" + Of.Text.lineEnd().str();
  const lsp::Position Above(int(C.Where.Line) - 1, 0);
  json::Array Edits;
  Edits.push_back(lsp::toJSON(lsp::TextEdit{{Above, Above}, Comment}));
  return actionWith("Set a budget of " + Size + " bytes for '" +
                        shownText(shortName(C)) + "'...",
                    "quickfix", Of.Uri, std::move(Edits));
}

json::Array actionsOf(const AnalyzedText &Of, const lsp::Range &Range,
                      bool IsCurrent) {
  json::Array Actions;
  std::vector<std::string> Explained, Budgeted;
  json::Array Others;
  forEachFinding(Of, [&](const Coroutine &C, const Finding &F) {
    if (!overlapsLines(Of.rangeOf(F.Where), Range))
      return;
    bool IsFirst = true;
    for (const Advice &A : F.Advices) {
      // What is not certain is said in words.
      if (!IsCurrent || !A.Measured || A.Edits.empty() || !A.Condition.empty())
        continue;
      auto Edits = textEditsOf(Of, A);
      if (!Edits)
        continue;
      json::Object Action =
          actionWith(titleOf(C, F, A), "quickfix", Of.Uri, std::move(*Edits));
      json::Array Solved;
      Solved.push_back(diagnosticOf(Of, C, F));
      Action["diagnostics"] = std::move(Solved);
      if (IsFirst)
        Action["isPreferred"] = true;
      IsFirst = false;
      Actions.push_back(std::move(Action));
    }
    if (IsCurrent && !C.Budget && Of.has(C.Where) &&
        !is_contained(Budgeted, C.Key)) {
      Budgeted.push_back(C.Key);
      Others.push_back(budgetFor(Of, C));
    }
    if (!is_contained(Explained, F.Rule)) {
      Explained.push_back(F.Rule);
      Others.push_back(json::Object{
          {"title", "Explain " + F.Rule},
          {"kind", "quickfix"},
          {"command", json::Object{{"title", "Explain " + F.Rule},
                                   {"command", "coroscope.explain"},
                                   {"arguments", json::Array{F.Rule}}}}});
    }
  });
  for (json::Value &Other : Others)
    Actions.push_back(std::move(Other));
  return Actions;
}

/// The largest of the coroutines at each place of the document: a template has
/// several.
static std::map<Place, const Coroutine *> largestAt(const AnalyzedText &Of) {
  std::map<Place, const Coroutine *> Largest;
  for (const Coroutine &C : Of.Report.Coroutines)
    if (Of.has(C.Where)) {
      const Coroutine *&At = Largest[C.Where];
      if (!At || At->Frame.Size < C.Frame.Size)
        At = &C;
    }
  return Largest;
}

static json::Object hintAt(const lsp::Position &At, std::string Label) {
  return json::Object{
      {"position", At}, {"label", std::move(Label)}, {"paddingLeft", true}};
}

json::Array hintsOf(const AnalyzedText &Of, const lsp::Range &Range) {
  json::Array Hints;
  auto Add = [&](const Place &Where, std::string Label) {
    const lsp::Range Own = Of.rangeOf(Where);
    if (overlapsLines(Own, Range))
      Hints.push_back(hintAt(Own.end, std::move(Label)));
  };
  for (const auto &[Where, C] : largestAt(Of)) {
    Add(Where, std::to_string(C->Frame.Size.Count) + " B, " +
                   std::to_string(C->needed().Count) + " needed");
    for (SuspendId Id = 0; Id != C->Suspends.size(); ++Id) {
      const Suspend &S = C->Suspends[Id];
      if ((S.Kind == SuspendKind::Await || S.Kind == SuspendKind::Yield) &&
          Of.has(S.Where))
        Add(S.Where, std::to_string(C->Frame.liveAcross(Id).Count) + " B live");
    }
  }
  return Hints;
}

/// "chain 8576 B", or "chain at least 8576 B".
static std::string chainInWords(const Chain &Of) {
  return std::string("chain ") +
         (Of.IsUnbounded ? "without a limit, one turn "
          : Of.IsAtLeast ? "at least "
                         : "") +
         std::to_string(Of.Size.Count) + " B";
}

json::Array lensesOf(const AnalyzedText &Of) {
  json::Array Lenses;
  for (const auto &[Where, C] : largestAt(Of)) {
    std::string Title = "frame " + std::to_string(C->Frame.Size.Count) + " B";
    if (C->Chain)
      Title += ", " + chainInWords(*C->Chain);
    Lenses.push_back(json::Object{
        {"range", Of.rangeOf(Where)},
        {"command",
         json::Object{
             {"title", Title},
             {"command", "coroscope.showFrame"},
             {"arguments", json::Array{Of.Uri, Of.rangeOf(Where).start}}}}});
  }
  return Lenses;
}

/// The lines of the suspensions \p Ids, as in "12, 15".
static std::string linesOf(const Coroutine &C,
                           const std::vector<SuspendId> &Ids) {
  std::string Lines;
  unsigned Last = 0;
  for (SuspendId Id : Ids) {
    if (Id >= C.Suspends.size() || C.Suspends[Id].Where.Line == Last)
      continue;
    Last = C.Suspends[Id].Where.Line;
    Lines += (Lines.empty() ? "" : ", ") + std::to_string(Last);
  }
  return Lines;
}

static std::string reasonInWords(const Occupant &O) {
  switch (O.Reason) {
  case HoldReason::UsedAfter:
    return "it is used afterwards";
  case HoldReason::DestroyedAfter:
    return "its destructor runs afterwards";
  case HoldReason::Escapes:
    return O.EscapesTo.empty()
               ? "its address got out"
               : "its address was passed to '" + O.EscapesTo.str() + "'";
  case HoldReason::Conservative:
    return "the compiler keeps it, though nothing uses it";
  case HoldReason::Always:
    return "it is kept as long as there is a frame";
  case HoldReason::Unknown:
    break;
  }
  return {};
}

static std::string aboutValue(const Coroutine &C, const Occupant &O) {
  std::string Text = codeMarkdown(shownText(O.Name)) + ": " +
                     std::to_string(O.Size.Count) + " bytes in the frame of " +
                     codeMarkdown(shownText(shortName(C)));
  if (const std::string Lines = linesOf(C, O.HeldAcross); !Lines.empty())
    Text += ", held across the suspensions in line " + Lines;
  if (const std::string Why = reasonInWords(O); !Why.empty())
    Text += ", because " + escapeMarkdown(shownText(Why));
  if (O.UsedAt.isKnown())
    Text += " (line " + std::to_string(O.UsedAt.Line) + ")";
  return Text + "\n\n";
}

static std::string aboutSuspend(const Coroutine &C, SuspendId Id) {
  std::string Text =
      std::to_string(C.Frame.liveAcross(Id).Count) + " of " +
      std::to_string(C.Frame.Size.Count) + " bytes of the frame of " +
      codeMarkdown(shownText(shortName(C))) + " are alive here\n\n";
  std::vector<const Occupant *> Alive;
  for (const FrameRange &Range : C.Frame.Ranges)
    for (const Occupant &O : Range.Occupants)
      if (!O.isBookkeeping() && is_contained(O.LiveAcross, Id))
        Alive.push_back(&O);
  std::sort(Alive.begin(), Alive.end(),
            [](const Occupant *A, const Occupant *B) {
              return std::tuple(B->Size, A->Name, A->Declared) <
                     std::tuple(A->Size, B->Name, B->Declared);
            });
  for (const Occupant *O : Alive) {
    Text += "- " + std::to_string(O->Size.Count) + " bytes: ";
    Text += O->isNamed() ? codeMarkdown(shownText(O->Name))
                         : std::string(spelling(O->Kind));
    if (!O->Type.empty())
      Text += ", " + codeMarkdown(shownText(shownType(O->Type)));
    Text += "\n";
  }
  return Text;
}

static std::string inFence(const std::string &Text) {
  return "```text\n" + Text + (StringRef(Text).ends_with("\n") ? "" : "\n") +
         "```\n";
}

static std::string aboutCoroutine(const AnalyzedText &Of, const Coroutine &C) {
  std::string Text =
      inFence(shownLines(coroutineToText(C, Of.Report.CallSites, TextStyle())));
  Text += "\nStates:\n" + inFence(shownLines(statesToText(C, TextStyle())));
  if (C.Chain)
    Text += "\n" + chainInWords(*C.Chain) + " in " +
            std::to_string(C.Chain->Allocations) + " allocations\n";
  return Text;
}

static bool isIn(const lsp::Range &Range, const lsp::Position &At) {
  return Range.start <= At && At <= Range.end;
}

json::Value hoverOf(const AnalyzedText &Of, const lsp::Position &At) {
  std::string Text;
  std::optional<lsp::Range> Range;
  auto Add = [&](const Place &Where, auto Tell) {
    if (!Of.has(Where) || !isIn(Of.rangeOf(Where), At))
      return;
    Range = Of.rangeOf(Where);
    Text += Tell();
  };
  for (const Coroutine &C : Of.Report.Coroutines) {
    Add(C.Where, [&] { return aboutCoroutine(Of, C); });
    for (SuspendId Id = 0; Id != C.Suspends.size(); ++Id)
      if (C.Suspends[Id].Kind == SuspendKind::Await ||
          C.Suspends[Id].Kind == SuspendKind::Yield)
        Add(C.Suspends[Id].Where, [&] { return aboutSuspend(C, Id); });
    for (const FrameRange &Bytes : C.Frame.Ranges)
      for (const Occupant &O : Bytes.Occupants)
        if (O.isNamed())
          Add(O.Declared, [&] { return aboutValue(C, O); });
  }
  if (!Range)
    return nullptr;
  return json::Object{
      {"contents", json::Object{{"kind", "markdown"}, {"value", Text}}},
      {"range", *Range}};
}

std::string tablesAt(const AnalyzedText &Of, const lsp::Position &At) {
  std::string Text;
  const unsigned Line = unsigned(At.line) + 1;
  for (const Coroutine &C : Of.Report.Coroutines)
    if (Of.has(C.Where) && C.Where.Line <= Line &&
        Line <= std::max(C.Background.LastLine, C.Where.Line))
      Text += (Text.empty() ? "" : "\n") +
              shownLines(coroutineToText(C, Of.Report.CallSites, TextStyle()));
  return Text;
}

} // namespace coroscope
