"""Checks that help, manual pages and completion of every command agree.

Usage: check_help.py COROSCOPE
"""

import os
import re
import subprocess
import sys
import tempfile

# What a parser may say of itself, and nobody should have to read.
LEAKS = ["{", "Excludes", "Needs", "REQUIRED", "TEXT ...", ":INT", " in [",
         "DIR:DIR", "SUBCOMMAND", "OPTION:"]
WIDEST = 100


def output(*words, **more):
    return subprocess.run(words, stdout=subprocess.PIPE, check=True, text=True,
                          **more).stdout


def bash_completes(program, words):
    """What bash would offer behind WORDS, the last of which is begun."""
    script = ('source <("$1" completion bash); shift; COMP_WORDS=("$@"); '
              'COMP_CWORD=$(($# - 1)); _coroscope; '
              'printf "%s\\n" "${COMPREPLY[@]}"')
    return output("bash", "-c", script, "bash", program,
                  *words).rstrip("\n").split("\n")


def fish_completes(script, line):
    return [offered.split("\t")[0] for offered in
            output("fish", "--no-config", "-c",
                   f"source {script}; complete -C '{line}'").split("\n")]


def sections(help_text):
    """(commands, options) that a help lists."""
    commands = re.search(r"^Commands:\n((?:  .*\n)+)", help_text, re.M)
    names = re.findall(r"^  ([a-z-]+)", commands.group(1), re.M) if commands else []
    options = re.findall(r"^  (-[^\s].*?)(?:  |$)", help_text, re.M)
    # "-- FLAGS" is none.
    return names, [re.findall(r"(?:^|, )(--?[a-zA-Z][a-zA-Z-]*)", option)
                   for option in options if not option.startswith("-- ")]


def check(program, path, pages, completions):
    wrong = []
    name = " ".join(["coroscope", *path])
    text = output(program, *path, "--help")
    if output(program, "help", *path) != text:
        wrong.append(f"{name}: 'help' says something else")
    for line in text.split("\n"):
        if len(line) > WIDEST:
            wrong.append(f"{name}: too wide: {line}")
    wrong += [f"{name}: has '{leak}'" for leak in LEAKS if leak in text]
    commands, options = sections(text)
    if not options:
        wrong.append(f"{name}: no options")
    page = pages["-".join(["coroscope", *path[:1]])]
    offered = bash_completes(program, ["coroscope", *path, "-"])
    in_fish = fish_completes(completions["fish"], f"{name} -")
    for option in [each for names in options for each in names]:
        if option not in page:
            wrong.append(f"{name}: {option} is not in the manual page")
        if option not in offered:
            wrong.append(f"{name}: bash does not complete {option}")
        # After one dash, it offers long names that way, too.
        if option not in in_fish:
            wrong.append(f"{name}: fish does not complete {option}")
    if commands:
        for offers, shell in (
                (bash_completes(program, ["coroscope", *path, ""]), "bash"),
                (fish_completes(completions["fish"], f"{name} "), "fish")):
            for command in commands:
                if command not in offers:
                    wrong.append(f"{name}: {shell} does not complete {command}")
    checked = 1
    for command in commands:
        more, inner = check(program, [*path, command], pages, completions)
        wrong += more
        checked += inner
    return wrong, checked


def manual_pages(directory):
    """The text of each manual page, as groff shows it, without warnings."""
    pages = {}
    for name in sorted(os.listdir(directory)):
        shown = subprocess.run(
            ["groff", "-man", "-wall", "-Tascii", "-rLL=1000n", "-P-cbou",
             os.path.join(directory, name)],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=True, text=True)
        if shown.stderr:
            sys.exit(f"{name}: {shown.stderr}")
        pages[name.removesuffix(".1")] = shown.stdout
    return pages


def main():
    program = sys.argv[1]
    with tempfile.TemporaryDirectory() as scratch:
        output(program, "manual-pages", os.path.join(scratch, "man"))
        pages = manual_pages(os.path.join(scratch, "man"))
        completions = {}
        for shell in ("bash", "zsh", "fish"):
            completions[shell] = os.path.join(scratch, "_coroscope." + shell)
            with open(completions[shell], "w", encoding="utf-8") as file:
                file.write(output(program, "completion", shell))
            output(shell, "-n", completions[shell])
        wrong, checked = check(program, [], pages, completions)
    # Values, in each way in which they are written.
    for words, expected in [(["audit", "--opt", ""], "as-built"),
                            (["audit", "--opt", "=", "as"], "as-built"),
                            (["cache", "inf"], "info"),
                            (["explain", "dead"], "dead-value"),
                            (["help", "aud"], "audit"),
                            (["audit", "a.cpp", "--", "-"], "")]:
        offered = bash_completes(program, ["coroscope", *words])
        if expected not in offered or (not expected and len(offered) > 1):
            wrong.append(f"bash: {words}: {offered}")
    if wrong:
        sys.exit("\n".join(wrong))
    print(f"{checked} commands have help of at most {WIDEST} columns, an entry "
          "in a manual page and completion")


if __name__ == "__main__":
    main()
