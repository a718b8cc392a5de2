//===- FindingNotes.h - Notes of findings -----------------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a finding says beneath its message: the value that it is about, the
// suspension that holds the value, and the use that keeps it alive.
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_RULES_FINDINGNOTES_H
#define COROSCOPE_RULES_FINDINGNOTES_H

#include "frame/Coroutine.h"

namespace coroscope {

/// Returns the first suspension in the body of \p C that \p O is held across,
/// where it is needed if there is one; null if it is only held across the
/// initial and final ones.
const Suspend *suspensionOf(const Coroutine &C, const Occupant &O);

/// Returns the first of the occupants of \p F with the strictest alignment;
/// null if there is no occupant.
const Occupant *mostAligned(const Frame &F);

/// Makes \p O, an occupant of the frame of \p C, the cause of \p F.
void setCause(Finding &F, const Coroutine &C, const Occupant &O);

/// Adds notes to \p F: the suspension that \p O is held across, and the use
/// that keeps it.
void noteHold(Finding &F, const Coroutine &C, const Occupant &O);

/// Adds a note to \p F: the alignment that \p O asks for.
void noteAlignment(Finding &F, const Occupant &O);

/// Adds notes to \p F, about the size of the frame of \p C: the largest part,
/// which becomes the cause unless it is the promise or padding.
void noteLargestPart(Finding &F, const Coroutine &C);

} // namespace coroscope

#endif
