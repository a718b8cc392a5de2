//===- InputOptions.h - The options that say what to analyze ----*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_CLI_INPUTOPTIONS_H
#define COROSCOPE_DRIVER_CLI_INPUTOPTIONS_H

#include "audit/AuditRequest.h"
#include "cli/ExitCode.h"

#include <string>
#include <vector>

namespace CLI {
class App;
} // namespace CLI

namespace coroscope {

/// The options of commands that analyze sources.
struct InputOptions {
  AuditRequest Request;
  ExitOptions Exit;

  void addTo(CLI::App &Command);
  /// Those of them that .coroscope.yaml has, too.
  void addProjectTo(CLI::App &Command);
  /// The options of commands that tell findings.
  void addRulesTo(CLI::App &Command);
};

/// Adds --rule and --filter, which commands without compile commands have, too.
void addRuleTo(CLI::App &Command, std::vector<std::string> &Rules);
void addFilterTo(CLI::App &Command, std::string &Filter);

} // namespace coroscope

#endif
