//===- ReadInside.cpp - Files of a project --------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "inputs/ReadInside.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace coroscope {

/// Returns the path of \p Name below \p Root, links followed; empty if it is
/// outside.
static std::string pathInside(const std::string &Name,
                              const std::string &Root) {
  SmallString<256> RealRoot, Real, Path(Root);
  sys::path::append(Path, Name);
  if (sys::path::is_absolute(Name) || sys::fs::real_path(Root, RealRoot) ||
      sys::fs::real_path(Path, Real))
    return {};
  sys::path::append(RealRoot, "");
  return Real.str().starts_with(RealRoot) ? std::string(Real) : std::string();
}

std::optional<std::string> readInside(const std::string &Name,
                                      const std::string &Root) {
  const std::string Path = pathInside(Name, Root);
  if (Path.empty() || !sys::fs::is_regular_file(Path))
    return std::nullopt;
  auto Buffer = MemoryBuffer::getFile(Path);
  if (!Buffer)
    return std::nullopt;
  return (*Buffer)->getBuffer().str();
}

} // namespace coroscope
