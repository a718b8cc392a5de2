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

#include "frame/Coroutine.h"
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

/// The coroutines of one unit, in the order of their names, and the calls of
/// coroutines in its functions.
struct AnalyzedUnit {
  std::vector<Coroutine> Coroutines;
  std::vector<CallSite> CallSites;
};

/// Whether calls in functions are of interest: what becomes of them, passes
/// over these functions decide, and take their time.
enum class SitesWanted { No, Yes };

/// Analyzes the unit that \p CI has just parsed without errors. \p Feed
/// listened to the parse.
llvm::Expected<AnalyzedUnit> analyze(clang::CompilerInstance &CI,
                                     DeclFeed &Feed, const ProjectPaths &Paths,
                                     SitesWanted Sites);

/// The optimization level of \p Options: "O0" to "O3", "Os", "Oz".
std::string optimizationLevel(const clang::CodeGenOptions &Options);

/// The compiler whose passes lay out the frames, as in "clang 22.1.8".
std::string compilerVersion();

} // namespace coroscope

#endif
