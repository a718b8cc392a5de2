//===- CoroutineRemarks.cpp - Remarks of the coroutine passes -------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// llvm 22: llvm/lib/Transforms/Coroutines/{CoroSplit,CoroElide,
// CoroAnnotationElide}.cpp.
//
//===----------------------------------------------------------------------===//

#include "compat/CoroutineRemarks.h"

#include "llvm/IR/DiagnosticInfo.h"
#include "llvm/IR/Function.h"

using namespace llvm;

namespace coroscope {

static constexpr StringLiteral SplitPass = "coro-split";
static constexpr StringLiteral ElidePass = "coro-elide";
static constexpr StringLiteral AnnotationElidePass = "coro-annotation-elide";

bool saysOfSplits(StringRef Name) { return Name == SplitPass; }

bool saysOfElisions(StringRef Name) {
  return Name == ElidePass || Name == AnnotationElidePass;
}

/// The value of \p Key in \p Remark; empty if it has none.
static StringRef argument(const DiagnosticInfoOptimizationBase &Remark,
                          StringRef Key) {
  for (const auto &Argument : Remark.getArgs())
    if (Argument.Key == Key)
      return Argument.Val;
  return {};
}

static Bytes bytes(const DiagnosticInfoOptimizationBase &Remark,
                   StringRef Key) {
  Bytes Value;
  argument(Remark, Key).getAsInteger(10, Value.Count);
  return Value;
}

static ElisionRemark::Outcome
outcomeOf(const DiagnosticInfoOptimizationBase &Remark) {
  if (Remark.isPassed())
    return ElisionRemark::Outcome::Elided;
  if (Remark.getPassName() == ElidePass)
    return ElisionRemark::Outcome::Escapes;
  // Only the words tell this from other reasons.
  return StringRef(Remark.getMsg()).contains("frequency")
             ? ElisionRemark::Outcome::TooRare
             : ElisionRemark::Outcome::Other;
}

CoroutineRemark readRemark(const DiagnosticInfoOptimizationBase &Remark) {
  if (saysOfSplits(Remark.getPassName()))
    return SplitRemark{Remark.getFunction().getName().str(),
                       bytes(Remark, "frame_size"), bytes(Remark, "align")};
  if (saysOfElisions(Remark.getPassName()))
    return ElisionRemark{argument(Remark, "callee").str(),
                         argument(Remark, "caller").str(), outcomeOf(Remark),
                         bytes(Remark, "frame_size")};
  return {};
}

} // namespace coroscope
