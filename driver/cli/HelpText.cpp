//===- HelpText.cpp - How the options are told ----------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "cli/HelpText.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/FileSystem.h"

using namespace llvm;

namespace coroscope {

/// The values in a description of CLI11's, as in "LEVEL:{0,1}".
static std::vector<std::string> choicesIn(StringRef TypeName) {
  std::vector<std::string> Choices;
  const auto [Before, After] = TypeName.split('{');
  SmallVector<StringRef> Values;
  After.split('}').first.split(Values, ',', /*MaxSplit=*/-1,
                               /*KeepEmpty=*/false);
  for (StringRef Value : Values)
    Choices.push_back(Value.str());
  return Choices;
}

OptionText::OptionText(const CLI::Option &Option) {
  // A colon begins what checks say of themselves.
  const std::string TypeName = Option.get_type_name();
  Value = StringRef(TypeName).split(':').first.str();
  Choices = choicesIn(TypeName);
  Help = Option.get_description();
  IsRequired = Option.get_required();
  TakesSeveral =
      Option.get_expected_max() >= CLI::detail::expected_max_vector_size;
  if (Option.get_positional()) {
    Names.push_back(std::move(Value));
    Value.clear();
    return;
  }
  for (const std::string &Name : Option.get_snames())
    Names.push_back("-" + Name);
  for (const std::string &Name : Option.get_lnames())
    Names.push_back("--" + Name);
  if (Option.get_expected_max() == 0)
    Value.clear();
  const std::string Default = Option.get_default_str();
  // Behind what it is, and before what it is by default.
  if (!Choices.empty() && !Value.empty())
    Help.insert(std::min(Help.find(" [default"), Help.size()),
                ": " + llvm::join(Choices, ", "));
  if (!Default.empty())
    Help += " [default: " + Default + "]";
}

std::string OptionText::spelled() const {
  return llvm::join(Names, ", ") + (Value.empty() ? "" : " " + Value);
}

std::vector<OptionGroup> optionsOf(const CLI::App &Command) {
  std::vector<OptionGroup> Groups;
  for (const char *Title :
       {group::Units, group::Findings, group::Limits, group::Report, group::Run,
        group::Exit, group::Other})
    Groups.push_back({Title, {}});
  for (const CLI::Option *Option : Command.get_options()) {
    if (Option->get_positional() || Option->get_group().empty())
      continue;
    auto It = find_if(Groups, [&](const OptionGroup &G) {
      return G.Title == Option->get_group();
    });
    (It == Groups.end() ? Groups.back() : *It)
        .Options.push_back(OptionText(*Option));
  }
  erase_if(Groups, [](const OptionGroup &G) { return G.Options.empty(); });
  return Groups;
}

std::vector<OptionText> argumentsOf(const CLI::App &Command) {
  std::vector<OptionText> Arguments;
  for (const CLI::Option *Option : Command.get_options())
    if (Option->get_positional())
      Arguments.push_back(OptionText(*Option));
  return Arguments;
}

std::vector<const CLI::App *> commandsOf(const CLI::App &Command) {
  std::vector<const CLI::App *> Commands;
  for (const CLI::App *Sub : Command.get_subcommands({}))
    if (!Sub->get_group().empty())
      Commands.push_back(Sub);
  return Commands;
}

std::string fullName(const CLI::App &Command) {
  return (Command.get_parent() ? fullName(*Command.get_parent()) + " "
                               : std::string()) +
         Command.get_name();
}

bool takesFlags(const CLI::App &Command) {
  // Those that read compile commands.
  return Command.get_option_no_throw("-p") != nullptr;
}

std::string usageOf(const CLI::App &Command) {
  std::string Usage = fullName(Command);
  if (!commandsOf(Command).empty())
    return Usage + " COMMAND";
  for (const OptionGroup &Group : optionsOf(Command))
    for (const OptionText &Option : Group.Options)
      if (Option.IsRequired)
        Usage += " " + Option.Names.back() + " " + Option.Value;
  Usage += " [OPTIONS]";
  for (const OptionText &Argument : argumentsOf(Command)) {
    const std::string Label =
        Argument.Names.front() + (Argument.TakesSeveral ? "..." : "");
    Usage += Argument.IsRequired ? " " + Label : " [" + Label + "]";
  }
  return takesFlags(Command) ? Usage + " [-- FLAGS...]" : Usage;
}

CLI::Validator oneOf(std::vector<std::string> Values) {
  const std::string Description = "{" + llvm::join(Values, ",") + "}";
  return CLI::Validator(
      [Values = std::move(Values)](const std::string &Value) {
        if (is_contained(Values, Value))
          return std::string();
        return "'" + Value + "' is not one of " + llvm::join(Values, ", ");
      },
      Description);
}

CLI::Validator suggested(const std::vector<std::string> &Values) {
  return CLI::Validator([](std::string &) { return std::string(); },
                        "{" + llvm::join(Values, ",") + "}");
}

CLI::Validator existingDirectory() {
  return CLI::Validator(
      [](const std::string &Path) {
        return sys::fs::is_directory(Path)
                   ? std::string()
                   : "'" + Path + "' is not a directory";
      },
      "");
}

std::string wrap(const std::string &Text, std::size_t Width,
                 std::size_t Indent) {
  std::string Wrapped;
  SmallVector<StringRef> Words;
  StringRef(Text).split(Words, ' ', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  std::size_t Column = Indent;
  for (StringRef Word : Words) {
    if (Column != Indent && Column + 1 + Word.size() > Width) {
      Wrapped += "\n" + std::string(Indent, ' ');
      Column = Indent;
    } else if (Column != Indent) {
      Wrapped += ' ';
      ++Column;
    }
    Wrapped += Word;
    Column += Word.size();
  }
  return Wrapped;
}

namespace {
/// Two columns: what is spelled, and what it does.
class Columns {
  const std::size_t Width;
  std::string &Text;

public:
  Columns(std::size_t Width, std::string &Text) : Width(Width), Text(Text) {}

  void add(const std::string &Left, const std::string &Right) {
    static constexpr std::size_t Begin = 26; // Of the second column.
    static constexpr std::size_t Between = 2;
    std::string Line = std::string(Between, ' ') + Left;
    if (Line.size() + Between > Begin) {
      Text += Line + "\n";
      Line.clear();
    }
    Line.append(Begin - Line.size(), ' ');
    Text += Line + wrap(Right, Width, Begin) + "\n";
  }
};
} // namespace

std::string HelpFormatter::make_help(const CLI::App *Command, std::string,
                                     CLI::AppFormatMode) const {
  std::string Text = wrap(Command->get_description(), Width) +
                     "\n\nUsage: " + wrap(usageOf(*Command), Width, 7) + "\n";
  Columns Rows(Width, Text);
  if (const auto Arguments = argumentsOf(*Command); !Arguments.empty()) {
    Text += "\nArguments:\n";
    for (const OptionText &Argument : Arguments)
      Rows.add(Argument.spelled(), Argument.Help);
    if (takesFlags(*Command))
      Rows.add("-- FLAGS", "Compiler flags, used instead of compile commands");
  }
  if (const auto Commands = commandsOf(*Command); !Commands.empty()) {
    Text += "\nCommands:\n";
    for (const CLI::App *Sub : Commands)
      Rows.add(Sub->get_name(), Sub->get_description());
  }
  for (const OptionGroup &Group : optionsOf(*Command)) {
    Text += "\n" + Group.Title + ":\n";
    for (const OptionText &Option : Group.Options)
      Rows.add(Option.spelled(), Option.Help);
  }
  // Examples: laid out by hand.
  if (!Command->get_footer().empty())
    Text += "\n" + Command->get_footer() + "\n";
  return Text;
}

} // namespace coroscope
