//===- Compare.cpp - Two reports, side by side ----------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compare/Compare.h"

#include "frame/KeyText.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <future>
#include <iterator>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

namespace coroscope {

std::string_view spelling(ChangeKind Kind) {
  switch (Kind) {
  case ChangeKind::Grown:
    return "grown";
  case ChangeKind::Added:
    return "added";
  case ChangeKind::Renamed:
    return "renamed";
  case ChangeKind::Shrunk:
    return "shrunk";
  case ChangeKind::Removed:
    return "removed";
  }
  assert(false && "a kind of change without a spelling");
  return "grown";
}

bool Comparison::isExceeded() const {
  return !Exceeds.empty() ||
         std::any_of(Changes.begin(), Changes.end(),
                     [](const Change &C) { return !C.Exceeds.empty(); });
}

//===----------------------------------------------------------------------===//
// Comparability of the reports
//===----------------------------------------------------------------------===//

static std::map<std::string, std::set<std::string>>
levelsByFile(const Report &R) {
  std::map<std::string, std::set<std::string>> Levels;
  for (const Unit &U : R.Units)
    if (!U.Optimization.empty())
      Levels[U.File].insert(U.Optimization);
  return Levels;
}

/// Returns true if the unit of \p U's file is incomplete in \p Other, too.
static bool failsIn(const Report &Other, const Unit &U) {
  return std::any_of(
      Other.Units.begin(), Other.Units.end(),
      [&](const Unit &Own) { return Own.File == U.File && !Own.isComplete(); });
}

/// Adds doubts for units that failed in \p R and not in \p Other.
static void addFailures(const Report &R, const std::string &Name,
                        const Report &Other, std::vector<std::string> &Doubts) {
  for (const Unit &U : R.Units)
    if (!U.isComplete() && !failsIn(Other, U))
      Doubts.push_back(U.File + " could not be analyzed in '" + Name +
                       "': " + std::string(spelling(U.Status)) +
                       (U.Reason.empty() ? "" : ": " + U.Reason));
}

static std::vector<std::string> findDoubts(const Report &Base,
                                           const std::string &BaseName,
                                           const Report &Head,
                                           const std::string &HeadName) {
  std::vector<std::string> Doubts;
  auto Differ = [&](const std::string &What, const std::string &Old,
                    const std::string &New) {
    if (Old != New)
      Doubts.push_back("'" + BaseName + "' is " + What + Old + ", '" +
                       HeadName + "' " + What + New);
  };
  Differ("of ", Base.Compiler, Head.Compiler);
  // A report without an analyzed unit has no target.
  if (!Base.Target.empty() && !Head.Target.empty())
    Differ("for ", Base.Target, Head.Target);
  const auto Old = levelsByFile(Base);
  for (const auto &[File, Levels] : levelsByFile(Head)) {
    auto It = Old.find(File);
    if (It != Old.end() && It->second != Levels) {
      Doubts.push_back(File + " was analyzed at -" + *It->second.begin() +
                       " in '" + BaseName + "', at -" + *Levels.begin() +
                       " in '" + HeadName + "'");
      break; // The others will differ, too.
    }
  }
  for (const auto &[R, Name] : {std::pair(&Base, BaseName), {&Head, HeadName}})
    if (R->Part)
      Doubts.push_back("'" + Name +
                       "' is a part of a report; 'coroscope merge' makes a "
                       "whole of the parts");
  addFailures(Base, BaseName, Head, Doubts);
  addFailures(Head, HeadName, Base, Doubts);
  return Doubts;
}

//===----------------------------------------------------------------------===//
// Pairs
//===----------------------------------------------------------------------===//

/// Returns true if both have the same name, except for numbers in it that
/// depend on other coroutines.
static bool hasSameName(const Coroutine &Old, const Coroutine &New) {
  return Old.Name == New.Name || withoutMarks(Old.Key) == withoutMarks(New.Key);
}

static Change changeOf(const Coroutine &Old, const Coroutine &New, bool Keeps) {
  Change Made;
  if (Keeps) {
    Made.Old = std::make_shared<Coroutine>(Old);
    Made.New = std::make_shared<Coroutine>(New);
  }
  Made.Kind = New.Frame.Size > Old.Frame.Size   ? ChangeKind::Grown
              : New.Frame.Size < Old.Frame.Size ? ChangeKind::Shrunk
                                                : ChangeKind::Renamed;
  Made.Key = New.Key;
  Made.Name = New.Name;
  Made.Where = New.Where;
  Made.Optimization = New.Optimization;
  if (!hasSameName(Old, New))
    Made.OldName = Old.Name;
  if (!hasSameName(Old, New) || Old.Where.File != New.Where.File)
    Made.OldWhere = Old.Where;
  Made.Before = Old.Frame.Size;
  Made.After = New.Frame.Size;
  if (Made.Before != Made.After)
    Made.Shares = blame(Old, New);
  return Made;
}

static Change changeOf(const Coroutine &C, ChangeKind Kind, bool Keeps) {
  Change Made;
  if (Keeps)
    (Kind == ChangeKind::Added ? Made.New : Made.Old) =
        std::make_shared<Coroutine>(C);
  Made.Kind = Kind;
  Made.Key = C.Key;
  Made.Name = C.Name;
  Made.Where = C.Where;
  Made.Optimization = C.Optimization;
  if (Kind == ChangeKind::Added) {
    Made.After = C.Frame.Size;
    Made.Findings = C.Findings;
  } else {
    Made.Before = C.Frame.Size;
  }
  return Made;
}

/// Returns the contents of a frame, without places: coroutines with the same
/// contents are probably the same.
static std::string contentsOf(const Coroutine &C) {
  std::string Text = std::to_string(C.Frame.Align.Count);
  for (const FrameRange &Range : C.Frame.Ranges) {
    Text += "\n" + std::to_string(Range.Size.Count);
    for (const Occupant &O : Range.Occupants)
      Text +=
          "\t" + std::string(spelling(O.Kind)) + "\t" + O.Name + "\t" + O.Type;
  }
  for (const Suspend &S : C.Suspends)
    Text += "\n" + std::string(spelling(S.Kind)) + "\t" + S.Awaited;
  return Text;
}

/// Adds the change from \p Before to \p After; keeps both if \p Keeps.
static void addPair(const Coroutine &Before, const Coroutine &After,
                    Comparison &Made, bool Keeps) {
  if (Before.Frame.Size == After.Frame.Size &&
      Before.Where.File == After.Where.File && hasSameName(Before, After))
    ++Made.Unchanged;
  else
    Made.Changes.push_back(changeOf(Before, After, Keeps));
  addElisionChanges(After.Name, Before.Calls, After.Calls, Made.Elisions);
}

namespace {
/// The pairs found among the unmatched coroutines of both reports.
class Pairs {
  std::vector<bool> OldIsTaken, NewIsTaken;

  static void drop(std::vector<Coroutine> &All,
                   const std::vector<bool> &IsTaken) {
    std::size_t I = 0;
    std::erase_if(All, [&](const Coroutine &) { return IsTaken[I++]; });
  }

public:
  Pairs(std::size_t Old, std::size_t New) : OldIsTaken(Old), NewIsTaken(New) {}

  void add(std::size_t Old, std::size_t New) {
    OldIsTaken[Old] = NewIsTaken[New] = true;
  }
  void dropFrom(std::vector<Coroutine> &Gone,
                std::vector<Coroutine> &Added) const {
    drop(Gone, OldIsTaken);
    drop(Added, NewIsTaken);
  }
};
} // namespace

/// Moves pairs whose keys differ only by edits from \p Gone and \p Added to
/// \p Made.
static void pairUpEdited(std::vector<Coroutine> &Gone,
                         std::vector<Coroutine> &Added, Comparison &Made,
                         bool Keeps) {
  auto KeysOf = [](const std::vector<Coroutine> &All) {
    std::vector<PlacedKey> Keys;
    for (const Coroutine &C : All)
      Keys.push_back(placedKeyOf(C));
    return Keys;
  };
  Pairs Taken(Gone.size(), Added.size());
  for (auto [Old, New] : matchKeys(KeysOf(Gone), KeysOf(Added))) {
    addPair(Gone[Old], Added[New], Made, Keeps);
    Taken.add(Old, New);
  }
  Taken.dropFrom(Gone, Added);
}

/// Moves pairs from \p Gone and \p Added to \p Made, if \p NameOf returns a
/// name that only one of each has. An empty name does not count.
template <typename Namer>
static void pairUp(std::vector<Coroutine> &Gone, std::vector<Coroutine> &Added,
                   Comparison &Made, bool Keeps, Namer NameOf) {
  static constexpr std::size_t Several = -1;
  auto Index = [&](const std::vector<Coroutine> &All) {
    std::unordered_map<std::string, std::size_t> ByName;
    for (std::size_t I = 0; I != All.size(); ++I)
      if (auto [It, IsNew] = ByName.emplace(NameOf(All[I]), I); !IsNew)
        It->second = Several;
    ByName.erase(std::string());
    return ByName;
  };
  const auto Old = Index(Gone);
  Pairs Taken(Gone.size(), Added.size());
  for (const auto &[Name, NewIndex] : Index(Added)) {
    auto It = Old.find(Name);
    if (It == Old.end() || It->second == Several || NewIndex == Several)
      continue;
    addPair(Gone[It->second], Added[NewIndex], Made, Keeps);
    Taken.add(It->second, NewIndex);
  }
  Taken.dropFrom(Gone, Added);
}

/// Matches coroutines in \p Gone and \p Added that have changed their keys, and
/// adds the changes of all.
static void matchTheRest(std::vector<Coroutine> Gone,
                         std::vector<Coroutine> Added, Comparison &Made,
                         bool Keeps) {
  if (!Gone.empty() && !Added.empty()) {
    pairUpEdited(Gone, Added, Made, Keeps);
    pairUp(Gone, Added, Made, Keeps, [](const Coroutine &C) { return C.Name; });
    pairUp(Gone, Added, Made, Keeps, [](const Coroutine &C) {
      return C.Where.File + "\n" + contentsOf(C);
    });
    pairUp(Gone, Added, Made, Keeps, [](const Coroutine &C) {
      return !C.Where.isKnown()
                 ? std::string()
                 : C.Where.File + "\n" + std::to_string(C.Where.Line) + "\n" +
                       std::to_string(C.Where.Column);
    });
  }
  for (const Coroutine &C : Gone)
    Made.Changes.push_back(changeOf(C, ChangeKind::Removed, Keeps));
  for (const Coroutine &C : Added)
    Made.Changes.push_back(changeOf(C, ChangeKind::Added, Keeps));
}

//===----------------------------------------------------------------------===//
// Thresholds
//===----------------------------------------------------------------------===//

static std::string percentInWords(double Percent) {
  std::string Text = std::to_string(std::round(Percent * 10) / 10);
  return Text.substr(0, Text.find('.') + 2) + " %";
}

static double percent(std::int64_t Growth, Bytes Of) {
  return 100.0 * static_cast<double>(Growth) / static_cast<double>(Of.Count);
}

/// "(--max-growth)", or where that is set.
static std::string nameOf(const std::string &Option, const Thresholds &Limits) {
  auto It = Limits.SetBy.find(Option);
  return "(" + (It == Limits.SetBy.end() ? Option : It->second) + ")";
}

static void judgeChange(Change &C, const Thresholds &Limits) {
  if (C.Kind == ChangeKind::Removed || C.Kind == ChangeKind::Shrunk ||
      C.Kind == ChangeKind::Renamed)
    return;
  if (C.Kind == ChangeKind::Added) {
    for (const Finding &F : C.Findings)
      if (F.Severity != Severity::Note)
        C.Exceeds.push_back("new, and " + F.Rule + ": " + F.Message);
  } else {
    const Bytes Growth = C.After - C.Before;
    if (Limits.Growth && Growth > *Limits.Growth)
      C.Exceeds.push_back("grew by " + inWords(Growth) + ", more than " +
                          std::to_string(Limits.Growth->Count) + " " +
                          nameOf("--max-growth", Limits));
    if (const double Part = percent(C.growth(), C.Before);
        Limits.GrowthPercent && Part > *Limits.GrowthPercent)
      C.Exceeds.push_back("grew by " + percentInWords(Part) + ", more than " +
                          percentInWords(*Limits.GrowthPercent) + " " +
                          nameOf("--max-growth-percent", Limits));
  }
  if (Limits.Frame && C.After > *Limits.Frame)
    C.Exceeds.push_back("has " + inWords(C.After) + ", more than " +
                        std::to_string(Limits.Frame->Count) + " " +
                        nameOf("--max-frame", Limits));
}

static void judge(Comparison &Made, const Thresholds &Limits) {
  for (Change &C : Made.Changes)
    judgeChange(C, Limits);
  const Bytes Before = Made.Before.Frames, After = Made.After.Frames;
  if (Limits.TotalGrowth && After > Before &&
      After - Before > *Limits.TotalGrowth)
    Made.Exceeds.push_back("all frames together grew by " +
                           inWords(After - Before) + ", more than " +
                           std::to_string(Limits.TotalGrowth->Count) + " " +
                           nameOf("--max-total-growth", Limits));
  const auto Lost =
      std::count_if(Made.Elisions.begin(), Made.Elisions.end(),
                    [](const ElisionChange &C) { return C.IsLost; });
  if (Limits.ForbidsLostElision && Lost)
    Made.Exceeds.push_back(std::to_string(Lost) +
                           (Lost == 1 ? " call that was elided is"
                                      : " calls that were elided are") +
                           " not any more " +
                           nameOf("--forbid-lost-elision", Limits));
}

//===----------------------------------------------------------------------===//
// Reading both reports in step
//===----------------------------------------------------------------------===//

namespace {
/// A report that is read in the order of its keys, partly ahead, so that both
/// reports are read at the same time.
class Side {
  static constexpr std::size_t AtATime = 256;

  const ReportSource &Source;
  std::future<std::vector<Coroutine>> Ahead;
  std::vector<Coroutine> Read; ///< The next one is the last.
  std::string Previous;
  bool IsFirst = true;

  std::future<std::vector<Coroutine>> readAhead() const {
    return std::async(std::launch::async, [this] {
      std::vector<Coroutine> Some;
      while (Some.size() != AtATime) {
        std::optional<Coroutine> C = Source.Next();
        if (!C)
          break;
        Some.push_back(std::move(*C));
      }
      std::reverse(Some.begin(), Some.end());
      return Some;
    });
  }

  std::optional<Coroutine> take() {
    if (Read.empty() && Ahead.valid()) {
      Read = Ahead.get();
      if (Read.size() == AtATime)
        Ahead = readAhead();
    }
    if (Read.empty())
      return std::nullopt;
    Coroutine Taken = std::move(Read.back());
    Read.pop_back();
    return Taken;
  }

public:
  std::optional<Coroutine> Next;
  bool IsSorted = true;
  Sums Sum;

  /// The first coroutine is there only after `advance`.
  explicit Side(const ReportSource &Source)
      : Source(Source), Ahead(readAhead()) {}

  void advance() {
    if (Next)
      Previous = std::move(Next->Key);
    Next = take();
    if (!Next)
      return;
    IsSorted = IsSorted && (IsFirst || Previous < Next->Key);
    IsFirst = false;
    ++Sum.Coroutines;
    Sum.Findings += Next->Findings.size();
    Sum.Frames += Next->Frame.Size;
  }

  Failure finish(Report &Rest) {
    if (Failure Wrong = Source.Finish(Rest))
      return "'" + Source.Name + "' is not a report: " + Wrong.message();
    if (!IsSorted)
      return "the coroutines of '" + Source.Name +
             "' are not sorted by their keys, as 'coroscope' writes them";
    return {};
  }
};
} // namespace

Failure compare(const ReportSource &Base, const ReportSource &Head,
                const Thresholds &Limits, Comparison &Made, bool KeepsChanged) {
  Made = {};
  Side Old(Base), New(Head);
  Old.advance();
  New.advance();
  std::vector<Coroutine> Gone, Added;
  while (Old.Next || New.Next) {
    const bool IsGone =
        Old.Next && (!New.Next || Old.Next->Key < New.Next->Key);
    if (IsGone) {
      Gone.push_back(*Old.Next);
      Old.advance();
      continue;
    }
    if (!Old.Next || New.Next->Key < Old.Next->Key) {
      Added.push_back(*New.Next);
      New.advance();
      continue;
    }
    addPair(*Old.Next, *New.Next, Made, KeepsChanged);
    Old.advance();
    New.advance();
  }
  if (Failure Wrong = Old.finish(Made.Base))
    return Wrong;
  if (Failure Wrong = New.finish(Made.Head))
    return Wrong;
  Made.Before = Old.Sum;
  Made.After = New.Sum;
  Made.Doubts = findDoubts(Made.Base, Base.Name, Made.Head, Head.Name);
  if (!Made.Doubts.empty() && !Limits.Forces)
    return Made.Doubts.front() +
           (Made.Doubts.size() == 1
                ? ""
                : " (and " + std::to_string(Made.Doubts.size() - 1) +
                      " more such differences)") +
           "; use --force to compare them anyway";
  matchTheRest(std::move(Gone), std::move(Added), Made, KeepsChanged);
  addElisionChanges(Made.Base.CallSites, Made.Head.CallSites, Made.Elisions);
  sortElisionChanges(Made.Elisions);
  judge(Made, Limits);
  std::sort(Made.Changes.begin(), Made.Changes.end(),
            [](const Change &A, const Change &B) {
              return std::make_tuple(A.Exceeds.empty(), -A.growth(), A.Key) <
                     std::make_tuple(B.Exceeds.empty(), -B.growth(), B.Key);
            });
  return {};
}

} // namespace coroscope
