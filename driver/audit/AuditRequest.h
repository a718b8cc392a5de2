//===- AuditRequest.h - The units and settings of an audit ------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_AUDIT_AUDITREQUEST_H
#define COROSCOPE_DRIVER_AUDIT_AUDITREQUEST_H

#include "advice/CombineEdits.h"
#include "config/ProjectSettings.h"
#include "frame/Bytes.h"
#include "inputs/UnitJob.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace coroscope {

/// The units to audit.
struct UnitSelection {
  std::string BuildDirectory;     ///< Empty to search upwards.
  std::vector<std::string> Files; ///< Empty for all of the compile commands.
  /// The flags after "--", if given: then there are no compile commands.
  std::optional<std::vector<std::string>> Flags;
  /// See OptimizationLevel.h. Nothing: what the project's file says, or as
  /// built.
  std::optional<std::string> Level = {};
  std::vector<std::string> ExtraArgsBefore; ///< Flags that come first.
  std::vector<std::string> ExtraArgs;       ///< Flags that come last.
  std::string Root; ///< What paths start from. Empty: found by its marks.
  /// Which part of the units, counted from 1, and of how many.
  std::optional<std::pair<unsigned, unsigned>> Shard;
  bool IsPart = false; ///< True if the report is for `merge`.
};

/// The settings of the project of \p Units: what the command line says, else
/// what the file above the compile commands, or above the current directory,
/// says.
llvm::Expected<ProjectSettings> settingsOfProject(const UnitSelection &Units,
                                                  Configuration &Files);

/// What a run may take.
struct RunLimits {
  unsigned Processes = 0;           ///< 0 for one per core.
  unsigned Timeout = 300;           ///< Units: seconds per unit; 0 for none.
  std::optional<Bytes> MemoryLimit; ///< The limit of a worker.
  bool Caches = true;
  std::string CacheDirectory; ///< Empty for the user's cache directory.
};

/// A request for an audit.
struct AuditRequest {
  UnitSelection Units;
  RunLimits Limits;
  std::vector<std::string> Rules; ///< As in "large-value=2KiB".
  bool Judges = true;             ///< Whether findings are wanted.
  bool Measures = true;           ///< Whether edits are tried.
  /// Which edits are tried together; nothing if none are.
  std::optional<CombineOptions> Combines = {};
  bool KeepsSources = false; ///< Whether texts are wanted.
  bool ListsFiles = false;   ///< Whether the files read are wanted.
  bool IsVerbose = false;    ///< Of what is told on stderr.
  bool IsQuiet = false;      ///< No progress and no notes on stderr.
};

} // namespace coroscope

#endif
