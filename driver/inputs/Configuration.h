//===- Configuration.h - Limits from files and the command line -*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// catalogue's defaults < .coroscope.yaml < its overrides < --rule
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_INPUTS_CONFIGURATION_H
#define COROSCOPE_DRIVER_INPUTS_CONFIGURATION_H

#include "frame/Coroutine.h"
#include "rules/Catalogue.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/GlobPattern.h"

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace coroscope {

inline constexpr char ConfigurationName[] = ".coroscope.yaml";

/// Names and values of rules; later ones take precedence.
using RuleValues = std::vector<std::pair<std::string, std::string>>;

/// One configuration file.
struct ConfigurationFile {
  /// A pattern for the path relative to Directory.
  struct PathPattern {
    std::unique_ptr<const std::string> Text; ///< The glob refers to it.
    llvm::GlobPattern Glob;
  };
  struct Override {
    std::vector<PathPattern> Paths;
    RuleValues Rules;
  };
  std::string Directory; ///< Absolute.
  RuleValues Rules;
  std::vector<Override> Overrides;
};

/// Reads the text of a configuration file in \p Directory. Errors have
/// \p ShownPath and the line.
llvm::Expected<ConfigurationFile> parseConfiguration(llvm::StringRef Text,
                                                     llvm::StringRef Directory,
                                                     llvm::StringRef ShownPath);

/// The settings for each file of a run. Configuration files are searched
/// upwards from the source file. The nearest one counts, and each is read once.
class Configuration {
  RuleValues FromCommandLine;
  std::map<std::string, std::shared_ptr<const ConfigurationFile>> ByDirectory;

  llvm::Expected<std::shared_ptr<const ConfigurationFile>>
  findFor(const std::string &Directory);

public:
  /// \p Settings are the values of --rule, as in "large-value=2KiB".
  static llvm::Expected<Configuration>
  create(const std::vector<std::string> &Settings);

  /// \p File is absolute; it need not exist.
  llvm::Expected<RuleSettings> settingsFor(const std::string &File);
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

  /// Returns the settings for \p C, valid until the next call. Null for code in
  /// system headers, which users cannot change, and after an error.
  const RuleSettings *of(const Coroutine &C);

  llvm::Error takeError() { return std::move(Wrong); }
};

} // namespace coroscope

#endif
