//===- PageFile.h - The built page, in the program --------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_PAGE_PAGEFILE_H
#define COROSCOPE_DRIVER_PAGE_PAGEFILE_H

#include <string_view>

namespace coroscope {

/// Returns the text of page.html. Title and data replace "<!--title-->" and
/// "<!--data-->".
std::string_view pageFile();

} // namespace coroscope

#endif
