//===- HostVersion.cpp - Refuses hosts of other versions ------------------===//
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

Failure checkHost(std::string_view Host, std::string_view Loaded) {
  const llvm::StringRef Version = CLANG_VERSION_STRING;
  const std::size_t Found = Loaded.find("version " CLANG_VERSION_STRING);
  if (Found != std::string_view::npos) {
    const std::string_view Rest = Loaded.substr(
        Found + llvm::StringRef("version ").size() + Version.size());
    if (Rest.empty() || Rest.front() == ' ')
      return {};
  }
  return "this plugin of Coroscope is for " + std::string(Host) + " " +
         Version.str() + " and cannot work with " + std::string(Loaded);
}

RefuseOtherVersions::RefuseOtherVersions(const char *Host) {
  // This calls the host's function, not a copy in the plugin.
  if (Failure Wrong = checkHost(Host, clang::getClangFullVersion())) {
    llvm::errs() << "error: " << Wrong.message() << "\n";
    std::_Exit(EXIT_FAILURE);
  }
}

} // namespace coroscope
