//===- HelpCommand.cpp - The help command ---------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "cli/Commands.h"
#include "cli/HelpText.h"
#include "rules/NearName.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace coroscope {

void HelpOptions::addTo(CLI::App &Command) {
  Command
      .add_option("command", Names,
                  "The command, such as 'audit' or 'cache prune' "
                  "[default: all commands, in short]")
      ->type_name("COMMAND");
}

int help(const HelpOptions &Options, const CLI::App &Program) {
  const CLI::App *Command = &Program;
  for (const std::string &Name : Options.Names) {
    const std::vector<const CLI::App *> Commands = commandsOf(*Command);
    auto It = find_if(
        Commands, [&](const CLI::App *Sub) { return Sub->get_name() == Name; });
    if (It == Commands.end()) {
      std::vector<std::string_view> Known;
      for (const CLI::App *Sub : Commands)
        Known.push_back(Sub->get_name());
      printError(
          "'" + fullName(*Command) + "' has no command '" + Name + "'" +
          didYouMean(Name, Known, "; see " + fullName(*Command) + " --help"));
      return CouldNot;
    }
    Command = *It;
  }
  outs() << Command->get_formatter()->make_help(Command, {},
                                                CLI::AppFormatMode::Normal);
  return Clean;
}

} // namespace coroscope
