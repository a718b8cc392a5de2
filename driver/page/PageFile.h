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

/// The text of page.html. Its title and its data are to be put in where
/// "<!--title-->" and "<!--data-->" stand.
std::string_view pageFile();

} // namespace coroscope

#endif
