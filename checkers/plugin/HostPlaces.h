//===- HostPlaces.h - Places as Clang knows them ----------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_PLUGIN_HOSTPLACES_H
#define COROSCOPE_PLUGIN_HOSTPLACES_H

#include "frame/Finding.h"

#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/SourceManager.h"

#include <vector>

namespace coroscope {

/// Turns places and edits of findings into those of a host that has parsed the
/// files.
class HostPlaces {
  const clang::SourceManager &Sources;

  clang::FileID fileOf(const std::string &Path) const;

public:
  explicit HostPlaces(const clang::SourceManager &Sources) : Sources(Sources) {}

  /// Returns the beginning of the main file if \p Where is not known.
  clang::SourceLocation locate(const Place &Where) const;

  /// Returns nothing if the host has not read one of the files.
  std::vector<clang::FixItHint> fixes(const std::vector<Edit> &Edits) const;
};

} // namespace coroscope

#endif
