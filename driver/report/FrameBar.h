//===- FrameBar.h - A frame in one line -------------------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_REPORT_FRAMEBAR_H
#define COROSCOPE_DRIVER_REPORT_FRAMEBAR_H

#include "report/TextStyle.h"

#include <string>

namespace coroscope {

/// The frame of \p C from its first byte to its last as a line of blocks, each
/// for as many bytes, by who owns most of them; below it who has which block,
/// and how many bytes. What shares its bytes with others counts as the largest
/// of them. Ends in a newline; empty for an empty frame.
std::string frameBar(const Coroutine &C, const TextStyle &Style);

} // namespace coroscope

#endif
