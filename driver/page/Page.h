//===- Page.h - Reports for a browser ---------------------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One file that needs no network: the page built from web/, and its data as
// packed text in elements of their own, which are never run.
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_PAGE_PAGE_H
#define COROSCOPE_DRIVER_PAGE_PAGE_H

#include "compare/Compare.h"
#include "frame/Report.h"
#include "page/SourceTexts.h"
#include "page/Trend.h"
#include "json/ReportJson.h"

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace coroscope {

/// The settings for the page of a report.
struct PageOptions {
  bool ListsSystem = false;
  SourceTexts *Sources = nullptr; ///< Null for none.
  bool OpensChains = false;       ///< True to begin with the chains.
  /// Returns true for coroutines that the list of chains begins with; if empty,
  /// the list has those that no other one awaits.
  std::function<bool(const Coroutine &C)> IsRoot;
};

void writePage(const Report &Report, const PageOptions &Options,
               const TextSink &Sink);

/// \p Made must have the frames of its changes.
void writeComparisonPage(const Comparison &Made, SourceTexts *Sources,
                         const TextSink &Sink);

void writeTrendPage(const Trend &Made, const TextSink &Sink);

/// One part of the data of a page, of several elements. The text must not
/// contain anything that HTML could take for markup.
struct PageElement {
  std::string Name;
  std::string Text;
};

/// Writes a page with \p Data, and \p Title as the name of its tab.
void writePageWith(const std::vector<PageElement> &Data, std::string_view Title,
                   const TextSink &Sink);

} // namespace coroscope

#endif
