//===- Focus.h - One function of a unit -------------------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_FRAME_FOCUS_H
#define COROSCOPE_FRAME_FOCUS_H

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

namespace coroscope {

/// A part of the main file, without its end. Units: bytes, from 0.
struct TextRange {
  std::uint64_t Begin = 0;
  std::uint64_t End = 0;

  bool contains(std::uint64_t Offset) const {
    return Begin <= Offset && Offset < End;
  }
};

/// A function that is defined in the main file.
struct FunctionText {
  TextRange Whole;
  /// Where its body begins, behind the brace.
  std::uint64_t Body = 0;
  /// Its identifier; that of the class for constructors and destructors. Empty
  /// for others, such as operators.
  std::string Name;
};

/// What an analysis of one function looks at. The bodies of other functions of
/// the main file are skipped.
struct Focus {
  FunctionText Function;
  /// Functions whose bodies are parsed as well, because it may need them.
  std::vector<TextRange> Needed;

  /// True if the body of the function at \p Offset is parsed.
  bool parses(std::uint64_t Offset) const {
    return Function.Whole.contains(Offset) ||
           std::any_of(Needed.begin(), Needed.end(), [&](TextRange Other) {
             return Other.contains(Offset);
           });
  }
};

} // namespace coroscope

#endif
