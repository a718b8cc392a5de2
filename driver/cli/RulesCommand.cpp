//===- RulesCommand.cpp - The rules and explain commands ------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "cli/Commands.h"
#include "cli/InputOptions.h"

#include "docs/Pages.h"
#include "report/Table.h"
#include "rules/Catalogue.h"

#include "llvm/Support/raw_ostream.h"

#include <CLI/CLI.hpp>

using namespace llvm;

namespace coroscope {

void ExplainOptions::addTo(CLI::App &Command) {
  Command
      .add_option("rule", Name,
                  "A rule, or 'frames' for what a coroutine keeps")
      ->type_name("RULE")
      ->required();
}

int listRules() {
  Table Rows({{"rule", Table::Left},
              {"default", Table::Right},
              {"severity", Table::Left},
              {"fires when", Table::Left}});
  for (const Rule &R : catalogue())
    Rows.add({std::string(R.Name),
              !R.IsOnByDefault ? "off"
              : R.DefaultLimit ? std::to_string(R.DefaultLimit->Count)
                               : "on",
              std::string(spelling(R.Severity)), std::string(R.Title)});
  outs() << Rows.toText()
         << "\nLimits are in bytes. 'coroscope explain RULE' says more; "
            "'coroscope explain frames' begins at the beginning.\n";
  return Clean;
}

int explain(const ExplainOptions &Options) {
  StringRef Name = Options.Name;
  Name.consume_front("coroscope-");
  for (const Page &P : pages())
    if (P.Name == std::string_view(Name)) {
      outs() << P.Text;
      return Clean;
    }
  std::string Message = "there is no page '" + Options.Name + "'";
  if (std::string_view Meant = nearestRule(Name); !Meant.empty())
    Message += "; did you mean '" + std::string(Meant) + "'?";
  else
    Message += "; 'coroscope rules' lists the rules";
  printError(Message);
  return CouldNot;
}

} // namespace coroscope
