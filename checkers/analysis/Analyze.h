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

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace clang {
class CodeGenOptions;
class CompilerInstance;
class Decl;
} // namespace clang

namespace coroscope {

class DeclFeed;

/// The purpose of an analysis.
struct AnalysisGoal {
  /// True to find the calls in ordinary functions. The passes that decide on
  /// their elision have to run on these functions, which takes time.
  bool WantsCallSites = false;
  /// For a unit with edits: the places of the edits, and the meaning that the
  /// unit must keep; null if unknown. Only the sizes of frames are wanted then,
  /// and none if the meaning differs.
  bool IsEdited = false;
  std::vector<EditMark> Marks = {};
  /// For a unit with edits: offsets in the main file. Coroutines whose text has
  /// none of them are listed with a size of 0, which saves the passes over what
  /// only they call. Nothing if all frames are wanted.
  std::optional<std::vector<std::uint64_t>> WantedAt = {};
  const UnitMeaning *Expected = nullptr;
  /// For one function: the others have no frame and are left out, and an error
  /// tells that the frames of this one may depend on what was skipped.
  std::optional<coroscope::Focus> Focus = {};
};

/// Returns true if an analysis with \p Wanted needs the body of \p Function,
/// which Clang can skip.
bool parsesBody(const Focus &Wanted, const clang::Decl &Function);

/// Fills \p Result with the coroutines of the unit that \p CI has just parsed
/// without errors, in the order of their keys, with the calls of coroutines in
/// its functions, and with its meaning. \p Feed listened to the parse.
llvm::Error analyze(clang::CompilerInstance &CI, DeclFeed &Feed,
                    const ProjectPaths &Paths, const AnalysisGoal &Goal,
                    UnitResult &Result);

/// Returns the optimization level of \p Options: "O0" to "O3", "Os", "Oz".
std::string optimizationLevel(const clang::CodeGenOptions &Options);

} // namespace coroscope

#endif
