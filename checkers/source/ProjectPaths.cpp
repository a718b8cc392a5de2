//===- ProjectPaths.cpp - Paths as reports show them ----------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "source/ProjectPaths.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace coroscope {

std::string ProjectPaths::shown(std::string_view Path) const {
  if (Path.empty() || Path.front() == '<')
    return std::string(Path);
  SmallString<256> Absolute{StringRef(Path)};
  if (!sys::path::is_absolute(Absolute)) {
    Absolute = Directory;
    sys::path::append(Absolute, StringRef(Path));
  }
  sys::path::remove_dots(Absolute, /*remove_dot_dot=*/true);
  StringRef Shown = Absolute;
  if (!Root.empty() && Shown.starts_with(Root)) {
    StringRef Rest = Shown.drop_front(Root.size());
    if (StringRef(Root).ends_with("/") || Rest.starts_with("/"))
      Shown = Rest.ltrim('/');
  }
  return Shown.str();
}

} // namespace coroscope
