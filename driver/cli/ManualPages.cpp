//===- ManualPages.cpp - The manual-pages command -------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The build runs it, so that the manual pages say what --help says. They are
// written in the macros of man(7).
//
//===----------------------------------------------------------------------===//

#include "cli/Commands.h"
#include "cli/HelpText.h"
#include "outputs/Version.h"
#include "outputs/WriteFile.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace coroscope {

void ManualOptions::addTo(CLI::App &Command) {
  Command.group(""); // For the build: help does not list it.
  Command.add_option("directory", Directory, "Directory to write them to")
      ->type_name("DIR")
      ->required();
}

/// \p Text for roff.
static std::string escaped(StringRef Text) {
  std::string Roff;
  bool BeginsLine = true;
  for (char C : Text) {
    // They would begin a request.
    if (BeginsLine && (C == '.' || C == '\''))
      Roff += "\\&";
    BeginsLine = C == '\n';
    if (C == '\\')
      Roff += "\\e";
    else if (C == '-')
      Roff += "\\-";
    else
      Roff += C;
  }
  return Roff;
}

static std::string entry(const std::string &Name, const std::string &Text) {
  return ".TP\n.B " + escaped(Name) + "\n" + escaped(Text) + "\n";
}

static std::string laidOut(StringRef Text) {
  return ".PP\n.nf\n" + escaped(Text) + "\n.fi\n";
}

static std::string optionsIn(const CLI::App &Command,
                             const std::string &Heading) {
  std::string Text;
  for (const OptionText &Argument : argumentsOf(Command))
    Text += entry(Argument.spelled(), Argument.Help);
  if (!Text.empty())
    Text = Heading + "ARGUMENTS\n" + Text;
  std::string Options;
  for (const OptionGroup &Group : optionsOf(Command)) {
    Options += ".PP\n.I " + escaped(Group.Title) + "\n";
    for (const OptionText &Option : Group.Options)
      Options += entry(Option.spelled(), Option.Help);
  }
  return Text + (Options.empty() ? "" : Heading + "OPTIONS\n" + Options);
}

static std::string header(const CLI::App &Command) {
  const std::string Name = llvm::join(split(fullName(Command), ' '), "-");
  return ".TH " + StringRef(escaped(Name)).upper() + " 1 \"\" \"coroscope " +
         Version + "\" \"Coroscope\"\n.SH NAME\n" + escaped(Name) + " \\- " +
         escaped(Command.get_description()) + "\n.SH SYNOPSIS\n" +
         escaped(usageOf(Command)) + "\n";
}

static std::string footer(const CLI::App &Command) {
  return Command.get_footer().empty()
             ? std::string()
             : ".SH NOTES\n" + laidOut(Command.get_footer());
}

static std::string exitStatus() {
  std::string Text = ".SH EXIT STATUS\n";
  for (const auto &[Code, Meaning] : exitCodesInWords())
    Text += entry(std::to_string(Code), Meaning);
  return Text;
}

/// The page of the program, which names those of its commands.
static std::string programPage(const CLI::App &Program) {
  std::string Text = header(Program) + ".SH COMMANDS\n";
  std::string SeeAlso;
  for (const CLI::App *Sub : commandsOf(Program)) {
    Text += entry(Sub->get_name(), Sub->get_description());
    SeeAlso += ".BR coroscope\\-" + escaped(Sub->get_name()) + " (1),\n";
  }
  Text += optionsIn(Program, ".SH ") + exitStatus() + ".SH ENVIRONMENT\n" +
          entry("NO_COLOR", "Do not color the output, if not empty.") +
          entry("CLICOLOR_FORCE",
                "Color the output wherever it goes, if neither empty nor 0.") +
          entry("COLUMNS", "The width to lay tables out for.") +
          entry("COROSCOPE_PAGER, PAGER",
                "The pager of 'show' and 'explain'; empty or 'cat' for none.") +
          entry("XDG_CACHE_HOME", "Where results are kept, in 'coroscope'.") +
          ".SH FILES\n" +
          entry(".coroscope.yaml",
                "Limits of a project, searched for upwards from each source "
                "file.") +
          ".SH SEE ALSO\n" + SeeAlso + ".BR clang (1)\n";
  return Text;
}

static std::string commandPage(const CLI::App &Command) {
  std::string Text = header(Command) + ".SH DESCRIPTION\n" +
                     escaped(Command.get_description()) + ".\n" +
                     optionsIn(Command, ".SH ");
  for (const CLI::App *Sub : commandsOf(Command))
    Text += ".SH " + StringRef(escaped(Sub->get_name())).upper() + "\n" +
            escaped(Sub->get_description()) + ".\n.PP\n" +
            escaped(usageOf(*Sub)) + "\n" + optionsIn(*Sub, ".SS ");
  return Text + footer(Command) + exitStatus() +
         ".SH SEE ALSO\n.BR coroscope (1)\n";
}

int writeManual(const ManualOptions &Options, const CLI::App &Program) {
  auto Write = [&](const std::string &Name, const std::string &Text) {
    SmallString<128> Path(Options.Directory);
    sys::path::append(Path, Name + ".1");
    if (Error Failed = writeFile(std::string(Path), Text)) {
      printError(toString(std::move(Failed)));
      return false;
    }
    return true;
  };
  if (const std::error_code Failed =
          sys::fs::create_directories(Options.Directory)) {
    printError("cannot make '" + Options.Directory + "': " + Failed.message());
    return CouldNot;
  }
  if (!Write("coroscope", programPage(Program)))
    return CouldNot;
  for (const CLI::App *Sub : commandsOf(Program))
    if (!Write("coroscope-" + Sub->get_name(), commandPage(*Sub)))
      return CouldNot;
  return Clean;
}

} // namespace coroscope
