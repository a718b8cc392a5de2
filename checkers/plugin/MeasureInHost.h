//===- MeasureInHost.h - Edits measured beside a host -----------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_PLUGIN_MEASUREINHOST_H
#define COROSCOPE_PLUGIN_MEASUREINHOST_H

#include "advice/Trials.h"
#include "source/ProjectPaths.h"

namespace clang {
class CodeGenOptions;
class CompilerInstance;
} // namespace clang

namespace coroscope {

/// Returns the paths of the unit of \p CI, all of them absolute.
ProjectPaths absolutePaths(clang::CompilerInstance &CI);

/// Fills in the sizes of \p Trials by parsing the edited file again, with the
/// flags and the file system of \p CI and the code generation \p Options, once
/// for each pass. \p Meaning is that of the unit without edits.
void measureInHost(std::vector<Trial> &Trials, const Report &Report,
                   clang::CompilerInstance &CI,
                   const clang::CodeGenOptions &Options,
                   const UnitMeaning &Meaning);

/// Returns true if the current parse belongs to `measureInHost`.
bool isMeasuringInHost();

} // namespace coroscope

#endif
