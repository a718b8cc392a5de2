//===- HostVersion.h - Refuses hosts of other versions ----------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_PLUGIN_HOSTVERSION_H
#define COROSCOPE_PLUGIN_HOSTVERSION_H

#include <string>
#include <string_view>

namespace coroscope {

/// Why a plugin built with this Clang cannot work in \p Host, whose Clang calls
/// itself \p Loaded; empty if it can.
std::string whyRefused(std::string_view Host, std::string_view Loaded);

/// Ends the process with a sentence if the Clang that has loaded the plugin is
/// not the one that the plugin was built with: their classes may differ, and a
/// plugin that is not loaded would look like one that finds nothing.
struct RefuseOtherVersions {
  /// \p Host is what users call it.
  explicit RefuseOtherVersions(const char *Host);
};

} // namespace coroscope

#endif
