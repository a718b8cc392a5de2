//===- MeasureAdvice.h - Sizes of frames with edits made --------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_WORKERS_MEASUREADVICE_H
#define COROSCOPE_DRIVER_WORKERS_MEASUREADVICE_H

#include "advice/CombineEdits.h"
#include "advice/Trials.h"
#include "workers/WorkerPool.h"

#include "llvm/Support/Error.h"

#include <vector>

namespace coroscope {

/// Fills in the sizes of \p Trials by analyzing edited files with \p Jobs, in
/// memory. A trial stays without a size if its edit does not compile. Fails
/// only if there is no place for temporary files.
llvm::Error measure(std::vector<Trial> &Trials, const Report &Report,
                    const std::vector<UnitJob> &Jobs,
                    const WorkerOptions &Options);

/// The same for edits that are made together, see `combineEdits`.
llvm::Expected<std::map<std::string, CombinedEdits>>
combineEdits(const Report &Report, const CombineOptions &Wanted,
             const std::vector<UnitJob> &Jobs, const WorkerOptions &Options);

} // namespace coroscope

#endif
