//===- Version.h - The version of the program -------------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_OUTPUTS_VERSION_H
#define COROSCOPE_DRIVER_OUTPUTS_VERSION_H

namespace coroscope {

inline constexpr char Version[] = COROSCOPE_VERSION;

} // namespace coroscope

#endif
