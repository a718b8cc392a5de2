//===- CoroutineRows.h - Coroutines in a page -------------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A page has two parts for each coroutine: its figures, in columns for all of
// them together, and the rest in a row of its own, which is unpacked when
// somebody looks at it. web/wire.ts reads this format and describes it.
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_PAGE_COROUTINEROWS_H
#define COROSCOPE_DRIVER_PAGE_COROUTINEROWS_H

#include "frame/Chain.h"
#include "frame/Report.h"
#include "page/JsonText.h"
#include "page/PageTexts.h"
#include "page/SourceTexts.h"

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

namespace coroscope {

/// The files that a page names, by number.
class PageFiles {
  std::unordered_map<std::string, std::size_t> Numbers;
  std::vector<std::string> Names;

public:
  std::size_t number(const std::string &File);
  void write(JsonText &Json) const;
};

/// A call of a coroutine, seen from the callee.
struct IncomingCall {
  std::size_t Caller = 0; ///< Index of a coroutine.
  const CoroutineCall *Call = nullptr;
};

/// The facts about a coroutine that others know.
struct Surroundings {
  std::vector<IncomingCall> Callers;
  std::vector<const CallSite *> Sites; ///< Calls in ordinary functions.
};

/// Writes the coroutines of one page.
class CoroutineRows {
  PageFiles &Files;
  PageTexts &Texts;
  /// The index in the page of each coroutine; null if pages cannot link.
  const std::unordered_map<const Coroutine *, std::size_t> *Indices;
  const ChainIndex *Chains; ///< Null likewise.
  SourceTexts *Sources;     ///< Null for none.

  class Writer;

public:
  CoroutineRows(PageFiles &Files, PageTexts &Texts,
                SourceTexts *Sources = nullptr,
                const std::unordered_map<const Coroutine *, std::size_t>
                    *Indices = nullptr,
                const ChainIndex *Chains = nullptr)
      : Files(Files), Texts(Texts), Indices(Indices), Chains(Chains),
        Sources(Sources) {}

  /// Returns the row of \p C, which is of no use while texts are counted.
  std::string rowOf(const Coroutine &C, const Surroundings &Around);
};

/// Returns the kind of most bytes of \p F; one past the last `OccupantKind` for
/// padding.
std::size_t mainKind(const Frame &F);

/// Writes the spellings of all enumerators that rows have as numbers, and the
/// rules.
void writeWords(JsonText &Json);

/// Writes the columns of \p All.
void writeColumns(JsonText &Json, const std::vector<const Coroutine *> &All,
                  PageFiles &Files);

/// Returns the index of the rule \p Name in the output of `writeWords`; the
/// number of rules if the catalogue does not have it.
std::size_t ruleNumber(std::string_view Name);

} // namespace coroscope

#endif
