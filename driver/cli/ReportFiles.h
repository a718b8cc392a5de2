//===- ReportFiles.h - Reports that commands read ---------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_CLI_REPORTFILES_H
#define COROSCOPE_DRIVER_CLI_REPORTFILES_H

#include "compare/Compare.h"
#include "json/ReportJson.h"

#include "llvm/Support/Error.h"

#include <string>

namespace coroscope {

/// The text of the file at \p Path, which a reader asks for while it lives; "-"
/// is stdin. Errors name the path.
llvm::Expected<TextSource> openText(const std::string &Path);

/// A report to be read in the order of its keys, from \p Path. Errors name the
/// path.
llvm::Expected<ReportSource> openReport(const std::string &Path);

/// Reads the report at \p Path. Errors name the path.
llvm::Expected<Report> readReportFile(const std::string &Path,
                                      Contents Wanted = Contents::All);

} // namespace coroscope

#endif
