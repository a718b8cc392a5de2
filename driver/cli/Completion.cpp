//===- Completion.cpp - The completion command ----------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// tree of commands --> script for bash, zsh or fish
//
//===----------------------------------------------------------------------===//

#include "cli/Commands.h"
#include "cli/HelpText.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace coroscope {

void CompletionOptions::addTo(CLI::App &Command) {
  Command.add_option("shell", Shell, "The shell: bash, zsh or fish")
      ->type_name("SHELL")
      ->check(oneOf({"bash", "zsh", "fish"}))
      ->required();
  Command.footer(R"(Examples:
  source <(coroscope completion bash)                      for this shell
  coroscope completion zsh > ~/.zfunc/_coroscope           if ~/.zfunc is in fpath
  coroscope completion fish > ~/.config/fish/completions/coroscope.fish

'cmake --install' puts them where shells look for them.)");
}

namespace {
/// A command, as a shell sees it.
struct Node {
  std::vector<std::string> Path; ///< Without the program.
  std::string Help;
  std::vector<OptionText> Options;
  std::vector<const CLI::App *> Commands;
  std::vector<std::string> Words; ///< What an argument can be; empty for files.
};
} // namespace

static void collect(const CLI::App &Command, std::vector<std::string> Path,
                    std::vector<Node> &Nodes) {
  Node N;
  N.Path = std::move(Path);
  N.Help = Command.get_description();
  N.Commands = commandsOf(Command);
  for (OptionGroup &Group : optionsOf(Command))
    std::move(Group.Options.begin(), Group.Options.end(),
              std::back_inserter(N.Options));
  for (const OptionText &Argument : argumentsOf(Command))
    append_range(N.Words, Argument.Choices);
  // Its arguments are commands.
  if (N.Path == std::vector<std::string>{"help"})
    for (const CLI::App *Sub : commandsOf(*Command.get_parent()))
      N.Words.push_back(Sub->get_name());
  Nodes.push_back(N);
  for (const CLI::App *Sub : N.Commands) {
    std::vector<std::string> Inner = N.Path;
    Inner.push_back(Sub->get_name());
    collect(*Sub, std::move(Inner), Nodes);
  }
}

/// \p Text in single quotes, for all three shells' sake without any inside.
static std::string inQuotes(StringRef Text) {
  std::string Quoted = "'";
  for (char C : Text)
    if (C != '\'')
      Quoted += C;
  return Quoted + "'";
}

/// "' cache prune'", what is remembered of the words so far.
static std::string pathPattern(const Node &N) {
  return N.Path.empty() ? "''" : inQuotes(" " + llvm::join(N.Path, " "));
}

static std::string bashScript(const std::vector<Node> &Nodes) {
  std::string Known, Values, Words;
  for (const Node &N : Nodes) {
    if (!N.Path.empty())
      Known += (Known.empty() ? "" : " | ") + pathPattern(N);
    std::string Options, Files;
    for (const OptionText &Option : N.Options) {
      Options += (Options.empty() ? "" : " ") + llvm::join(Option.Names, " ");
      if (Option.Value.empty())
        continue;
      std::string Patterns;
      for (const std::string &Name : Option.Names)
        Patterns += (Patterns.empty() ? "" : " | ") +
                    inQuotes((N.Path.empty() ? "" : " ") +
                             llvm::join(N.Path, " ") + ":" + Name);
      // Any other value may be a file.
      Values += "  " + Patterns + ") words='" +
                llvm::join(Option.Choices, " ") + "' ;;\n";
    }
    std::string Others = llvm::join(N.Words, " ");
    for (const CLI::App *Sub : N.Commands)
      Others += (Others.empty() ? "" : " ") + Sub->get_name();
    Words += "    " + pathPattern(N) + ") options='" + Options + "' words='" +
             Others + "' ;;\n";
  }
  return R"(# Completes coroscope in bash; made by 'coroscope completion bash'.
_coroscope() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}
  local command='' options='' words='' i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    # Flags of the compiler follow.
    [ "${COMP_WORDS[i]}" = -- ] && return
    case "$command ${COMP_WORDS[i]}" in
    )" + Known +
         R"()
      command="$command ${COMP_WORDS[i]}" ;;
    esac
  done
  # '--opt=2' comes as three words.
  [ "$prev" = = ] && prev=${COMP_WORDS[COMP_CWORD - 2]}
  if [ "$cur" = = ]; then
    cur=''
  fi
  case "$command:$prev" in
)" + Values +
         R"(  *)
    case "$command" in
)" + Words +
         R"(    esac
    [[ $cur == -* ]] && words=$options ;;
  esac
  [ -n "$words" ] || return
  while IFS= read -r word; do
    COMPREPLY+=("$word")
  done < <(compgen -W "$words" -- "$cur")
}
complete -o bashdefault -o default -F _coroscope coroscope
)";
}

/// \p Text as a description in a specification of zsh's _arguments.
static std::string zshText(StringRef Text) {
  std::string Escaped;
  for (char C : Text) {
    if (C == '[' || C == ']' || C == ':' || C == '\\')
      Escaped += '\\';
    if (C != '\'')
      Escaped += C;
  }
  return Escaped;
}

static std::string zshScript(const std::vector<Node> &Nodes) {
  std::string Script =
      "#compdef coroscope\n"
      "# Completes coroscope in zsh; made by 'coroscope completion zsh'.\n";
  for (const Node &N : Nodes) {
    std::string Name = "_coroscope";
    for (const std::string &Word : N.Path)
      Name += "_" + Word;
    Script += "\n" + Name + "() {\n";
    std::string Specifications;
    for (const OptionText &Option : N.Options)
      for (const std::string &Spelling : Option.Names) {
        // Several outputs may be asked for; what is there twice does no harm.
        Specifications += " \\\n    '*" + Spelling;
        if (!Option.Value.empty() && StringRef(Spelling).starts_with("--"))
          Specifications += "=";
        Specifications += "[" + zshText(Option.Help) + "]";
        if (!Option.Value.empty())
          Specifications += ":" + zshText(Option.Value) + ":" +
                            (Option.Choices.empty()
                                 ? "_files"
                                 : "(" + llvm::join(Option.Choices, " ") + ")");
        Specifications += "'";
      }
    if (N.Commands.empty()) {
      Script +=
          "  _arguments -s" + Specifications + " \\\n    '*:argument:" +
          (N.Words.empty() ? "_files" : "(" + llvm::join(N.Words, " ") + ")") +
          "'\n}\n";
      continue;
    }
    Script += "  local curcontext=\"$curcontext\" state line\n"
              "  typeset -A opt_args\n"
              "  _arguments -C" +
              Specifications +
              " \\\n    '1:command:->command' '*::argument:->argument'\n"
              "  case $state in\n  command)\n    local -a commands=(\n";
    for (const CLI::App *Sub : N.Commands)
      Script += "      '" + Sub->get_name() + ":" +
                zshText(Sub->get_description()) + "'\n";
    Script += "    )\n    _describe command commands ;;\n  argument)\n"
              "    case $words[1] in\n";
    for (const CLI::App *Sub : N.Commands)
      Script += "    " + Sub->get_name() + ") " + Name + "_" + Sub->get_name() +
                " ;;\n";
    Script += "    esac ;;\n  esac\n}\n";
  }
  return Script + R"(
if [ "$funcstack[1]" = "_coroscope" ]; then
  _coroscope "$@"
else
  compdef _coroscope coroscope
fi
)";
}

static std::string fishScript(const std::vector<Node> &Nodes) {
  std::string Script =
      "# Completes coroscope in fish; made by 'coroscope completion fish'.\n";
  for (const Node &N : Nodes) {
    std::string Condition;
    for (const std::string &Word : N.Path)
      Condition += "__fish_seen_subcommand_from " + Word + "; and ";
    std::string Names;
    for (const CLI::App *Sub : N.Commands)
      Names += " " + Sub->get_name();
    Condition +=
        Names.empty() ? "true" : "not __fish_seen_subcommand_from" + Names;
    const std::string Begin =
        "complete -c coroscope -n " + inQuotes(Condition) + " ";
    for (const CLI::App *Sub : N.Commands)
      Script += Begin + "-f -a " + Sub->get_name() + " -d " +
                inQuotes(Sub->get_description()) + "\n";
    if (!N.Words.empty())
      Script += Begin + "-f -a " + inQuotes(llvm::join(N.Words, " ")) + "\n";
    for (const OptionText &Option : N.Options) {
      Script += Begin;
      for (StringRef Name : Option.Names)
        Script += Name.starts_with("--")
                      ? "-l " + Name.drop_front(2).str() + " "
                      : "-s " + Name.drop_front(1).str() + " ";
      if (!Option.Choices.empty())
        Script += "-x -a " + inQuotes(llvm::join(Option.Choices, " ")) + " ";
      else if (!Option.Value.empty())
        Script += "-r ";
      Script += "-d " + inQuotes(Option.Help) + "\n";
    }
  }
  return Script;
}

static std::string scriptFor(const std::string &Shell,
                             const CLI::App &Program) {
  std::vector<Node> Nodes;
  collect(Program, {}, Nodes);
  return Shell == "bash"  ? bashScript(Nodes)
         : Shell == "zsh" ? zshScript(Nodes)
                          : fishScript(Nodes);
}

int completion(const CompletionOptions &Options, const CLI::App &Program) {
  outs() << scriptFor(Options.Shell, Program);
  return Clean;
}

} // namespace coroscope
