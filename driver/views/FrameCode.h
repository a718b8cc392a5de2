//===- FrameCode.h - A frame as a C++ struct --------------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_VIEWS_FRAMECODE_H
#define COROSCOPE_DRIVER_VIEWS_FRAMECODE_H

#include "frame/Coroutine.h"

#include <string>

namespace coroscope {

/// The frame as a C++ struct: header, promise, and a union of what each state
/// stores, with places, sizes and offsets. It compiles behind the declarations
/// of the types in it.
std::string frameToCode(const Coroutine &C);

} // namespace coroscope

#endif
