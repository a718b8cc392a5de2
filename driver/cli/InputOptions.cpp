//===- InputOptions.cpp - The options that say what to analyze ------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "cli/InputOptions.h"

#include "layout/OptimizationLevel.h"

#include <CLI/CLI.hpp>

namespace coroscope {

void InputOptions::addProjectTo(CLI::App &Command) {
  Command
      .add_option("-p", Request.Units.BuildDirectory,
                  "Directory of compile_commands.json "
                  "[default: search upwards]")
      ->type_name("BUILD_DIR");
  Command.add_option("--opt", Request.Units.Level, "Optimization level")
      ->type_name("LEVEL")
      ->check(CLI::IsMember(std::vector<std::string>(
          std::begin(OptimizationLevels), std::end(OptimizationLevels))))
      ->default_str(AsBuilt);
  auto AddArguments = [&](const std::string &Name,
                          std::vector<std::string> &Flags,
                          const std::string &Help) {
    Command.add_option(Name, Flags, Help)
        ->type_name("FLAG")
        ->allow_extra_args(false);
  };
  AddArguments("--extra-arg", Request.Units.ExtraArgs,
               "A flag to add at the end of every compile command; may be "
               "repeated");
  AddArguments("--extra-arg-before", Request.Units.ExtraArgsBefore,
               "A flag to add at the beginning of every compile command; may "
               "be repeated");
  Command
      .add_option("--project-root", Request.Units.Root,
                  "Directory that the paths of the report start from "
                  "[default: the one with .git or .coroscope.yaml]")
      ->type_name("DIR")
      ->check(CLI::ExistingDirectory);
}

void InputOptions::addTo(CLI::App &Command) {
  addProjectTo(Command);
  Command
      .add_option("-j,--jobs", Request.Limits.Processes,
                  "Processes at a time [default: one per core]")
      ->type_name("N")
      ->check(CLI::Range(1, 4096));
  Command
      .add_option("--timeout", Request.Limits.Timeout,
                  "Seconds that one unit may take; 0 for no limit")
      ->type_name("SECONDS")
      ->capture_default_str();
  Command
      .add_option_function<std::string>(
          "--memory-limit",
          [this](const std::string &Text) {
            Request.Limits.MemoryLimit = parseBytes(Text);
            if (!Request.Limits.MemoryLimit)
              throw CLI::ValidationError(
                  "--memory-limit",
                  "'" + Text + "' is no number of bytes, such as 2GiB");
          },
          "Memory that one unit may take, as in 2GiB [default: no limit]")
      ->type_name("BYTES");
  Command.add_flag("!--no-cache", Request.Limits.Caches,
                   "Analyze all anew, and keep nothing for the next time");
  Command
      .add_option("--cache-dir", Request.Limits.CacheDirectory,
                  "Directory of what is kept for the next time "
                  "[default: coroscope in XDG_CACHE_HOME or ~/.cache]")
      ->type_name("DIR");
  Command.add_flag("-v,--verbose", Request.IsVerbose,
                   "List the flags that were left out, and each unit");
  Command.add_flag("--allow-failures", Exit.AllowsFailures,
                   "Exit 0 even if some units could not be analyzed");
}

void InputOptions::addRuleTo(CLI::App &Command) {
  Command
      .add_option("--rule", Request.Rules,
                  "Sets a rule: RULE=LIMIT in bytes or with KiB or MiB, "
                  "RULE=on, RULE=off; 'all' is every rule; may be repeated")
      ->type_name("RULE=VALUE")
      ->allow_extra_args(false);
}

void InputOptions::addRulesTo(CLI::App &Command) {
  addRuleTo(Command);
  Command.add_flag("!--no-measure", Request.Measures,
                   "Give advice without measuring what it saves");
  Command.add_flag("--exit-zero", Exit.IsZero,
                   "Exit 0 even if there are findings");
}

} // namespace coroscope
