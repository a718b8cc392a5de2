//===- MergeFindings.h - One finding for one cause --------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_RULES_MERGEFINDINGS_H
#define COROSCOPE_RULES_MERGEFINDINGS_H

#include "frame/Coroutine.h"

#include <vector>

namespace coroscope {

/// Keeps one of the findings that have one cause, the largest, and notes where
/// the others are: instances of a template, an internal function of a header
/// that several units have, awaiters of one type.
void mergeFindings(std::vector<Coroutine> &Coroutines);

} // namespace coroscope

#endif
