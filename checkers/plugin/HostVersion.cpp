//===- HostVersion.cpp - Refuses hosts of other versions
//-------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "plugin/HostVersion.h"

#include "clang/Basic/Version.h"
#include "llvm/Support/raw_ostream.h"

#include <cstdlib>

namespace coroscope {

RefuseOtherVersions::RefuseOtherVersions(const char *Host) {
  // The host's own function answers here, and not one of ours.
  const std::string Loaded = clang::getClangFullVersion();
  if (llvm::StringRef(Loaded).contains("version " CLANG_VERSION_STRING))
    return;
  llvm::errs() << "error: this plugin of Coroscope is for " << Host << " "
               << CLANG_VERSION_STRING << " and cannot work with " << Loaded
               << "\n";
  std::_Exit(EXIT_FAILURE);
}

} // namespace coroscope
