//===- ProjectPaths.h - Paths as reports show them --------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_SOURCE_PROJECTPATHS_H
#define COROSCOPE_SOURCE_PROJECTPATHS_H

#include <string>
#include <string_view>

namespace coroscope {

/// Turns paths of the file system into paths of the report.
struct ProjectPaths {
  std::string Root;      ///< Absolute; empty leaves all paths absolute.
  std::string Directory; ///< Absolute; the start of relative paths.

  /// Returns \p Path without "." and "..", relative to the root if it lies
  /// inside, with forward slashes. A path such as "<built-in>" stays as it is.
  std::string shown(std::string_view Path) const;
};

} // namespace coroscope

#endif
