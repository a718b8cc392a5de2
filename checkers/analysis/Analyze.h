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

/// The coroutines of the unit that \p CI has just parsed without errors, in the
/// order of their names. \p Feed listened to the parse.
llvm::Expected<std::vector<Coroutine>>
analyze(clang::CompilerInstance &CI, DeclFeed &Feed, const ProjectPaths &Paths);

/// The optimization level of \p Options: "O0" to "O3", "Os", "Oz".
std::string optimizationLevel(const clang::CodeGenOptions &Options);

/// The compiler whose passes lay out the frames, as in "clang 22.1.8".
std::string compilerVersion();

} // namespace coroscope

#endif
