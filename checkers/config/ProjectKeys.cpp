//===- ProjectKeys.cpp - What a project decides once ----------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "config/ProjectKeys.h"

#include "frame/Bytes.h"
#include "layout/OptimizationLevel.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/GlobPattern.h"

#include <cmath>

using namespace llvm;

namespace coroscope {

static constexpr char NoLimit[] = "no limit";

ArrayRef<ProjectKeyInfo> projectKeys() {
  static const ProjectKeyInfo Keys[] = {
      {ProjectKey::Level, "opt", ValueKind::Level, "--opt", AsBuilt},
      {ProjectKey::BuildDirectory, "build-dir", ValueKind::Path, "-p",
       "search upwards"},
      {ProjectKey::ExtraArgsBefore, "extra-args-before", ValueKind::List,
       "--extra-arg-before", "none"},
      {ProjectKey::ExtraArgs, "extra-args", ValueKind::List, "--extra-arg",
       "none"},
      {ProjectKey::Exclude, "exclude", ValueKind::Patterns, "", "none"},
      {ProjectKey::Baseline, "baseline", ValueKind::Path, "--baseline",
       "coroscope.baseline.json"},
      {ProjectKey::MaxGrowth, "gate.max-growth", ValueKind::Bytes,
       "--max-growth", NoLimit},
      {ProjectKey::MaxGrowthPercent, "gate.max-growth-percent",
       ValueKind::Percent, "--max-growth-percent", NoLimit},
      {ProjectKey::MaxTotalGrowth, "gate.max-total-growth", ValueKind::Bytes,
       "--max-total-growth", NoLimit},
      {ProjectKey::MaxFrame, "gate.max-frame", ValueKind::Bytes, "--max-frame",
       NoLimit},
      {ProjectKey::ForbidLostElision, "gate.forbid-lost-elision",
       ValueKind::Flag, "--forbid-lost-elision", "false"},
  };
  static_assert(std::size(Keys) == ProjectKeyCount);
  return Keys;
}

const ProjectKeyInfo &info(ProjectKey Key) {
  return projectKeys()[static_cast<std::size_t>(Key)];
}

Failure checkValue(ValueKind Kind, StringRef Value) {
  const std::string Quoted = ("'" + Value + "'").str();
  switch (Kind) {
  case ValueKind::Level:
    return isOptimizationLevel(Value)
               ? Failure()
               : Failure("unknown level " + Quoted + "; use " +
                         join(ArrayRef(OptimizationLevels), ", "));
  case ValueKind::Path:
    return Value.empty() ? Failure("the path is empty") : Failure();
  case ValueKind::List:
    return {};
  case ValueKind::Patterns: {
    auto Glob = GlobPattern::create(Value, /*MaxSubPatterns=*/64);
    return Glob ? Failure()
                : Failure("path pattern " + Quoted + ": " +
                          toString(Glob.takeError()));
  }
  case ValueKind::Bytes:
    return parseBytes(Value)
               ? Failure()
               : Failure(Quoted + " is not a size; write bytes, KiB or MiB");
  case ValueKind::Percent: {
    double Percent = 0;
    return to_float(Value, Percent) && std::isfinite(Percent) && Percent >= 0
               ? Failure()
               : Failure(Quoted + " is not a percentage, such as 10");
  }
  case ValueKind::Flag:
    return Value == "true" || Value == "false"
               ? Failure()
               : Failure(Quoted + " must be 'true' or 'false'");
  }
  return {};
}

} // namespace coroscope
