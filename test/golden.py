"""Compares what each format makes of the reports in a directory with the golden
files beside them.

golden.py COROSCOPE DIRECTORY [--bless]

With --bless they are written anew: read the difference before you commit it.
"""

import difflib
import json
import os
import subprocess
import sys

REPORT = ["text", "json", "sarif", "markdown", "github", "gitlab", "benchmark",
          "bmf", "openmetrics", "csv"]
COMPARISON = ["text", "json", "markdown", "github"]


def made(coroscope, directory):
    """Gives the name of each golden file and what is to be in it."""
    base, head = (os.path.join(directory, name)
                  for name in ("base.json", "head.json"))
    for kind in REPORT:
        text = subprocess.run([coroscope, "report", head, "--format", kind],
                              stdout=subprocess.PIPE, check=True,
                              text=True).stdout
        if kind == "sarif":
            # The rules are the pages, which have tests of their own.
            log = json.loads(text)
            del log["runs"][0]["tool"]["driver"]["rules"]
            text = json.dumps(log, indent=1) + "\n"
        yield f"report.{kind}", text
    for kind in COMPARISON:
        yield f"comparison.{kind}", subprocess.run(
            [coroscope, "compare", base, head, "--max-growth", "64",
             "--format", kind], stdout=subprocess.PIPE, check=False,
            text=True).stdout


def main():
    coroscope, directory, *rest = sys.argv[1:]
    different = 0
    names = []
    for name, text in made(coroscope, directory):
        names.append(name)
        path = os.path.join(directory, name)
        if rest:
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
            continue
        with open(path, encoding="utf-8") as file:
            kept = file.read()
        if kept != text:
            different += 1
            print("".join(difflib.unified_diff(
                kept.splitlines(True), text.splitlines(True), path, "made")))
    print(f"{len(names)} golden files, {different} different")
    sys.exit(different != 0)


if __name__ == "__main__":
    main()
