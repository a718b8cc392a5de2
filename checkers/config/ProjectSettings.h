//===- ProjectSettings.h - What holds for a whole project -------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_CONFIG_PROJECTSETTINGS_H
#define COROSCOPE_CONFIG_PROJECTSETTINGS_H

#include "config/Configuration.h"
#include "config/ProjectKeys.h"

#include "llvm/Support/Error.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace coroscope {

/// The settings of `ProjectKey` that hold for a run, and who has set each.
class ProjectSettings {
public:
  struct Setting {
    std::vector<std::string> Values; ///< One, but for lists.
    std::string SetBy; ///< As in ".coroscope.yaml:3"; empty for the default.
  };

private:
  std::array<Setting, ProjectKeyCount> Settings;
  std::string File;

public:
  /// Those of the nearest file at or above one of \p Starts, which are
  /// absolute; the first that has one counts. Paths come out relative to
  /// \p CurrentDirectory where the file is there, else absolute.
  static llvm::Expected<ProjectSettings>
  find(Configuration &Files, const std::vector<std::string> &Starts,
       const std::string &CurrentDirectory);

  /// Absolute; empty if there is none.
  const std::string &file() const { return File; }

  const Setting &operator[](ProjectKey Key) const {
    return Settings[static_cast<std::size_t>(Key)];
  }

  /// Nothing if the default holds.
  std::optional<std::string> value(ProjectKey Key) const;

  /// What the command line says counts; what it says of a list comes last.
  void setFromCommandLine(ProjectKey Key, std::vector<std::string> Values);
};

} // namespace coroscope

#endif
