//===- EditorSettings.h - What users set in their editor --------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_SERVER_EDITORSETTINGS_H
#define COROSCOPE_DRIVER_SERVER_EDITORSETTINGS_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/JSON.h"

#include <optional>
#include <string>
#include <vector>

namespace coroscope {

struct EditorSettings {
  bool Measures = true;
  bool ShowsHints = true;
  bool ShowsLenses = true;
  std::vector<std::string> Rules;   ///< Such as "large-value=2KiB".
  std::optional<std::string> Level; ///< Nothing or empty: the project's.
  std::optional<std::string> CompileCommands; ///< Their directory.
};

/// Takes over what \p Given sets, by itself or below "coroscope"; what it does
/// not name stays. Mistakes go to \p Log and change nothing.
void takeSettings(const llvm::json::Object &Given, EditorSettings &Settings,
                  llvm::function_ref<void(const std::string &)> Log);

} // namespace coroscope

#endif
