//===- LspCommand.cpp - The lsp command -----------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "cli/Commands.h"

#include "server/Server.h"

#include <CLI/CLI.hpp>

namespace coroscope {

void LspOptions::addTo(CLI::App &Command) {
  Command
      .add_option("--compile-commands-dir", CompileCommands,
                  "Directory of compile_commands.json "
                  "[default: search upwards from each file]")
      ->type_name("DIR");
  Command
      .add_option("-j,--jobs", Processes,
                  "Analyses at a time [default: one per core]")
      ->type_name("N")
      ->check(CLI::Range(1, 4096));
}

int serve(const LspOptions &Options) {
  return runServer({Options.CompileCommands, Options.Processes});
}

} // namespace coroscope
