//===- Snippet.h - A line of the sources with a caret -----------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_REPORT_SNIPPET_H
#define COROSCOPE_DRIVER_REPORT_SNIPPET_H

#include "report/TextStyle.h"

#include <string>

namespace coroscope {

/// The line at \p Where, which the report on \p C names, and below it the place
/// in it, as clang shows them:
///
///    15 |   std::array<bool, 2000> IsComposite{};
///       |                          ^~~~~~~~~~~
///
/// Ends in a newline; empty if \p Style has no such line.
std::string snippetAt(const Coroutine &C, const Place &Where,
                      const TextStyle &Style);

} // namespace coroscope

#endif
