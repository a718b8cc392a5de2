//===- UnifiedDiff.cpp - What an edit changes -----------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/UnifiedDiff.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

namespace coroscope {

/// Each with its line break, but perhaps the last.
static std::vector<std::string_view> linesOf(std::string_view Text) {
  std::vector<std::string_view> Lines;
  while (!Text.empty()) {
    const std::size_t Size = std::min(Text.find('\n'), Text.size() - 1) + 1;
    Lines.push_back(Text.substr(0, Size));
    Text.remove_prefix(Size);
  }
  return Lines;
}

namespace {
/// Lines [Old, OldEnd) become lines [New, NewEnd).
struct LineChange {
  std::size_t Old, OldEnd, New, NewEnd;
};
} // namespace

/// The smallest number of lines after which the texts go on alike for a while;
/// edits are small, so that looking near is enough.
static bool findNextMatch(const std::vector<std::string_view> &Old,
                          const std::vector<std::string_view> &New,
                          std::size_t &I, std::size_t &J) {
  const std::size_t Left = Old.size() - I + New.size() - J;
  for (std::size_t Skipped = 1; Skipped <= Left; ++Skipped)
    for (std::size_t InNew = 0; InNew <= Skipped; ++InNew) {
      const std::size_t A = I + Skipped - InNew, B = J + InNew;
      if (A < Old.size() && B < New.size() && Old[A] == New[B] &&
          // A lone brace or an empty line says nothing.
          (A + 1 == Old.size() || B + 1 == New.size() ||
           Old[A + 1] == New[B + 1])) {
        I = A;
        J = B;
        return true;
      }
    }
  I = Old.size();
  J = New.size();
  return false;
}

static std::vector<LineChange>
findChanges(const std::vector<std::string_view> &Old,
            const std::vector<std::string_view> &New) {
  std::vector<LineChange> Changes;
  std::size_t I = 0, J = 0;
  while (I != Old.size() || J != New.size()) {
    if (I != Old.size() && J != New.size() && Old[I] == New[J]) {
      ++I;
      ++J;
      continue;
    }
    LineChange C{I, 0, J, 0};
    findNextMatch(Old, New, I, J);
    C.OldEnd = I;
    C.NewEnd = J;
    Changes.push_back(C);
  }
  return Changes;
}

static void addLines(std::string &Text, char Mark,
                     const std::vector<std::string_view> &Lines,
                     std::size_t Begin, std::size_t End) {
  for (; Begin != End; ++Begin) {
    Text += Mark;
    Text += Lines[Begin];
    if (!Lines[Begin].ends_with('\n'))
      Text += "\n\\ No newline at end of file\n";
  }
}

/// "12,3": the first line, counted from 1, and how many.
static std::string rangeText(std::size_t Begin, std::size_t End) {
  return std::to_string(Begin + (Begin != End)) + "," +
         std::to_string(End - Begin);
}

std::string unifiedDiff(const std::string &File, const std::string &Before,
                        const std::string &After, std::size_t Context) {
  const auto Old = linesOf(Before), New = linesOf(After);
  const std::vector<LineChange> Changes = findChanges(Old, New);
  if (Changes.empty())
    return {};
  std::string Text = "--- a/" + File + "\n+++ b/" + File + "\n";
  for (std::size_t First = 0; First != Changes.size();) {
    std::size_t Last = First;
    while (Last + 1 != Changes.size() &&
           Changes[Last + 1].Old - Changes[Last].OldEnd <= 2 * Context)
      ++Last;
    const std::size_t Lead = std::min(Context, Changes[First].Old);
    const std::size_t Trail =
        std::min(Context, Old.size() - Changes[Last].OldEnd);
    Text += "@@ -" +
            rangeText(Changes[First].Old - Lead, Changes[Last].OldEnd + Trail) +
            " +" +
            rangeText(Changes[First].New - Lead, Changes[Last].NewEnd + Trail) +
            " @@\n";
    std::size_t At = Changes[First].Old - Lead;
    for (std::size_t I = First; I <= Last; ++I) {
      addLines(Text, ' ', Old, At, Changes[I].Old);
      addLines(Text, '-', Old, Changes[I].Old, Changes[I].OldEnd);
      addLines(Text, '+', New, Changes[I].New, Changes[I].NewEnd);
      At = Changes[I].OldEnd;
    }
    addLines(Text, ' ', Old, At, At + Trail);
    First = Last + 1;
  }
  return Text;
}

} // namespace coroscope
