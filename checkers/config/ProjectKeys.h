//===- ProjectKeys.h - What a project decides once --------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_CONFIG_PROJECTKEYS_H
#define COROSCOPE_CONFIG_PROJECTKEYS_H

#include "frame/Failure.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

#include <cstddef>
#include <string>

namespace coroscope {

/// The settings of a project that hold for all of its files.
enum class ProjectKey {
  Level,
  BuildDirectory,
  ExtraArgsBefore,
  ExtraArgs,
  Exclude,
  Baseline,
  MaxGrowth,
  MaxGrowthPercent,
  MaxTotalGrowth,
  MaxFrame,
  ForbidLostElision,
};
inline constexpr std::size_t ProjectKeyCount =
    static_cast<std::size_t>(ProjectKey::ForbidLostElision) + 1;

/// What may be written for a key.
enum class ValueKind {
  Level, ///< See OptimizationLevel.h.
  Path,
  List,
  Patterns, ///< Globs for paths from the file's directory.
  Bytes,
  Percent,
  Flag,
};

/// One key of .coroscope.yaml.
struct ProjectKeyInfo {
  ProjectKey Key;
  llvm::StringRef Name; ///< As in "gate.max-growth", where "gate" is a mapping.
  ValueKind Kind;
  llvm::StringRef Option;  ///< Of the command line; empty if there is none.
  llvm::StringRef Default; ///< In words.
};

/// The mapping that has the thresholds of the gate.
inline constexpr char GateKey[] = "gate";

/// All keys, in the order of `ProjectKey`.
llvm::ArrayRef<ProjectKeyInfo> projectKeys();

const ProjectKeyInfo &info(ProjectKey Key);

/// Fails if \p Value is none of that kind, as with "unknown level '4'; use
/// ...".
Failure checkValue(ValueKind Kind, llvm::StringRef Value);

} // namespace coroscope

#endif
