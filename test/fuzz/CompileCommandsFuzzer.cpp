//===- CompileCommandsFuzzer.cpp - Any compile commands -------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "inputs/CompileCommands.h"

#include <cstddef>
#include <cstdint>
#include <string>

using namespace coroscope;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *Data,
                                      std::size_t Size) {
  const llvm::StringRef Text(reinterpret_cast<const char *>(Data), Size);
  if (auto Commands = parseCompileCommands(Text, "/build/commands.json")) {
    for (const CompileCommand &Command : *Commands)
      if (Command.Arguments.empty() || Command.File.empty())
        __builtin_trap();
  } else {
    llvm::consumeError(Commands.takeError());
  }
  return 0;
}
