//===- InputOptions.cpp - The options that say what to analyze ------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "cli/InputOptions.h"

#include "cli/HelpText.h"
#include "layout/OptimizationLevel.h"

namespace coroscope {

void InputOptions::addProjectTo(CLI::App &Command) {
  Command
      .add_option("-p", Request.Units.BuildDirectory,
                  "Directory of compile_commands.json "
                  "[default: the nearest one upwards, or its build directory]")
      ->type_name("BUILD_DIR")
      ->group(group::Units);
  Command
      .add_option("--opt", Request.Units.Level,
                  "Optimization level to analyze at")
      ->type_name("LEVEL")
      ->check(
          oneOf({std::begin(OptimizationLevels), std::end(OptimizationLevels)}))
      ->default_str(AsBuilt)
      ->group(group::Units);
  auto AddArguments = [&](const std::string &Name,
                          std::vector<std::string> &Flags,
                          const std::string &Help) {
    Command.add_option(Name, Flags, Help)
        ->type_name("FLAG")
        ->allow_extra_args(false)
        ->group(group::Units);
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
      ->check(existingDirectory())
      ->group(group::Units);
}

void InputOptions::addTo(CLI::App &Command) {
  addProjectTo(Command);
  Command
      .add_option("-j,--jobs", Request.Limits.Processes,
                  "Number of processes to run at once [default: one per core]")
      ->type_name("N")
      ->check(CLI::Range(1, 4096))
      ->group(group::Run);
  Command
      .add_option("--timeout", Request.Limits.Timeout,
                  "Seconds that one unit may take; 0 means no limit")
      ->type_name("SECONDS")
      ->capture_default_str()
      ->group(group::Run);
  Command
      .add_option_function<std::string>(
          "--memory-limit",
          [this](const std::string &Text) {
            Request.Limits.MemoryLimit = parseBytes(Text);
            if (!Request.Limits.MemoryLimit)
              throw CLI::ValidationError("--memory-limit",
                                         "'" + Text +
                                             "' is not a size, such as 2GiB");
          },
          "Memory that one unit may take, such as 2GiB [default: no limit]")
      ->type_name("SIZE")
      ->group(group::Run);
  Command
      .add_flag("!--no-cache", Request.Limits.Caches,
                "Analyze everything anew, and keep no results")
      ->group(group::Run);
  Command
      .add_option("--cache-dir", Request.Limits.CacheDirectory,
                  "Directory of kept results "
                  "[default: coroscope in XDG_CACHE_HOME or ~/.cache]")
      ->type_name("DIR")
      ->group(group::Run);
  CLI::Option *Verbose =
      Command
          .add_flag("-v,--verbose", Request.IsVerbose,
                    "List each unit, and the compiler flags that were ignored")
          ->group(group::Run);
  Command
      .add_flag("-q,--quiet", Request.IsQuiet,
                "Show no progress and no notes, only warnings and errors")
      ->excludes(Verbose)
      ->group(group::Run);
  Command
      .add_flag("--allow-failures", Exit.AllowsFailures,
                "Exit with 0 even if some units could not be analyzed")
      ->group(group::Exit);
}

void addRuleTo(CLI::App &Command, std::vector<std::string> &Rules) {
  Command
      .add_option("--rule", Rules,
                  "Set a rule: RULE=LIMIT (bytes, or with KiB or MiB), RULE=on "
                  "or RULE=off; 'all' means every rule; may be repeated")
      ->type_name("RULE=VALUE")
      ->allow_extra_args(false)
      ->group(group::Findings);
}

void addFilterTo(CLI::App &Command, std::string &Filter) {
  Command
      .add_option(
          "--filter", Filter,
          "Report only coroutines whose name or file:line matches a regular "
          "expression")
      ->type_name("REGEX")
      ->group(group::Report);
}

void InputOptions::addRulesTo(CLI::App &Command) {
  addRuleTo(Command, Request.Rules);
  Command
      .add_flag("!--no-measure", Request.Measures,
                "Give advice without measuring what it saves, and no edits")
      ->group(group::Findings);
  Command
      .add_flag("--exit-zero", Exit.IsZero,
                "Exit with 0 even if there are findings")
      ->group(group::Exit);
}

} // namespace coroscope
