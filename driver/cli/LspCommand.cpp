//===- LspCommand.cpp - The lsp command -----------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "cli/Commands.h"

#include "cli/HelpText.h"
#include "server/Server.h"

namespace coroscope {

void LspOptions::addTo(CLI::App &Command) {
  Command
      .add_option("--compile-commands-dir", CompileCommands,
                  "Directory of compile_commands.json "
                  "[default: search upwards from each file]")
      ->type_name("DIR")
      ->group(group::Units);
  Command
      .add_option("-j,--jobs", Processes,
                  "Number of analyses to run at once [default: one per core]")
      ->type_name("N")
      ->check(CLI::Range(1, 4096))
      ->group(group::Run);
  // Many clients add it to every server.
  Command
      .add_flag_callback(
          "--stdio", [] {}, "Talk over stdin and stdout, as it always does")
      ->group(group::Run);
}

int serve(const LspOptions &Options) {
  return runServer({Options.CompileCommands, Options.Processes});
}

} // namespace coroscope
