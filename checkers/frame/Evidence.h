//===- Evidence.h - The source of a figure ----------------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_FRAME_EVIDENCE_H
#define COROSCOPE_FRAME_EVIDENCE_H

#include <string_view>

namespace coroscope {

/// The source of a frame's layout, the best first.
enum class Evidence {
  Source, ///< The compiler's passes ran on the source.
  Dwarf,  ///< The debug information of a built program describes the frame.
  Code,   ///< The machine code allocates this size; the contents are unknown
          ///< except for what the debug information says.
  Symbol, ///< The coroutine exists; its size is unknown, and given as 0.
};
inline constexpr Evidence LastEvidence = Evidence::Symbol;

/// Returns the spelling of \p Kind in reports, such as "dwarf".
std::string_view spelling(Evidence Kind);

} // namespace coroscope

#endif
