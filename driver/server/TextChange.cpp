//===- TextChange.cpp - From one text to the next -------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "server/TextChange.h"

#include <algorithm>

namespace coroscope {

static unsigned countLines(std::string_view Text) {
  return std::count(Text.begin(), Text.end(), '\n');
}

unsigned lineAt(std::string_view Text, std::uint64_t Offset) {
  return countLines(Text.substr(0, Offset)) + 1;
}

TextChange findChange(std::string_view Old, std::string_view New) {
  const std::size_t Most = std::min(Old.size(), New.size());
  const std::size_t Same =
      std::mismatch(Old.begin(), Old.begin() + Most, New.begin()).first -
      Old.begin();
  const std::size_t SameAtEnd =
      std::mismatch(Old.rbegin(), Old.rbegin() + (Most - Same), New.rbegin())
          .first -
      Old.rbegin();
  const std::string_view Before =
      Old.substr(Same, Old.size() - SameAtEnd - Same);
  const std::string_view After =
      New.substr(Same, New.size() - SameAtEnd - Same);
  const unsigned FirstLine = lineAt(Old, Same);
  return {{Same, Same + Before.size()},
          Same + After.size(),
          FirstLine,
          FirstLine + countLines(Before),
          std::int64_t(countLines(After)) - countLines(Before)};
}

namespace {
/// Moves places, and notes if one of them cannot be.
class Mover {
  const TextChange &Change;
  const std::string &File;
  bool IsLost = false;

public:
  Mover(const TextChange &Change, const std::string &File)
      : Change(Change), File(File) {}

  bool hasAll() const { return !IsLost; }

  void line(unsigned &Line) {
    if (Line > Change.OldLastLine)
      Line += Change.MoreLines;
    else if (Line >= Change.FirstLine)
      IsLost = true;
  }

  void place(Place &Where) {
    if (Where.isKnown() && Where.File == File)
      line(Where.Line);
  }

  void edit(Edit &E) {
    if (E.File == File)
      E.Offset = Change.moved(E.Offset);
  }

  void ranges(std::vector<FrameRange> &Ranges) {
    for (FrameRange &Range : Ranges)
      for (Occupant &O : Range.Occupants) {
        place(O.Declared);
        place(O.UsedAt);
        for (Candidate &Made : O.Candidates)
          std::for_each(Made.Edits.begin(), Made.Edits.end(),
                        [&](Edit &E) { edit(E); });
        ranges(O.Nested);
      }
  }
};
} // namespace

bool moveWith(const TextChange &Change, const std::string &File, Coroutine &C) {
  Mover To(Change, File);
  const bool IsHere = C.Where.File == File;
  To.place(C.Where);
  if (IsHere) {
    To.line(C.Background.LastLine);
    for (Suppression &S : C.Background.Suppressions) {
      To.line(S.FirstLine);
      To.line(S.LastLine);
    }
  }
  To.ranges(C.Frame.Ranges);
  for (Suspend &S : C.Suspends)
    To.place(S.Where);
  for (CoroutineCall &Call : C.Calls)
    To.place(Call.Where);
  if (C.Budget)
    To.place(C.Budget->Where);
  // They are judged again.
  C.Findings.clear();
  return To.hasAll();
}

bool moveWith(const TextChange &Change, const std::string &File,
              CallSite &Site) {
  Mover To(Change, File);
  To.place(Site.Call.Where);
  return To.hasAll();
}

} // namespace coroscope
