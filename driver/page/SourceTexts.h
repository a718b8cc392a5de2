//===- SourceTexts.h - The sources that a page shows ------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A report names lines; a page can show them. Anybody may have written the file
// names in a report: only files inside the project are read, and only if they
// have not changed since.
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_PAGE_SOURCETEXTS_H
#define COROSCOPE_DRIVER_PAGE_SOURCETEXTS_H

#include "frame/Coroutine.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace coroscope {

/// Lines of a file that follow each other.
struct SourceLines {
  std::string File;
  unsigned First = 0;             ///< Counted from 1.
  std::vector<std::string> Lines; ///< Without line breaks.
};

/// Returns the text of a file that a report names; nothing if unavailable.
using SourceReader =
    std::function<std::optional<std::string>(const std::string &Name)>;

/// The sources of one project, read on demand.
class SourceTexts {
  struct File {
    std::string Text;
    std::vector<std::string_view> Lines;
  };
  SourceReader Read;
  const bool WithLines;
  std::map<std::string, std::unique_ptr<File>, std::less<>> Files;

  const File *find(const std::string &Name);
  bool isAsAnalyzed(const File &Found, const std::string &Name,
                    const Coroutine &C) const;

public:
  /// \p WithLines is false if only edits are wanted.
  SourceTexts(SourceReader Read, bool WithLines)
      : Read(std::move(Read)), WithLines(WithLines) {}

  /// Returns the lines of interest for \p C, each with some around it, sorted
  /// by place. Empty if none are wanted, or they cannot be read.
  std::vector<SourceLines> linesOf(const Coroutine &C);

  /// The line at \p Where, which the report on \p C names. Nothing if it cannot
  /// be read, or has changed.
  std::optional<std::string> lineAt(const Coroutine &C, const Place &Where);

  /// What the edits of \p Given, advice for \p About in \p C, change. The lines
  /// around are there if lines are wanted. Empty if there are no edits, or they
  /// do not fit the files that are there.
  std::string diffOf(const Coroutine &C, const Finding &About,
                     const Advice &Given);
};

} // namespace coroscope

#endif
