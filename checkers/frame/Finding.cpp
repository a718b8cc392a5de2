//===- Finding.cpp - A rule applied to a coroutine ------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frame/Finding.h"

#include <cassert>

namespace coroscope {

std::string_view spelling(AdviceKind Kind) {
  switch (Kind) {
  case AdviceKind::Scope:
    return "scope";
  case AdviceKind::DeclareLater:
    return "declare-later";
  case AdviceKind::LaterScope:
    return "later-scope";
  case AdviceKind::Call:
    return "call";
  case AdviceKind::Box:
    return "box";
  case AdviceKind::Words:
    return "words";
  }
  assert(false && "a kind of advice without a spelling");
  return "words";
}

std::string_view spelling(Severity Severity) {
  switch (Severity) {
  case Severity::Note:
    return "note";
  case Severity::Warning:
    return "warning";
  case Severity::Error:
    return "error";
  }
  assert(false && "a severity without a spelling");
  return "warning";
}

} // namespace coroscope
