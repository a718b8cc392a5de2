//===- Coroutine.cpp - What is known of one coroutine ---------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frame/Coroutine.h"

#include <cassert>

namespace coroscope {

std::string_view spelling(SuspendKind Kind) {
  switch (Kind) {
  case SuspendKind::Initial:
    return "initial";
  case SuspendKind::Await:
    return "await";
  case SuspendKind::Yield:
    return "yield";
  case SuspendKind::Final:
    return "final";
  }
  assert(false && "a suspension kind without a spelling");
  return "await";
}

} // namespace coroscope
