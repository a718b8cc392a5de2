//===- AuthorComments.h - Comments addressed to Coroscope -------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// "// coroscope: budget 8KiB, reason" and the NOLINT forms of clang-tidy.
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_SOURCE_AUTHORCOMMENTS_H
#define COROSCOPE_SOURCE_AUTHORCOMMENTS_H

#include "frame/Coroutine.h"

#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringRef.h"

#include <vector>

namespace clang {
class FunctionDecl;
class SourceManager;
} // namespace clang

namespace coroscope {

/// Reads each file once, when first asked about one of its coroutines.
///
/// Lifetime: refers to the source manager.
class AuthorComments {
  struct FileComments {
    std::vector<llvm::StringRef> Lines; ///< Line 1 is [0].
    std::vector<Suppression> Suppressions;
  };
  const clang::SourceManager &Sources;
  llvm::DenseMap<clang::FileID, FileComments> Files;

  const FileComments &commentsOf(clang::FileID File);

public:
  explicit AuthorComments(const clang::SourceManager &Sources)
      : Sources(Sources) {}

  /// Fills the budget and the suppressions of \p C, the coroutine \p Function.
  void readInto(Coroutine &C, const clang::FunctionDecl &Function);
};

/// Returns the NOLINT comments of a file, as clang-tidy understands them.
std::vector<Suppression>
findSuppressions(const std::vector<llvm::StringRef> &Lines);

} // namespace coroscope

#endif
