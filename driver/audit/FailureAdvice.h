//===- FailureAdvice.h - What helps where Clang disagrees -------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_AUDIT_FAILUREADVICE_H
#define COROSCOPE_DRIVER_AUDIT_FAILUREADVICE_H

#include "audit/PlanAudit.h"
#include "frame/Report.h"

#include <vector>

namespace coroscope {

/// Gives units of a build with g++ that have failed here a hint: what commonly
/// helps. \p Results are those of \p Plan's jobs, in their order.
void adviseOnFailures(const AuditPlan &Plan, std::vector<UnitResult> &Results);

/// Says on stderr, once, that a build directory of CMake has no build type, if
/// that is why units of \p Results were laid out at -O0.
void tellOfMissingBuildType(const AuditPlan &Plan,
                            const std::vector<UnitResult> &Results);

} // namespace coroscope

#endif
