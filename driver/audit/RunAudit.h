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

/// The result of an audit.
struct Audit {
  coroscope::Report Report;
  std::string ProjectRoot; ///< Absolute; the start of the report's paths.
  /// The texts of the main files before the analysis, by the paths of the
  /// report, if requested.
  std::map<std::string, std::string> Sources;
  /// The files that the report depends on, if requested. Absolute.
  std::set<std::string> FilesRead;
  /// Main files that other units include, if files read are requested.
  /// Absolute.
  std::set<std::string> IncludedMainFiles;
  /// What the edits are that were tried together, by the files of the report.
  std::map<std::string, CombinedEdits> Combined;
};

/// Runs the audit \p Request. Messages go to stderr. Units that fail are in the
/// report; an error means that the audit could not start.
llvm::Expected<Audit> runAudit(const AuditRequest &Request);

} // namespace coroscope

#endif
