//===- SourceTexts.cpp - What a page shows of the sources -----------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "page/SourceTexts.h"

#include "advice/ApplyEdits.h"
#include "report/UnifiedDiff.h"

#include <algorithm>
#include <cctype>
#include <set>

namespace coroscope {

/// The number of lines to show around each line of interest.
static constexpr unsigned Around = 2;

static std::vector<std::string_view> splitLines(std::string_view Text) {
  std::vector<std::string_view> Lines;
  while (!Text.empty()) {
    const std::size_t End = std::min(Text.find('\n'), Text.size());
    std::string_view Line = Text.substr(0, End);
    if (Line.ends_with('\r'))
      Line.remove_suffix(1);
    Lines.push_back(Line);
    Text.remove_prefix(std::min(End + 1, Text.size()));
  }
  return Lines;
}

const SourceTexts::File *SourceTexts::find(const std::string &Name) {
  auto [It, IsNew] = Files.try_emplace(Name);
  if (!IsNew)
    return It->second.get();
  std::optional<std::string> Text = Read(Name);
  if (!Text)
    return nullptr;
  It->second = std::make_unique<File>();
  It->second->Text = std::move(*Text);
  It->second->Lines = splitLines(It->second->Text);
  return It->second.get();
}

/// Returns true if \p Name can have been written: those of a range-based for,
/// such as "__range1", are the compiler's own.
static bool isWritten(std::string_view Name) {
  return !Name.empty() && !Name.starts_with("__") &&
         !std::isdigit(static_cast<unsigned char>(Name[0])) &&
         std::all_of(Name.begin(), Name.end(), [](unsigned char C) {
           return std::isalnum(C) || C == '_';
         });
}

/// Returns true if \p Word stands at the place \p Where.
static bool isAt(const std::vector<std::string_view> &Lines, const Place &Where,
                 std::string_view Word) {
  if (Where.Line == 0 || Where.Line > Lines.size() || Where.Column == 0)
    return false;
  const std::string_view Line = Lines[Where.Line - 1];
  return Where.Column <= Line.size() &&
         Line.substr(Where.Column - 1).starts_with(Word);
}

/// Returns true if another word stood where \p O is declared when it was
/// analyzed: the name of a macro.
static bool isFromMacro(const Occupant &O) {
  const Place &Where = O.Declared;
  return Where.EndColumn > Where.Column &&
         Where.EndColumn - Where.Column != O.Name.str().size();
}

/// Returns true if most variables of \p C are still at their places. In a
/// changed file, no name is.
bool SourceTexts::isAsAnalyzed(const File &Found, const std::string &Name,
                               const Coroutine &C) const {
  std::size_t Same = 0, Other = 0;
  for (const FrameRange &Range : C.Frame.Ranges)
    for (const Occupant &O : Range.Occupants)
      if ((O.Kind == OccupantKind::Local ||
           O.Kind == OccupantKind::Parameter) &&
          isWritten(O.Name.str()) && !isFromMacro(O) &&
          O.Declared.File.str() == Name)
        ++(isAt(Found.Lines, O.Declared, O.Name.str()) ? Same : Other);
  return Same >= Other && C.Where.Line <= Found.Lines.size();
}

namespace {
/// The lines of interest of each file.
class Wanted {
  std::map<std::string, std::set<unsigned>> ByFile;

public:
  void add(const Place &Where) {
    if (!Where.isKnown())
      return;
    std::set<unsigned> &Lines = ByFile[Where.File];
    for (unsigned Line = Where.Line - std::min(Where.Line - 1, Around);
         Line <= Where.Line + Around; ++Line)
      Lines.insert(Line);
  }
  void add(const std::vector<FrameRange> &Ranges) {
    for (const FrameRange &Range : Ranges)
      for (const Occupant &O : Range.Occupants) {
        add(O.Declared);
        add(O.UsedAt);
      }
  }
  const std::map<std::string, std::set<unsigned>> &all() const {
    return ByFile;
  }
};
} // namespace

std::vector<SourceLines> SourceTexts::linesOf(const Coroutine &C) {
  std::vector<SourceLines> Runs;
  if (!WithLines)
    return Runs;
  Wanted Places;
  Places.add(C.Where);
  Places.add(C.Frame.Ranges);
  for (const Suspend &S : C.Suspends)
    Places.add(S.Where);
  for (const CoroutineCall &Call : C.Calls)
    Places.add(Call.Where);
  for (const Finding &F : C.Findings) {
    Places.add(F.Where);
    for (const Note &N : F.Notes)
      Places.add(N.Where);
  }
  for (const auto &[Name, Lines] : Places.all()) {
    const File *Found = find(Name);
    if (!Found || !isAsAnalyzed(*Found, Name, C))
      continue;
    unsigned Last = 0;
    for (unsigned Line : Lines) {
      if (Line > Found->Lines.size())
        break;
      if (Last == 0 || Line != Last + 1)
        Runs.push_back({Name, Line, {}});
      Runs.back().Lines.emplace_back(Found->Lines[Line - 1]);
      Last = Line;
    }
  }
  return Runs;
}

std::optional<std::string> SourceTexts::lineAt(const Coroutine &C,
                                               const Place &Where) {
  const File *Found = find(Where.File);
  if (!Found || !isAsAnalyzed(*Found, Where.File, C) || Where.Line == 0 ||
      Where.Line > Found->Lines.size())
    return std::nullopt;
  return std::string(Found->Lines[Where.Line - 1]);
}

std::string SourceTexts::diffOf(const Coroutine &C, const Finding &About,
                                const Advice &Given) {
  if (Given.Edits.empty())
    return {};
  const std::string &Name = Given.Edits.front().File;
  const File *Found = find(Name);
  if (!Found || !isAsAnalyzed(*Found, Name, C) ||
      std::any_of(Given.Edits.begin(), Given.Edits.end(),
                  [&](const Edit &E) { return E.File != Name; }))
    return {};
  if (isWritten(About.Value) && About.Where.File.str() == Name &&
      !isAt(Found->Lines, About.Where, About.Value))
    return {};
  const auto Edited = applyEdits(Found->Text, Given.Edits);
  return Edited ? unifiedDiff(Name, Found->Text, *Edited, WithLines ? 3 : 0)
                : std::string();
}

} // namespace coroscope
