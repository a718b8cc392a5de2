//===- RustText.h - Types of Rust as text -----------------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_BINARY_RUSTTEXT_H
#define COROSCOPE_BINARY_RUSTTEXT_H

#include "llvm/DebugInfo/DWARF/DWARFDie.h"

#include <string>

namespace coroscope {

/// Returns \p Type in Rust, qualified.
std::string rustType(llvm::DWARFDie Type);

} // namespace coroscope

#endif
