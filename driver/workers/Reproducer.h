//===- Reproducer.h - Files that reproduce a crash --------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_WORKERS_REPRODUCER_H
#define COROSCOPE_DRIVER_WORKERS_REPRODUCER_H

#include "workers/ClangAlone.h"

#include "llvm/Support/Error.h"

#include <optional>
#include <string>

namespace coroscope {

/// Makes a directory below \p Parent with the command, its flags, the
/// preprocessed source if available, and \p Messages. \p Whose tells who should
/// get a report; nothing if it was not a crash. Returns the directory's path,
/// which is the same for the same job.
llvm::Expected<std::string> writeReproducer(const std::string &Parent,
                                            const UnitJob &Job,
                                            const std::string &Reason,
                                            const std::string &Messages,
                                            std::optional<CrashOf> Whose);

} // namespace coroscope

#endif
