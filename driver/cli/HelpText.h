//===- HelpText.h - How the options are told --------------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// options of CLI11 --OptionText--> help on a terminal, man pages, completion
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_CLI_HELPTEXT_H
#define COROSCOPE_DRIVER_CLI_HELPTEXT_H

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace coroscope {

/// The groups that help shows options in, in this order.
namespace group {
inline constexpr char Units[] = "What to analyze";
inline constexpr char Findings[] = "Rules and findings";
inline constexpr char Limits[] = "Limits";
inline constexpr char Report[] = "Report";
inline constexpr char Run[] = "Run";
inline constexpr char Exit[] = "Exit code";
inline constexpr char Other[] = "Other options";
} // namespace group

/// An option or argument, as help, man pages and completion tell it.
struct OptionText {
  std::vector<std::string> Names; ///< "-j", "--jobs"; the label of an argument.
  std::string Value;              ///< "N"; empty for flags and arguments.
  std::vector<std::string> Choices; ///< All values there are; empty for any.
  std::string Help;                 ///< With the choices and the default.
  bool IsRequired = false;
  bool TakesSeveral = false; ///< Of arguments.

  explicit OptionText(const CLI::Option &Option);
  /// "-j, --jobs N"
  std::string spelled() const;
};

/// The options of one group.
struct OptionGroup {
  std::string Title;
  std::vector<OptionText> Options;
};

/// The options of \p Command that are shown, by group. Those without a group of
/// their own are under group::Other.
std::vector<OptionGroup> optionsOf(const CLI::App &Command);
std::vector<OptionText> argumentsOf(const CLI::App &Command);
/// The commands of \p Command that are shown, in the order of their names' use.
std::vector<const CLI::App *> commandsOf(const CLI::App &Command);

/// "coroscope cache prune"
std::string fullName(const CLI::App &Command);
/// "coroscope audit [OPTIONS] [FILES...] [-- FLAGS...]"
std::string usageOf(const CLI::App &Command);
/// Whether \p Command analyzes sources, so that flags of the compiler may
/// follow after '--'.
bool takesFlags(const CLI::App &Command);

/// True for one of \p Values; the message of the error lists them.
CLI::Validator oneOf(std::vector<std::string> Values);
/// Says for completion that a value is one of \p Values; others are accepted.
CLI::Validator suggested(const std::vector<std::string> &Values);
/// True for a directory that exists.
CLI::Validator existingDirectory();

/// Breaks \p Text into lines of at most \p Width characters, with \p Indent
/// spaces before each but the first.
std::string wrap(const std::string &Text, std::size_t Width,
                 std::size_t Indent = 0);

/// Lays out the help of a command.
class HelpFormatter : public CLI::FormatterBase {
  const std::size_t Width; ///< Units: columns.

public:
  explicit HelpFormatter(std::size_t Width) : Width(Width) {}
  std::string make_help(const CLI::App *Command, std::string Name,
                        CLI::AppFormatMode Mode) const override;
};

} // namespace coroscope

#endif
