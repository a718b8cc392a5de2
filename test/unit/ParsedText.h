//===- ParsedText.h - A text as Clang reads it, for tests -------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Small sources for tests of the rooms that read Clang's AST and LLVM's IR. A
// text may use `Task`, `Event`, `touch` and what else test/Inputs/coroutine.h
// and TextPrefix declare.
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_TEST_UNIT_PARSEDTEXT_H
#define COROSCOPE_TEST_UNIT_PARSEDTEXT_H

#include "frame/Coroutine.h"
#include "layout/SplitFrame.h"

#include "clang/Frontend/ASTUnit.h"
#include "gmock/gmock.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace clang {
class FunctionDecl;
class VarDecl;
} // namespace clang

namespace coroscope {

/// The AST of a text.
class ParsedText {
  std::unique_ptr<clang::ASTUnit> Unit;

public:
  explicit ParsedText(const std::string &Text);

  clang::ASTContext &context() { return Unit->getASTContext(); }

  /// Every definition of a function in the text, in order.
  std::vector<clang::FunctionDecl *> functions();

  /// The only definition of a function of that name.
  clang::FunctionDecl &function(llvm::StringRef Name);

  /// The only variable of that name in \p Function.
  clang::VarDecl &variable(clang::FunctionDecl &Function, llvm::StringRef Name);
};

/// The coroutines of \p Text, sorted by key, with their frames at \p Level.
std::vector<Coroutine> coroutinesOf(const std::string &Text,
                                    const std::string &Level = "-O0");

/// The coroutines of \p Text as a trial of edits at \p Places measures them.
/// Units of the places: bytes in \p Text.
std::vector<Coroutine> measuredAt(const std::string &Text,
                                  std::vector<std::uint64_t> Places,
                                  const std::string &Level);

/// The frames of \p Text at \p Level, as CoroSplit made them, in the order of
/// the text.
std::vector<SplitFrame> splitFramesOf(const std::string &Text,
                                      const std::string &Level = "-O0");

/// The occupant named \p Name, in whichever range; null if there is none.
const Occupant *findOccupant(const Coroutine &C, std::string_view Name);

/// Matches a coroutine whose frame has a value named \p Name of \p Size bytes.
MATCHER_P2(hasRange, Name, Size, "") {
  const Occupant *Found = findOccupant(arg, Name);
  if (!Found) {
    *result_listener << "which has no '" << Name << "'";
    return false;
  }
  *result_listener << "where '" << Name << "' has " << Found->Size.Count
                   << " bytes";
  return Found->Size == Bytes(Size);
}

/// Matches a coroutine in whose frame nothing is named \p Name.
MATCHER_P(hasNo, Name, "") { return !findOccupant(arg, Name); }

/// Matches a coroutine that needs \p Name across the suspensions \p Ids.
MATCHER_P2(needsAcross, Name, Ids, "") {
  const Occupant *Found = findOccupant(arg, Name);
  return Found && ExplainMatchResult(testing::ElementsAreArray(Ids),
                                     Found->LiveAcross, result_listener);
}

} // namespace coroscope

#endif
