//===- PlanAudit.h - From a request to units of work ------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// request --compile commands--> jobs, and files that cannot become one
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_AUDIT_PLANAUDIT_H
#define COROSCOPE_DRIVER_AUDIT_PLANAUDIT_H

#include "audit/AuditRequest.h"
#include "frame/Report.h"

#include "llvm/Support/Error.h"

namespace coroscope {

/// The units of work of an audit.
struct AuditPlan {
  std::string Directory; ///< The current one. Absolute, as are all paths here.
  std::string Database;  ///< compile_commands.json; empty if there is none.
  std::string Root;      ///< The start of the report's paths.
  std::vector<UnitJob> Jobs;
  std::vector<UnitResult> Missing; ///< Files without a compile command.
  std::optional<PartOfReport> Part;
};

/// Plans what \p Units ask for, in a project with \p Project. Fails if there is
/// nothing to plan with, such as no compile commands.
llvm::Expected<AuditPlan> planAudit(const UnitSelection &Units,
                                    const ProjectSettings &Project,
                                    Configuration &Files);

/// Returns the file of \p Job as the report names it.
std::string fileOf(const UnitJob &Job);

} // namespace coroscope

#endif
