//===- main.cpp - The coroscope program -----------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "cli/CommandLine.h"
#include "outputs/ProcessSetup.h"

#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/PrettyStackTrace.h"

int main(int Count, const char **Words) {
  const std::vector<int> Ignored = coroscope::setUpProcess();
  llvm::InitLLVM Setup(Count, Words, /*InstallPipeSignalExitHandler=*/false);
  coroscope::ignoreSignals(Ignored);
  llvm::setBugReportMsg("coroscope crashed; please report it with the command "
                        "and its input\n");
  return coroscope::runCommandLine({Words + 1, Words + Count});
}
