//===- RunAudit.h - An audit, from the request to the report ----*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// request --planAudit--> jobs --runWorkers--> units --merge--> report
// --finishReport--> report with findings and advice
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_AUDIT_RUNAUDIT_H
#define COROSCOPE_DRIVER_AUDIT_RUNAUDIT_H

#include "audit/AuditRequest.h"
#include "frame/Report.h"

#include "llvm/Support/Error.h"

#include <map>
#include <set>
#include <string>

namespace coroscope {

/// What an audit gives.
struct Audit {
  coroscope::Report Report;
  std::string ProjectRoot; ///< Absolute; what the report's paths start from.
  /// The texts of the main files before they were analyzed, by the paths of the
  /// report, if they are wanted.
  std::map<std::string, std::string> Sources;
  /// What the report depends on, if that is wanted. Absolute.
  std::set<std::string> FilesRead;
  /// Main files that other units include, if files read are wanted. Absolute.
  std::set<std::string> IncludedMainFiles;
  /// What the edits are that were tried together, by the files of the report.
  std::map<std::string, CombinedEdits> Combined;
};

/// Runs the audit that \p Request asks for. Messages go to stderr. Units that fail
/// are in the report; an error means that there was nothing to do it with.
llvm::Expected<Audit> runAudit(const AuditRequest &Request);

} // namespace coroscope

#endif
