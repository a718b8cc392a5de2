//===- ReportText.h - Reports for a terminal --------------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Names come from source text: control characters in them are escaped.
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_REPORT_REPORTTEXT_H
#define COROSCOPE_DRIVER_REPORT_REPORTTEXT_H

#include "frame/Report.h"
#include "report/TextStyle.h"

#include <string>

namespace coroscope {

/// "a.cpp:12:3"; empty if the place is not known.
std::string toText(const Place &Where);

/// The coroutines of \p Report, largest first, what could not be analyzed, and
/// the totals. Why units failed is left out unless \p ListsFailures, for those
/// who have just been told.
std::string auditToText(const Report &Report, bool ListsSystem,
                        const TextStyle &Style = {}, bool ListsFailures = true);

/// The frame of \p C as a bar and as a table, its suspensions, its calls, and
/// those of
/// \p Sites that call it. Ends in a newline.
std::string coroutineToText(const Coroutine &C,
                            const std::vector<CallSite> &Sites,
                            const TextStyle &Style = {});

/// "serve(int) at src/server.cpp:12:6"
std::string nameAndPlace(const Coroutine &C);

} // namespace coroscope

#endif
