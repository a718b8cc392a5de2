//===- Evidence.cpp - The source of a figure ------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frame/Evidence.h"

#include <cassert>

namespace coroscope {

std::string_view spelling(Evidence Kind) {
  switch (Kind) {
  case Evidence::Source:
    return "source";
  case Evidence::Dwarf:
    return "dwarf";
  case Evidence::Code:
    return "code";
  case Evidence::Symbol:
    return "symbol";
  }
  assert(false && "evidence without a spelling");
  return "symbol";
}

} // namespace coroscope
