//===- FrameFields.h - The fields of a split coroutine's frame --*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_COMPAT_FRAMEFIELDS_H
#define COROSCOPE_COMPAT_FRAMEFIELDS_H

#include "frame/Bytes.h"

#include <string>
#include <vector>

namespace llvm {
class Function;
} // namespace llvm

namespace coroscope {

/// A field of the frame as the split function accesses it.
struct FrameField {
  Bytes Offset;
  Bytes Size;
  bool IsPadding = false; ///< Looks like the filler that LLVM adds itself.
  /// The names of the values that are kept in it, as they were called before
  /// the split. Sorted, no duplicates. Empty if nothing accesses the field.
  std::vector<std::string> Values;
  bool IsSuspendIndex = false;
  bool IsInteger = false;
};

/// The fields of the frame of \p Ramp, which CoroSplit has just finished with,
/// by offset. Empty if there is no frame to be found.
std::vector<FrameField> frameFieldsOf(const llvm::Function &Ramp);

} // namespace coroscope

#endif
