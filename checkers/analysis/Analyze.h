//===- Analyze.h - The coroutines of one unit -------------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// AST + DeclFeed --> coroutines found (source) --> frames (layout) --> named
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_ANALYSIS_ANALYZE_H
#define COROSCOPE_ANALYSIS_ANALYZE_H

#include "frame/Report.h"
#include "source/ProjectPaths.h"

#include "llvm/Support/Error.h"

#include <string>
#include <vector>

namespace clang {
class CodeGenOptions;
class CompilerInstance;
} // namespace clang

namespace coroscope {

class DeclFeed;

/// What an analysis is for.
struct AnalysisGoal {
  /// Whether calls in functions are of interest: what becomes of them, passes
  /// over these functions decide, and take their time.
  bool WantsCallSites = false;
  /// For a unit with edits: where they are, and what it must still mean; null
  /// if nobody knows. Of such a unit frames are wanted, and no new edits.
  bool IsEdited = false;
  std::vector<EditMark> Marks = {};
  const UnitMeaning *Expected = nullptr;
};

/// Fills \p Result with the coroutines of the unit that \p CI has just parsed
/// without errors, in the order of their keys, with the calls of coroutines in
/// its functions, and with what it means. \p Feed listened to the parse.
llvm::Error analyze(clang::CompilerInstance &CI, DeclFeed &Feed,
                    const ProjectPaths &Paths, const AnalysisGoal &Goal,
                    UnitResult &Result);

/// The optimization level of \p Options: "O0" to "O3", "Os", "Oz".
std::string optimizationLevel(const clang::CodeGenOptions &Options);

} // namespace coroscope

#endif
