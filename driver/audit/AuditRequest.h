//===- AuditRequest.h - The units and settings of an audit ------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_AUDIT_AUDITREQUEST_H
#define COROSCOPE_DRIVER_AUDIT_AUDITREQUEST_H

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
  std::string Level = "as-built"; ///< See OptimizationLevel.h.
  std::string Root; ///< The start of paths. Empty to look for its marks.
  /// The part of the units, counted from 1, and the number of parts.
  std::optional<std::pair<unsigned, unsigned>> Shard;
  bool IsPart = false; ///< True if the report is for `merge`.
};

/// The resources of a run.
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
  bool Judges = true;             ///< True to report findings.
  bool Measures = true;           ///< True to try edits.
  bool KeepsSources = false;      ///< True to keep the texts.
  bool ListsFiles = false;        ///< True to list the files read.
  bool IsVerbose = false;         ///< True to tell more on stderr.
};

} // namespace coroscope

#endif
