//===- NameOccupants.h - Frames in the words of the source ------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_ANALYSIS_NAMEOCCUPANTS_H
#define COROSCOPE_ANALYSIS_NAMEOCCUPANTS_H

#include "frame/Coroutine.h"
#include "layout/SplitFrame.h"
#include "source/CoroutineText.h"
#include "source/ProjectPaths.h"

namespace coroscope {

/// Puts the frame and the suspensions of \p Split into \p C, which has been
/// identified, with the names in \p Text.
void fillFrame(Coroutine &C, const SplitFrame &Split, const CoroutineText &Text,
               const ProjectPaths &Paths);

} // namespace coroscope

#endif
