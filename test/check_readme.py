"""Runs the `console` blocks of a page and compares what they print.

A block may end before the output does; what it has must be there, line by line.
White space within a line does not count.

Usage: check_readme.py PAGE COROSCOPE [DIRECTORY]
"""

import os
import re
import shlex
import subprocess
import sys


def blocks(page):
    """Gives (command, expected lines) for each console block."""
    for block in re.findall(r"^```console\n(.*?)^```", page, re.M | re.S):
        first, *expected = block.rstrip("\n").split("\n")
        if not first.startswith("$ "):
            sys.exit(f"a console block does not start with a command: {first}")
        yield first[2:], expected


def main():
    path, program, *elsewhere = sys.argv[1:]
    # Commands are run at the top of the project, wherever the page is, or where
    # there is what a page has built.
    root = (elsewhere or [os.path.dirname(os.path.dirname(
        os.path.abspath(__file__)))])[0]
    with open(path, encoding="utf-8") as file:
        page = file.read()
    checked = 0
    for command, expected in blocks(page):
        words = shlex.split(command)
        if words[0].startswith("coroscope"):
            words[0] = os.path.join(os.path.dirname(program), words[0])
        # As on a terminal of that width.
        run = subprocess.run(words, cwd=root, stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT, text=True, check=False,
                             env={**os.environ, "COLUMNS": "110",
                                  "LC_ALL": "C.UTF-8"})
        # Where it is slow, it says how far it is.
        printed = [" ".join(line.split()) for line in run.stdout.replace(root + "/", "").split("\n")
                   if not re.match(r"\[ *\d+/\d+\] |trying edits ", line)]
        for number, line in enumerate(expected):
            if not printed[number].startswith(" ".join(line.split())):
                sys.exit(f"{path}: {command}\n  the page has: {line}\n"
                         f"  printed is:   {printed[number]}")
        checked += 1
    print(f"{checked} commands print what {os.path.basename(path)} says")


if __name__ == "__main__":
    main()
