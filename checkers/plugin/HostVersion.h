//===- HostVersion.h - Refuses hosts of other versions ----------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_PLUGIN_HOSTVERSION_H
#define COROSCOPE_PLUGIN_HOSTVERSION_H

#include "frame/Failure.h"

#include <string>
#include <string_view>

namespace coroscope {

/// Fails if a plugin built with this Clang cannot work in \p Host, whose Clang
/// reports the version \p Loaded.
Failure checkHost(std::string_view Host, std::string_view Loaded);

/// Ends the process with an error if the plugin was built with another Clang
/// than the one that has loaded it: their classes may differ, and a plugin that
/// refuses silently would look like one without findings.
struct RefuseOtherVersions {
  /// \p Host is the name that users know.
  explicit RefuseOtherVersions(const char *Host);
};

} // namespace coroscope

#endif
