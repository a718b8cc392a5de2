//===- main.cpp - The coroscope program -----------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "cli/CommandLine.h"

#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/FileSystem.h"

static int Anchor; // Lets the program find its own file.

int main(int Count, const char **Words) {
  llvm::InitLLVM Setup(Count, Words);
  return coroscope::runCommandLine(
      {Words + 1, Words + Count},
      llvm::sys::fs::getMainExecutable(Words[0], &Anchor));
}
