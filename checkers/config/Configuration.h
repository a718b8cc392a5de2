//===- Configuration.h - What holds, and who has set it ---------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// rules: catalogue's defaults < .coroscope.yaml < its overrides < --rule
// the rest: defaults < .coroscope.yaml < command line
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_CONFIG_CONFIGURATION_H
#define COROSCOPE_CONFIG_CONFIGURATION_H

#include "config/ConfigurationFile.h"
#include "frame/Coroutine.h"
#include "rules/Catalogue.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace coroscope {

/// The settings for each file of a run. Configuration files are found upwards
/// from the source file, the nearest one counts, and each is read once.
class Configuration {
  RuleValues FromCommandLine;
  std::map<std::string, std::shared_ptr<const ConfigurationFile>> ByDirectory;

public:
  /// \p Settings are the values of --rule, as in "large-value=2KiB".
  static llvm::Expected<Configuration>
  create(const std::vector<std::string> &Settings);

  /// The configuration file in \p Directory, which is absolute, or in the
  /// nearest one above; null if there is none.
  llvm::Expected<std::shared_ptr<const ConfigurationFile>>
  findFrom(const std::string &Directory);

  /// \p File is absolute; it need not exist. Values are said to be set by
  /// ".coroscope.yaml", and by ".coroscope.yaml:3" if \p TellsLines.
  llvm::Expected<RuleSettings> settingsFor(const std::string &File,
                                           bool TellsLines = false);

  /// True if the file's 'exclude' matches \p File, which is absolute.
  llvm::Expected<bool> isExcluded(const std::string &File);
};

/// The settings for the coroutines of a project, one after the other.
class SettingsOfProject {
  Configuration &Limits;
  const std::string Root; ///< Absolute; the start of paths in reports.
  RuleSettings Current;
  llvm::Error Wrong = llvm::Error::success();

public:
  SettingsOfProject(Configuration &Limits, std::string Root)
      : Limits(Limits), Root(std::move(Root)) {}
  ~SettingsOfProject() { llvm::consumeError(std::move(Wrong)); }

  /// Those that hold for \p C, until the next call. Null after an error, and
  /// for what is not the user's to change: what is written in a system header,
  /// or in a file that is excluded.
  const RuleSettings *of(const Coroutine &C);

  /// True if \p C is written in a file that is excluded.
  bool isExcluded(const Coroutine &C);

  llvm::Error takeError() { return std::move(Wrong); }
};

} // namespace coroscope

#endif
