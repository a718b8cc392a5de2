//===- EarlyAnswer.cpp - What an edit changed, first ----------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "server/EarlyAnswer.h"

#include "clang/Basic/LangOptions.h"
#include "clang/Basic/SourceLocation.h"
#include "clang/Lex/Lexer.h"
#include "clang/Lex/Token.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/StringSet.h"

#include <algorithm>
#include <set>
#include <vector>

using llvm::StringRef;

namespace coroscope {

/// The lines of \p Text that \p Range is on.
static StringRef linesAround(StringRef Text, TextRange Range) {
  const std::size_t Begin = Text.take_front(Range.Begin).rfind('\n') + 1;
  return Text.slice(Begin, Text.find('\n', Range.End));
}

/// The identifiers and keywords in \p Range of \p Text.
static llvm::StringSet<> wordsIn(const std::string &Text, TextRange Range) {
  clang::LangOptions Language;
  Language.CPlusPlus = Language.CPlusPlus11 = true;
  clang::Lexer Tokens(clang::SourceLocation(), Language, Text.data(),
                      Text.data() + Range.Begin, Text.data() + Text.size());
  llvm::StringSet<> Words;
  clang::Token Next;
  while (!Tokens.LexFromRawLexer(Next) &&
         Tokens.getBufferLocation() <= Text.data() + Range.End)
    if (Next.is(clang::tok::raw_identifier))
      Words.insert(Next.getRawIdentifier());
  return Words;
}

/// Those of \p Functions that \p Function may need, by their names: those that
/// it names, to know which of them are coroutines, and with \p AndTheirs those
/// that they name, and so on. Those without a name are always among them.
static std::vector<TextRange>
neededBy(const FunctionText &Function,
         const std::vector<FunctionText> &Functions, const std::string &Text,
         bool AndTheirs) {
  std::vector<TextRange> Needed;
  std::vector<FunctionText> Others;
  for (const FunctionText &Other : Functions)
    if (Other.Name.empty())
      Needed.push_back(Other.Whole);
    else
      Others.push_back(Other);
  auto Add = [&](TextRange Named) {
    const llvm::StringSet<> Words = wordsIn(Text, Named);
    llvm::erase_if(Others, [&](const FunctionText &Other) {
      if (!Words.contains(Other.Name))
        return false;
      Needed.push_back(Other.Whole);
      return true;
    });
  };
  Add(Function.Whole);
  for (std::size_t I = 0; AndTheirs && I != Needed.size(); ++I)
    Add(Needed[I]);
  return Needed;
}

std::optional<Focus> focusAfter(const TextChange &Change,
                                const WholeAnswer &Before,
                                const std::string &Text) {
  auto Function =
      llvm::find_if(Before.Result.Functions, [&](const FunctionText &F) {
        return F.Body <= Change.Old.Begin && Change.Old.End < F.Whole.End;
      });
  if (Function == Before.Result.Functions.end())
    return std::nullopt;
  // A directive reaches farther than to the end of a body.
  if (linesAround(Before.Text, Change.Old).contains('#') ||
      linesAround(Text, {Change.Old.Begin, Change.NewEnd}).contains('#'))
    return std::nullopt;
  auto Moved = [&](const FunctionText &F) {
    return FunctionText{Change.moved(F.Whole), Change.moved(F.Body), F.Name};
  };
  Focus On{Moved(*Function), {}};
  std::vector<FunctionText> Others;
  for (const FunctionText &F : Before.Result.Functions)
    if (&F != &*Function)
      Others.push_back(Moved(F));
  // Without optimization, a frame has nothing of other functions.
  const bool IsOptimized = Before.Result.Unit.Optimization != "O0";
  On.Needed = neededBy(On.Function, Others, Text, IsOptimized);
  return On;
}

/// Whether the frame of a callee is in that of \p C, and its contents are not
/// known: that takes its own frame.
static bool hasUnknownCallee(const Coroutine &C) {
  return llvm::any_of(C.Frame.Ranges, [](const FrameRange &Range) {
    return llvm::any_of(Range.Occupants, [](const Occupant &O) {
      return O.Kind == OccupantKind::CalleeFrame && O.Nested.empty();
    });
  });
}

std::optional<UnitResult> withChange(const WholeAnswer &Before,
                                     const TextChange &Change, const Focus &On,
                                     UnitResult Changed) {
  const std::string &File = Before.Result.Unit.File;
  // The function in the old text: it begins before the change, and ends behind.
  const unsigned First = lineAt(Before.Text, On.Function.Whole.Begin);
  const unsigned Last = lineAt(Before.Text, On.Function.Whole.End -
                                                Change.NewEnd + Change.Old.End);
  auto IsChanged = [&](const Place &Where) {
    return Where.isKnown() && Where.File == File && First <= Where.Line &&
           Where.Line <= Last;
  };
  UnitResult Joined = std::move(Changed);
  std::set<std::string> Keys;
  for (const Coroutine &C : Joined.Coroutines)
    Keys.insert(C.Key);
  if (llvm::any_of(Joined.Coroutines, hasUnknownCallee))
    return std::nullopt;
  bool HasOne = false;
  for (const Coroutine &C : Before.Result.Coroutines) {
    if (IsChanged(C.Where)) {
      // An instance that only others ask for is not among the new ones.
      if (!Keys.contains(C.Key))
        return std::nullopt;
      HasOne = true;
      continue;
    }
    if (Keys.contains(C.Key))
      return std::nullopt;
    Joined.Coroutines.push_back(C);
    if (!moveWith(Change, File, Joined.Coroutines.back()))
      return std::nullopt;
  }
  if (!HasOne)
    return std::nullopt;
  for (const CallSite &Site : Before.Result.CallSites) {
    Joined.CallSites.push_back(Site);
    if (IsChanged(Site.Call.Where) ||
        !moveWith(Change, File, Joined.CallSites.back()))
      return std::nullopt;
  }
  Joined.Unit.Coroutines = Joined.Coroutines.size();
  return Joined;
}

} // namespace coroscope
