"""Runs each command that writes files with each format and each name that a
file may have: it writes the format, or says in one line why not.

Usage: every_format.py COROSCOPE BASE HEAD
"""

import itertools
import json
import os
import subprocess
import sys

REPORT_FORMATS = {"text": ".txt", "json": ".json", "sarif": ".sarif",
                  "markdown": ".md", "github": "", "gitlab": "",
                  "benchmark": "", "bmf": "", "openmetrics": ".prom",
                  "csv": ".csv", "html": ".html"}
COMPARISON_FORMATS = ("text", "json", "markdown", "github", "html")
SUFFIXES = (*filter(None, REPORT_FORMATS.values()), "")


def written(command, options):
    """What the command has written to the file, or None, and its messages."""
    run = subprocess.run([*command, *options], stdout=subprocess.PIPE,
                         stderr=subprocess.PIPE, check=False)
    name = options[-1]
    if run.returncode not in (0, 1):
        if run.returncode != 2 or os.path.exists(name) or \
                not run.stderr.startswith(b"error: ") or \
                run.stderr.count(b"\n") != 1:
            sys.exit(f"error: {options}: exit code {run.returncode}: "
                     f"{run.stderr.decode()}")
        return None
    with open(name, "rb") as file:
        text = file.read()
    os.remove(name)
    return text


def main():
    coroscope, base, head = sys.argv[1:]
    with open(head, encoding="utf-8") as file:
        part = json.load(file)
    part["part"] = {"units": [unit["file"] for unit in part["units"]]}
    with open("part.json", "w", encoding="utf-8") as file:
        json.dump(part, file)
    tried = 0
    for words, formats in ((["report", head], REPORT_FORMATS),
                           (["merge", "part.json"], REPORT_FORMATS),
                           (["compare", base, head], COMPARISON_FORMATS)):
        command = [coroscope, *words]
        made = {name: written(command, ["--format", name, "-o", "out"])
                for name in formats}
        for suffix, name in itertools.product(SUFFIXES, REPORT_FORMATS):
            text = written(command, ["--format", name, "-o", "out" + suffix])
            if text != made.get(name):
                sys.exit(f"error: {words}: --format {name} with {suffix}")
            tried += 1
        for suffix in SUFFIXES:
            asked = next((name for name, own in REPORT_FORMATS.items()
                          if own and own == suffix), "text")
            if written(command, ["-o", "out" + suffix]) != made.get(asked):
                sys.exit(f"error: {words}: -o out{suffix}")
            tried += 1
    print(f"{tried} combinations")


if __name__ == "__main__":
    main()
