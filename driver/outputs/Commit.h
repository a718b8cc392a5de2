//===- Commit.h - The commit that the program was built from ----*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_OUTPUTS_COMMIT_H
#define COROSCOPE_DRIVER_OUTPUTS_COMMIT_H

namespace coroscope {

/// Git's short name, with "-dirty" behind it if files differ from it;
/// "unknown" without a repository. Written by each build.
extern const char Commit[];

} // namespace coroscope

#endif
