//===- CoroutineRemarks.h - Remarks of the coroutine passes -----*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_COMPAT_COROUTINEREMARKS_H
#define COROSCOPE_COMPAT_COROUTINEREMARKS_H

#include "frame/Bytes.h"

#include "llvm/ADT/StringRef.h"

#include <string>
#include <variant>

namespace llvm {
class DiagnosticInfoOptimizationBase;
} // namespace llvm

namespace coroscope {

/// A coroutine was split.
struct SplitRemark {
  std::string Ramp; ///< Mangled.
  Bytes Size;
  Bytes Align;
};

/// What became of the frame of a callee in one caller.
struct ElisionRemark {
  enum class Outcome {
    Elided,
    Escapes, ///< The handle is seen outside of the caller.
    TooRare, ///< Calls that are less frequent than a limit are not elided.
    Other,
  };
  std::string Callee; ///< Mangled, as the caller.
  /// With a suffix if it is a part of a coroutine that has been split.
  std::string Caller;
  Outcome Result = Outcome::Other;
  Bytes Size; ///< Of the callee's frame, if it is elided.
};

using CoroutineRemark =
    std::variant<std::monostate, SplitRemark, ElisionRemark>;

/// Does the pass \p Name say of splits and elisions what `readRemark` reads?
bool saysOfSplits(llvm::StringRef Name);
bool saysOfElisions(llvm::StringRef Name);

/// Nothing if \p Remark is none of a pass that splits or elides.
CoroutineRemark readRemark(const llvm::DiagnosticInfoOptimizationBase &Remark);

} // namespace coroscope

#endif
