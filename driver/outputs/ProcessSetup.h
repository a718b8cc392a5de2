//===- ProcessSetup.h - What the program inherits ---------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Standard streams and signals come from whoever starts the program, and can be
// closed, ignored or blocked.
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_OUTPUTS_PROCESSSETUP_H
#define COROSCOPE_DRIVER_OUTPUTS_PROCESSSETUP_H

#include <vector>

namespace coroscope {

/// At the very start, before LLVM installs its handlers:
/// - Streams that are closed are opened, lest a file that is opened later
///   becomes one of them. To use one that was closed is still an error.
/// - Children can be waited for, whatever the parent does with its own, and the
///   clock can end them.
/// Gives the signals to ignore: those that the parent has ignored, as nohup
/// does, and those of a pipe that nobody reads and of a file that may not grow,
/// which are errors of a write and not the end of the process.
std::vector<int> setUpProcess();

/// When LLVM has installed its handlers: \p Signals are ignored all the same.
void ignoreSignals(const std::vector<int> &Signals);

} // namespace coroscope

#endif
