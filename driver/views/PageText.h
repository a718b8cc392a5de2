//===- PageText.h - Pages for a terminal ------------------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_VIEWS_PAGETEXT_H
#define COROSCOPE_DRIVER_VIEWS_PAGETEXT_H

#include "report/TextStyle.h"

#include <string>
#include <string_view>

namespace coroscope {

/// \p Markdown, one of the pages of checkers/docs, without its markup: what
/// those pages use, which is headings, paragraphs, lists, tables, code, links
/// and emphasis. Paragraphs are as wide as \p Style says; code stays as it is.
std::string pageToText(std::string_view Markdown, const TextStyle &Style);

} // namespace coroscope

#endif
