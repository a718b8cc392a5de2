//===- ConfigurationFile.h - One .coroscope.yaml ----------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_CONFIG_CONFIGURATIONFILE_H
#define COROSCOPE_CONFIG_CONFIGURATIONFILE_H

#include "config/ProjectKeys.h"

#include "llvm/Support/Error.h"
#include "llvm/Support/GlobPattern.h"

#include <array>
#include <memory>
#include <string>
#include <vector>

namespace coroscope {

inline constexpr char ConfigurationName[] = ".coroscope.yaml";

/// What a rule is set to.
struct RuleValue {
  std::string Name;
  std::string Value;
  unsigned Line = 0; ///< In the file, from 1; 0 on the command line.

  bool operator==(const RuleValue &) const = default;
};
using RuleValues = std::vector<RuleValue>; ///< Later ones count.

/// A glob for paths from the directory of a file.
class PathPattern {
  std::unique_ptr<const std::string> Text; ///< The glob refers to it.
  llvm::GlobPattern Glob;

  PathPattern(std::unique_ptr<const std::string> Text, llvm::GlobPattern Glob)
      : Text(std::move(Text)), Glob(std::move(Glob)) {}

public:
  /// A \p Written pattern that ends in "/" matches all that is below.
  static llvm::Expected<PathPattern> create(llvm::StringRef Written);

  bool matches(llvm::StringRef Path) const { return Glob.match(Path); }
};

/// One configuration file.
struct ConfigurationFile {
  struct ProjectValue {
    std::vector<std::string> Values; ///< One, but for lists.
    unsigned Line = 0;               ///< 0 if the file does not set it.
  };
  struct Override {
    std::vector<PathPattern> Paths;
    RuleValues Rules;
  };
  std::string Directory; ///< Absolute.
  std::array<ProjectValue, ProjectKeyCount> Project;
  std::vector<PathPattern> Excluded; ///< Those of ProjectKey::Exclude.
  RuleValues Rules;
  std::vector<Override> Overrides;

  const ProjectValue &operator[](ProjectKey Key) const {
    return Project[static_cast<std::size_t>(Key)];
  }
};

/// Reads the text of a configuration file in \p Directory. Errors have
/// \p ShownPath and the line.
llvm::Expected<ConfigurationFile> parseConfiguration(llvm::StringRef Text,
                                                     llvm::StringRef Directory,
                                                     llvm::StringRef ShownPath);

} // namespace coroscope

#endif
