//===- ExplainCommand.cpp - The explain command ---------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "cli/Commands.h"
#include "cli/HelpText.h"
#include "cli/Terminal.h"

#include "docs/Pages.h"
#include "report/Table.h"
#include "rules/NearName.h"
#include "views/PageText.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace coroscope {

static std::vector<std::string_view> pageNames() {
  std::vector<std::string_view> Names;
  for (const Page &P : pages())
    Names.push_back(P.Name);
  return Names;
}

void ExplainOptions::addTo(CLI::App &Command) {
  const std::vector<std::string_view> Names = pageNames();
  Command
      .add_option("page", Name,
                  "A rule, 'frames', 'states-and-chains' or 'words' "
                  "[default: list the pages]")
      ->check(suggested({Names.begin(), Names.end()}))
      ->type_name("PAGE");
  Command.add_option("--format", Format, "Format")
      ->type_name("FORMAT")
      ->check(oneOf({"text", "markdown"}))
      ->capture_default_str()
      ->group(group::Report);
  addPagerTo(Command, Pages);
  Command.footer(R"(Examples:
  coroscope explain             the pages there are
  coroscope explain frames      what a coroutine keeps, from the beginning
  coroscope explain words       the words used in reports
  coroscope explain dead-value  a rule)");
}

/// What the page is about: its first sentence.
static std::string aboutOf(const Page &P) {
  StringRef Text(P.Text);
  return Text.split("\n\n").second.split("\n\n").first.split(". ").first.str();
}

static std::string listPages() {
  Table Rows({{"page", Table::Left}, {"about", Table::Left, Table::Shrinks}});
  for (const Page &P : pages()) {
    std::string About = aboutOf(P);
    for (char &C : About)
      if (C == '\n')
        C = ' ';
    if (StringRef(About).ends_with("."))
      About.pop_back();
    Rows.add({std::string(P.Name), About});
  }
  return Rows.toText(stdoutStyle()) +
         "\n'coroscope explain PAGE' shows one of them.\n";
}

int explain(const ExplainOptions &Options) {
  if (Options.Name.empty()) {
    outs() << listPages();
    return Clean;
  }
  StringRef Name = Options.Name;
  Name.consume_front("coroscope-");
  if (const Page *P = findPage(Name)) {
    if (Options.Format == "markdown") {
      outs() << P->Text;
      return Clean;
    }
    TextStyle Style = stdoutStyle();
    Style.Width = proseWidth();
    printPaged(pageToText(P->Text, Style), Options.Pages);
    return Clean;
  }
  printError(
      "there is no page '" + Options.Name + "'" +
      didYouMean(Name, pageNames(), "; 'coroscope explain' lists the pages"));
  return CouldNot;
}

} // namespace coroscope
