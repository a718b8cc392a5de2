//===- Escape.h - Text of the source in reports -----------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Names, paths and comments come from source text, which anybody may have
// written: what a format could take for its own is escaped.
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_REPORT_ESCAPE_H
#define COROSCOPE_DRIVER_REPORT_ESCAPE_H

#include <string>
#include <string_view>

namespace coroscope {

/// \p Text as UTF-8: what is none becomes U+FFFD.
std::string asUtf8(std::string_view Text);

/// \p Text for a terminal: control characters are written as in "\x1b", those
/// that change the direction of writing as in "\u202e".
std::string escapeControls(std::string_view Text);

/// \p Text for Markdown, with nothing in it that is markup, a link or a
/// mention. Stays on one line.
std::string escapeMarkdown(std::string_view Text);

/// \p Text as code in Markdown, in a table too.
std::string codeMarkdown(std::string_view Text);

/// \p Text as a cell of a CSV file, which no spreadsheet takes for a formula.
std::string escapeCsv(std::string_view Text);

/// \p Text as the message of a workflow command of GitHub.
std::string escapeCommand(std::string_view Text);

/// \p Text as a property of a workflow command of GitHub.
std::string escapeCommandProperty(std::string_view Text);

/// \p Text as a string in double quotes, without these: a label of OpenMetrics
/// or of Graphviz.
std::string escapeQuoted(std::string_view Text);

/// \p Path as a reference in the sense of RFC 3986; an absolute one as a
/// "file:" URI.
std::string pathToUri(std::string_view Path);

} // namespace coroscope

#endif
