//===- CombineEdits.cpp - Many edits of a file at once --------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "advice/CombineEdits.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace coroscope {

namespace {
/// The best edit of one value.
struct Choice {
  std::size_t Coroutine = 0;
  const Candidate *Made = nullptr; ///< Has the marks that advice lacks.
  Bytes FrameSize;                 ///< With this edit alone.

  /// What is certain first, then what costs no allocation.
  auto rank() const {
    return std::tuple(!Made->Condition.empty(), Made->Heap != Bytes(0),
                      FrameSize, Made->Heap);
  }
};

/// The work on one file.
struct OpenFile {
  std::string Unit;
  std::vector<Choice> Open; ///< Of each coroutine, the best first.
  std::set<std::size_t> Coroutines;
  std::vector<Choice> Made;
  std::map<std::size_t, Bytes> SizeOf; ///< Of its coroutines, as it is now.
  std::size_t Touching = 0;
};

/// A pass over a file, and which choices it tries.
struct Round {
  OpenFile *File;
  std::vector<Choice> Tried;
};
} // namespace

static bool isSameText(const Edit &A, const Edit &B) {
  return std::tie(A.File, A.Offset, A.Length, A.Replacement) ==
         std::tie(B.File, B.Offset, B.Length, B.Replacement);
}

static bool isSameText(const std::vector<Edit> &A, const std::vector<Edit> &B) {
  return std::equal(
      A.begin(), A.end(), B.begin(), B.end(),
      [](const Edit &X, const Edit &Y) { return isSameText(X, Y); });
}

/// True if one of \p A and one of \p B change the same place. An include that
/// both bring is made once.
static bool touch(const std::vector<Edit> &A, const std::vector<Edit> &B) {
  for (const Edit &X : A)
    for (const Edit &Y : B)
      if (!isSameText(X, Y) && X.Offset <= Y.Offset + Y.Length &&
          Y.Offset <= X.Offset + X.Length)
        return true;
  return false;
}

static const Candidate *candidateFor(const Coroutine &C, const Finding &F,
                                     const Advice &A) {
  if (!F.Cause)
    return nullptr;
  for (const Candidate &Tried :
       C.Frame.Ranges[F.Cause->Range].Occupants[F.Cause->Occupant].Candidates)
    if (Tried.Kind == A.Kind && isSameText(Tried.Edits, A.Edits))
      return &Tried;
  return nullptr;
}

/// The best edit of each value of coroutine \p I, best first.
static std::vector<Choice> choicesOf(const Report &Report, std::size_t I,
                                     const CombineOptions &Options) {
  const Coroutine &C = Report.Coroutines[I];
  std::map<OccupantIndex, Choice> BestOf;
  for (const Finding &F : C.Findings)
    for (const Advice &A : F.Advices) {
      if (A.Edits.empty() || (!Options.MakesUnsafe && !A.Condition.empty()))
        continue;
      const Candidate *Made = candidateFor(C, F, A);
      if (!Made)
        continue;
      const Choice New{I, Made, A.FrameSize};
      auto [It, IsFirst] = BestOf.try_emplace(*F.Cause, New);
      if (!IsFirst && New.rank() < It->second.rank())
        It->second = New;
    }
  std::vector<Choice> Choices;
  for (const auto &[Value, Best] : BestOf)
    Choices.push_back(Best);
  std::sort(Choices.begin(), Choices.end(),
            [](const Choice &A, const Choice &B) {
              return std::tuple(A.rank(), A.Made->Edits) <
                     std::tuple(B.rank(), B.Made->Edits);
            });
  return Choices;
}

/// True if \p New can be measured in one pass with \p Old.
static bool fit(const Report &Report, const Choice &Old, const Choice &New) {
  if (isSameText(Old.Made->Edits, New.Made->Edits))
    return true; // Instances of one template share their text.
  const Coroutine &A = Report.Coroutines[Old.Coroutine];
  const Coroutine &B = Report.Coroutines[New.Coroutine];
  return Old.Coroutine != New.Coroutine && !shareFrames(A, B) &&
         !areNested(A, B) && !touch(Old.Made->Edits, New.Made->Edits);
}

/// True if another instance of the same template has brought \p New.
static bool isMade(const OpenFile &File, const Choice &New) {
  return std::any_of(File.Made.begin(), File.Made.end(),
                     [&](const Choice &Old) {
                       return isSameText(Old.Made->Edits, New.Made->Edits);
                     });
}

/// Takes the next choices of \p File that fit together off those that are open.
/// What touches an edit that is made is left.
static std::vector<Choice> nextOf(OpenFile &File, const Report &Report) {
  std::vector<Choice> Next, Later;
  for (Choice &New : File.Open) {
    auto Touches = [&](const Choice &Old) {
      return touch(Old.Made->Edits, New.Made->Edits);
    };
    if (isMade(File, New))
      File.Made.push_back(New);
    else if (std::any_of(File.Made.begin(), File.Made.end(), Touches))
      ++File.Touching;
    else if (std::all_of(Next.begin(), Next.end(), [&](const Choice &Old) {
               return fit(Report, Old, New);
             }))
      Next.push_back(New);
    else
      Later.push_back(New);
  }
  File.Open = std::move(Later);
  return Next;
}

/// The pass that makes what \p Of has made and tries, and asks for the sizes of
/// all its coroutines. Its trials are put behind \p Trials.
static Pass passFor(const Round &Of, std::vector<Trial> &Trials) {
  Pass Made{Of.File->Unit, {}, {}};
  Made.WantsAllFrames = true;
  auto Add = [&](const std::vector<Choice> &Choices) {
    for (const Choice &C : Choices)
      Made.Edits.insert(Made.Edits.end(), C.Made->Edits.begin(),
                        C.Made->Edits.end());
  };
  Add(Of.File->Made);
  Add(Of.Tried);
  for (std::size_t C : Of.File->Coroutines) {
    Made.Trials.push_back(Trials.size());
    Trials.push_back({C, {}, 0});
  }
  return Made;
}

/// True if no coroutine of \p File is larger in \p Sizes than before.
static bool isNoLarger(const OpenFile &File,
                       const std::map<std::size_t, Bytes> &Sizes) {
  return std::all_of(File.SizeOf.begin(), File.SizeOf.end(),
                     [&](const auto &Before) {
                       auto It = Sizes.find(Before.first);
                       return It != Sizes.end() && It->second <= Before.second;
                     });
}

namespace {
enum class Outcome { Made, Dropped, Apart };
} // namespace

/// Makes what \p Of has tried if each of it has helped, as \p Sizes say; they
/// are empty if the edited file is not the same program.
static Outcome settle(const Round &Of,
                      const std::map<std::size_t, Bytes> &Sizes) {
  OpenFile &File = *Of.File;
  const bool Helps =
      isNoLarger(File, Sizes) &&
      std::all_of(Of.Tried.begin(), Of.Tried.end(), [&](const Choice &C) {
        return Sizes.at(C.Coroutine) < File.SizeOf.at(C.Coroutine);
      });
  if (!Helps)
    return Of.Tried.size() == 1 ? Outcome::Dropped : Outcome::Apart;
  File.Made.insert(File.Made.end(), Of.Tried.begin(), Of.Tried.end());
  File.SizeOf = Sizes;
  return Outcome::Made;
}

/// Runs the passes of \p Rounds. Gives those that have to be tried apart.
static std::vector<Round> tryRounds(const std::vector<Round> &Rounds,
                                    const Report &Report,
                                    const PassRunner &Run) {
  std::vector<Trial> Trials;
  std::vector<Pass> Passes;
  for (const Round &R : Rounds)
    Passes.push_back(passFor(R, Trials));
  const std::vector<std::vector<UnitResult>> Results = Run(Passes);
  std::vector<Round> Apart;
  for (std::size_t R = 0; R != Rounds.size(); ++R) {
    std::map<std::size_t, Bytes> Sizes;
    if (!Results[R].empty() &&
        takeResults(Passes[R], Trials, Report, Results[R]))
      for (std::size_t T : Passes[R].Trials)
        if (Trials[T].FrameSize)
          Sizes[Trials[T].Coroutine] = *Trials[T].FrameSize;
    if (settle(Rounds[R], Sizes) == Outcome::Apart)
      for (const Choice &C : Rounds[R].Tried)
        Apart.push_back({Rounds[R].File, {C}});
  }
  return Apart;
}

/// One after the other: each stands on what was made before.
static void tryApart(std::vector<Round> Apart, const Report &Report,
                     const PassRunner &Run) {
  while (!Apart.empty()) {
    std::vector<Round> Now, Later;
    std::set<const OpenFile *> Busy;
    for (Round &R : Apart)
      if (isMade(*R.File, R.Tried.front()))
        R.File->Made.push_back(R.Tried.front());
      else
        (Busy.insert(R.File).second ? Now : Later).push_back(std::move(R));
    tryRounds(Now, Report, Run);
    Apart = std::move(Later);
  }
}

static CombinedEdits resultOf(const OpenFile &File) {
  CombinedEdits Result;
  Result.Touching = File.Touching;
  std::map<std::size_t, CombinedFix> FixOf;
  for (const Choice &C : File.Made) {
    Result.Edits.insert(Result.Edits.end(), C.Made->Edits.begin(),
                        C.Made->Edits.end());
    CombinedFix &Fix = FixOf[C.Coroutine];
    Fix.Coroutine = C.Coroutine;
    Fix.Kinds.push_back(C.Made->Kind);
    Fix.FrameSize = File.SizeOf.at(C.Coroutine);
    Fix.Heap = Fix.Heap + C.Made->Heap;
    Fix.Allocations += C.Made->Heap != Bytes(0);
  }
  for (auto &[Index, Fix] : FixOf)
    Result.Fixes.push_back(std::move(Fix));
  return Result;
}

std::map<std::string, CombinedEdits> combineEdits(const Report &Report,
                                                  const CombineOptions &Options,
                                                  const PassRunner &Run) {
  std::map<std::string, OpenFile> Files;
  for (std::size_t I = 0; I != Report.Coroutines.size(); ++I) {
    const Coroutine &C = Report.Coroutines[I];
    if (Options.IsWanted && !Options.IsWanted(C))
      continue;
    for (const Choice &New : choicesOf(Report, I, Options)) {
      OpenFile &File = Files[New.Made->Edits.front().File];
      File.Unit = C.Unit;
      File.Open.push_back(New);
      File.Coroutines.insert(I);
      File.SizeOf[I] = C.Frame.Size;
    }
  }
  while (true) {
    std::vector<Round> Rounds;
    for (auto &[Name, File] : Files)
      if (std::vector<Choice> Next = nextOf(File, Report); !Next.empty())
        Rounds.push_back({&File, std::move(Next)});
    if (Rounds.empty())
      break;
    tryApart(tryRounds(Rounds, Report, Run), Report, Run);
  }
  std::map<std::string, CombinedEdits> Made;
  for (const auto &[Name, File] : Files)
    if (!File.Made.empty())
      Made[Name] = resultOf(File);
  return Made;
}

} // namespace coroscope
