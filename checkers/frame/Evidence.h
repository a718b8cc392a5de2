//===- Evidence.h - Where a figure is from ----------------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_FRAME_EVIDENCE_H
#define COROSCOPE_FRAME_EVIDENCE_H

#include <string_view>

namespace coroscope {

/// How a frame is known, the best first.
enum class Evidence {
  Source, ///< The compiler's passes ran on the source.
  Dwarf,  ///< The debug information of a built program describes the frame.
  Code,   ///< The machine code asks for so many bytes; what is in them is
          ///< unknown but for what the debug information says.
  Symbol, ///< The coroutine exists; its size is not known, and given as 0.
};
inline constexpr Evidence LastEvidence = Evidence::Symbol;

/// The spelling of \p Kind in reports, such as "dwarf".
std::string_view spelling(Evidence Kind);

} // namespace coroscope

#endif
