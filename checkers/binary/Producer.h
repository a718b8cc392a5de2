//===- Producer.h - The compiler and flags of a unit ------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_BINARY_PRODUCER_H
#define COROSCOPE_BINARY_PRODUCER_H

#include <string>
#include <string_view>

namespace coroscope {

/// The contents of DW_AT_producer.
struct Producer {
  std::string Compiler;     ///< Such as "gcc 12.2.0"; empty if unknown.
  std::string Optimization; ///< Such as "O2"; "unknown" if it has no flags.
  bool IsLinesOnly = false; ///< True if -g1 or the like is among the flags.
};

/// Reads \p Text, such as "GNU C++20 12.2.0 -mtune=generic -g -O2".
Producer readProducer(std::string_view Text);

} // namespace coroscope

#endif
