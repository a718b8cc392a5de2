//===- Across.cpp - The frames of two compilers, side by side -------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compare/Across.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <tuple>

namespace coroscope {

bool AcrossComparison::isLarger() const {
  return !WithoutSize.empty() ||
         std::any_of(Different.begin(), Different.end(),
                     [](const AcrossPair &P) { return P.growth() > 0; });
}

namespace {
/// A value of a frame.
struct Value {
  Bytes Size;
  bool IsShared = false; ///< True if it shares its bytes with other values.
  Place Declared;
  OccupantKind Kind = OccupantKind::Unknown;
};
} // namespace

/// Returns the named values of \p F, without bookkeeping.
static std::map<std::string, Value> valuesOf(const Frame &F) {
  std::map<std::string, Value> Values;
  for (const FrameRange &Range : F.Ranges)
    for (const Occupant &O : Range.Occupants) {
      if (!O.isNamed() || O.isBookkeeping())
        continue;
      Value &Own = Values[O.Name];
      Own.Size += O.Size;
      Own.IsShared |= Range.Occupants.size() > 1;
      Own.Kind = O.Kind;
      if (!Own.Declared.isKnown())
        Own.Declared = O.Declared;
    }
  return Values;
}

static Bytes unnamedOf(const Frame &F, OccupantKind Kind) {
  Bytes Sum;
  for (const FrameRange &Range : F.Ranges)
    for (const Occupant &O : Range.Occupants)
      if (!O.isNamed() && O.Kind == Kind)
        Sum += O.Size;
  return Sum;
}

/// Returns the compiler, such as "gcc 12.2.0", or words if it has no name.
static std::string nameOf(const AcrossSide &Side) {
  return Side.Compiler.empty() ? "the other compiler" : Side.Compiler;
}

/// Returns the reasons why \p New differs from \p Old, the largest first.
static std::vector<std::string>
reasons(const Coroutine &Old, const Coroutine &New, const AcrossPair &Pair) {
  std::vector<std::pair<std::uint64_t, std::string>> Found;
  auto Add = [&](Bytes Share, std::string Text) {
    Found.emplace_back(Share.Count, std::move(Text));
  };
  if (New.Evidence == Evidence::Code)
    return {"the size is from the machine code, which does not tell the "
            "values"};
  const auto Before = valuesOf(Old.Frame), After = valuesOf(New.Frame);
  // Two reports of one compiler are told apart by their order.
  const bool SameCompiler = Pair.First.Compiler == Pair.Second.Compiler;
  const std::string OldName =
      SameCompiler ? "the first report" : nameOf(Pair.First);
  const std::string NewName =
      SameCompiler ? "the second report" : nameOf(Pair.Second);
  auto Declared = [](const Value &V) {
    return V.Declared.isKnown()
               ? " (line " + std::to_string(V.Declared.Line) + ")"
               : std::string();
  };
  for (const auto &[Name, Value] : After) {
    const auto It = Before.find(Name);
    if (It == Before.end())
      Add(Value.Size, NewName + " keeps '" + Name + "', " +
                          inWords(Value.Size) + Declared(Value) + ", which " +
                          OldName + " does not");
    else if (It->second.IsShared && !Value.IsShared)
      Add(Value.Size, "'" + Name + "', " + inWords(Value.Size) +
                          Declared(Value) + ", has bytes of its own with " +
                          NewName + ", and shares them with " + OldName);
    else if (It->second.Size != Value.Size)
      Add(Bytes(std::max(It->second.Size, Value.Size) -
                std::min(It->second.Size, Value.Size)),
          "'" + Name + "' takes " + inWords(Value.Size) + " with " + NewName +
              ", and " + inWords(It->second.Size) + " with " + OldName);
  }
  for (const auto &[Name, Value] : Before)
    if (!After.contains(Name))
      Add(Value.Size, OldName + " keeps '" + Name + "', " +
                          inWords(Value.Size) + Declared(Value) + ", which " +
                          NewName + " does not");
  for (OccupantKind Kind :
       {OccupantKind::Promise, OccupantKind::SuspendIndex,
        OccupantKind::Awaiter, OccupantKind::Temporary, OccupantKind::Spill,
        OccupantKind::CalleeFrame, OccupantKind::Unknown}) {
    const Bytes A = unnamedOf(Old.Frame, Kind), B = unnamedOf(New.Frame, Kind);
    if (A != B)
      Add(std::max(A, B) - std::min(A, B),
          "of kind " + std::string(spelling(Kind)) +
              " without a name: " + inWords(B) + " with " + NewName + ", " +
              inWords(A) + " with " + OldName);
  }
  if (const Bytes A = Old.Frame.padding(), B = New.Frame.padding(); A != B)
    Add(std::max(A, B) - std::min(A, B), "padding: " + inWords(B) + " with " +
                                             NewName + ", " + inWords(A) +
                                             " with " + OldName);
  std::sort(Found.begin(), Found.end(), [](const auto &A, const auto &B) {
    return std::tie(B.first, A.second) < std::tie(A.first, B.second);
  });
  std::vector<std::string> Texts;
  if (Pair.First.Optimization != Pair.Second.Optimization &&
      Pair.First.Optimization != UnknownLevel &&
      Pair.Second.Optimization != UnknownLevel)
    Texts.push_back("the levels differ: -" + Pair.First.Optimization +
                    " and -" + Pair.Second.Optimization);
  for (auto &[Share, Text] : Found)
    Texts.push_back(std::move(Text));
  return Texts;
}

static AcrossSide sideOf(const Coroutine &C, const Report &Of) {
  return {C.Compiler.empty() ? Of.Compiler : C.Compiler, C.Optimization,
          C.Evidence, C.Frame.Size};
}

/// Pairs of coroutines, one from each report.
using MatchedPairs =
    std::vector<std::pair<const Coroutine *, const Coroutine *>>;

/// Moves pairs from \p Old and \p New to \p Made, if \p NameOf returns a name
/// that only one of each has. An empty name does not count.
static void
pairUp(std::vector<const Coroutine *> &Old, std::vector<const Coroutine *> &New,
       MatchedPairs &Made,
       const std::function<std::string(const Coroutine &)> &NameOf) {
  auto Index = [&](const std::vector<const Coroutine *> &All) {
    std::map<std::string, const Coroutine *> ByName;
    for (const Coroutine *C : All)
      if (auto [It, IsNew] = ByName.emplace(NameOf(*C), C); !IsNew)
        It->second = nullptr;
    ByName.erase(std::string());
    return ByName;
  };
  const auto Known = Index(Old);
  std::set<const Coroutine *> Taken;
  for (const auto &[Name, C] : Index(New))
    if (const auto It = Known.find(Name);
        C && It != Known.end() && It->second) {
      Made.emplace_back(It->second, C);
      Taken.insert({It->second, C});
    }
  for (std::vector<const Coroutine *> *All : {&Old, &New})
    std::erase_if(*All, [&](const Coroutine *C) { return Taken.contains(C); });
}

AcrossComparison compareAcross(const Report &First, const Report &Second) {
  auto All = [](const Report &R) {
    std::vector<const Coroutine *> Pointers;
    for (const Coroutine &C : R.Coroutines)
      Pointers.push_back(&C);
    return Pointers;
  };
  std::vector<const Coroutine *> Old = All(First), New = All(Second);
  MatchedPairs Matched;
  pairUp(Old, New, Matched, [](const Coroutine &C) { return C.MangledName; });
  pairUp(Old, New, Matched, [](const Coroutine &C) { return C.Name; });
  auto ByPlace = [](const Coroutine &C, std::string File) {
    return C.Where.isKnown() && C.TemplateOf.empty()
               ? std::move(File) + ":" + std::to_string(C.Where.Line)
               : std::string();
  };
  pairUp(Old, New, Matched,
         [&](const Coroutine &C) { return ByPlace(C, C.Where.File.str()); });
  // A build may know its files from another directory.
  pairUp(Old, New, Matched, [&](const Coroutine &C) {
    return ByPlace(
        C, C.Where.File.str().substr(C.Where.File.str().rfind('/') + 1));
  });

  AcrossComparison Made;
  for (const auto &[A, B] : Matched) {
    if (B->Evidence == Evidence::Symbol) {
      Made.WithoutSize.push_back(A->Name);
      continue;
    }
    if (A->Frame.Size == B->Frame.Size) {
      ++Made.Equal;
      continue;
    }
    AcrossPair Pair{
        A->Name, A->Where, sideOf(*A, First), sideOf(*B, Second), {}};
    Pair.Reasons = reasons(*A, *B, Pair);
    Made.Different.push_back(std::move(Pair));
  }
  for (const Coroutine *C : Old)
    Made.OnlyFirst.push_back(C->Name);
  for (const Coroutine *C : New)
    Made.OnlySecond.push_back(C->Name);
  std::sort(Made.Different.begin(), Made.Different.end(),
            [](const AcrossPair &A, const AcrossPair &B) {
              return std::make_tuple(-A.growth(), A.Name, A.Where) <
                     std::make_tuple(-B.growth(), B.Name, B.Where);
            });
  for (auto *Names : {&Made.OnlyFirst, &Made.OnlySecond, &Made.WithoutSize})
    std::sort(Names->begin(), Names->end());
  return Made;
}

} // namespace coroscope
