//===- SettingsHere.h - The project's settings ------------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_CLI_SETTINGSHERE_H
#define COROSCOPE_DRIVER_CLI_SETTINGSHERE_H

#include "audit/AuditRequest.h"

#include "llvm/Support/Error.h"

namespace coroscope {

/// The settings of the project around the current directory, for commands that
/// analyze nothing.
inline llvm::Expected<ProjectSettings> settingsHere() {
  Configuration Files = llvm::cantFail(Configuration::create({}));
  return settingsOfProject({}, Files);
}

} // namespace coroscope

#endif
