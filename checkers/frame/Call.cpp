//===- Call.cpp - A call of a coroutine -----------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frame/Call.h"

#include <cassert>

namespace coroscope {

std::string_view spelling(CalleeKind Kind) {
  switch (Kind) {
  case CalleeKind::Function:
    return "function";
  case CalleeKind::Parameter:
    return "parameter";
  case CalleeKind::Unknown:
    return "unknown";
  }
  assert(false && "a kind of callee without a spelling");
  return "unknown";
}

std::string_view spelling(Elision State) {
  switch (State) {
  case Elision::Elided:
    return "elided";
  case Elision::NotOptimized:
    return "not-optimized";
  case Elision::NotVisible:
    return "not-visible";
  case Elision::LowFrequency:
    return "low-frequency";
  case Elision::HandleEscapes:
    return "handle-escapes";
  case Elision::NotAnnotated:
    return "not-annotated";
  case Elision::NotInlined:
    return "not-inlined";
  case Elision::Unknown:
    return "unknown";
  }
  assert(false && "a state of elision without a spelling");
  return "unknown";
}

std::string_view inWords(Elision State) {
  switch (State) {
  case Elision::Elided:
    return "lies in the frame of its caller";
  case Elision::NotOptimized:
    return "is not elided, because nothing is at -O0";
  case Elision::NotVisible:
    return "is not elided, because its definition is not in this unit";
  case Elision::LowFrequency:
    return "is not elided, because the call is too rare for the compiler";
  case Elision::HandleEscapes:
    return "is not elided, because the compiler cannot prove that it ends "
           "before its caller: its handle escapes";
  case Elision::NotAnnotated:
    return "is not elided, because its type is not marked "
           "[[clang::coro_await_elidable]], and the call is not inlined";
  case Elision::NotInlined:
    return "is not elided, because the call is not inlined";
  case Elision::Unknown:
    return "is not elided";
  }
  assert(false && "a state of elision without words");
  return "is not elided";
}

} // namespace coroscope
