//===- RulesCommand.cpp - The rules command -------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "cli/Commands.h"
#include "cli/Terminal.h"

#include "report/Table.h"
#include "rules/Catalogue.h"

#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace coroscope {

int listRules() {
  Table Rows({{"rule", Table::Left},
              {"default", Table::Right},
              {"severity", Table::Left},
              {"fires when", Table::Left, Table::Shrinks}});
  for (const Rule &R : catalogue())
    Rows.add({std::string(R.Name),
              !R.IsOnByDefault ? "off"
              : R.DefaultLimit ? std::to_string(R.DefaultLimit->Count)
                               : "on",
              std::string(spelling(R.Severity)), std::string(R.Title)});
  outs() << Rows.toText(stdoutStyle())
         << "\nLimits are in bytes. 'coroscope explain RULE' explains a rule; "
            "'coroscope explain frames' explains what a frame holds.\n";
  return Clean;
}

} // namespace coroscope
