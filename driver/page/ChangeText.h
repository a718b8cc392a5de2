//===- ChangeText.h - Changes in pages --------------------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_PAGE_CHANGETEXT_H
#define COROSCOPE_DRIVER_PAGE_CHANGETEXT_H

#include "compare/Compare.h"
#include "page/CoroutineRows.h"

namespace coroscope {

/// Writes [words, growth, kind of the value].
void writeBlame(JsonText &Json, const Blame &Share);

/// Writes [is lost, caller, words, file, line].
void writeElision(JsonText &Json, const ElisionChange &Change,
                  PageFiles &Files);

} // namespace coroscope

#endif
