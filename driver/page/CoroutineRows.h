//===- CoroutineRows.h - Coroutines in a page -------------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A page has two things of each coroutine: its figures, in columns for all of
// them together, and the rest in a row of its own, which is unpacked when
// somebody looks at it. web/wire.ts reads what this writes, and says what
// stands where.
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

/// What is known of a coroutine from all the others.
struct Surroundings {
  std::vector<IncomingCall> Callers;
  std::vector<const CallSite *> Sites; ///< In functions that are none.
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

  /// The row of \p C. While texts are counted it is of no use.
  std::string rowOf(const Coroutine &C, const Surroundings &Around);
};

/// The kind that most bytes of \p F are of; that behind the last of
/// `OccupantKind` for padding.
std::size_t mainKind(const Frame &F);

/// The spellings of all enumerators that rows have as numbers, and the rules.
void writeWords(JsonText &Json);

/// The columns of \p All.
void writeColumns(JsonText &Json, const std::vector<const Coroutine *> &All,
                  PageFiles &Files);

/// The index of the rule \p Name in what `writeWords` has written; the number
/// of rules if it is none of the catalogue.
std::size_t ruleNumber(std::string_view Name);

} // namespace coroscope

#endif
