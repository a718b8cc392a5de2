//===- Reproducer.h - What shows a crash again ------------------*- C++ -*-===//
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
/// preprocessed source if it can be had, and \p Messages. \p Whose crash it is
/// decides who is to get a report; nothing if it was no crash. Gives its path,
/// which is the same for the same job.
llvm::Expected<std::string> writeReproducer(const std::string &Parent,
                                            const UnitJob &Job,
                                            const std::string &Reason,
                                            const std::string &Messages,
                                            std::optional<CrashOf> Whose);

} // namespace coroscope

#endif
