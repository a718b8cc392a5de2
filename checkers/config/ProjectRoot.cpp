//===- ProjectRoot.cpp - Where a project is -------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "config/ProjectRoot.h"

#include "config/ConfigurationFile.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace coroscope {

std::string absolutePath(const std::string &Path,
                         const std::string &Directory) {
  SmallString<256> Absolute{StringRef(Path)};
  if (!sys::path::is_absolute(Absolute)) {
    Absolute = Directory;
    sys::path::append(Absolute, Path);
  }
  sys::path::remove_dots(Absolute, /*remove_dot_dot=*/true);
  return std::string(Absolute);
}

std::string findProjectRoot(const std::string &Directory) {
  for (StringRef Candidate = Directory; !Candidate.empty();
       Candidate = sys::path::parent_path(Candidate))
    for (const char *Mark : {".git", ConfigurationName}) {
      SmallString<256> Path{Candidate};
      sys::path::append(Path, Mark);
      if (sys::fs::exists(Path))
        return Candidate.str();
    }
  return Directory;
}

} // namespace coroscope
