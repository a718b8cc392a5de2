"""Checks the page of every rule, and compiles its examples.

Usage: check_pages.py COROSCOPE ROOT INCLUDE
"""

import json
import os
import re
import subprocess
import sys
import tempfile

SECTIONS = ["Why it matters", "An example", "The same, fixed", "Options",
            "To silence one place", "Known limits"]


# What is off by default, with what its page tells.
LIMITS = {"chain-size": "1000", "never-suspends": "on", "lost-elision": "on"}


def rules_found(coroscope, include, example, rule):
    with tempfile.TemporaryDirectory() as build:
        path = os.path.join(build, "example.cpp")
        with open(path, "w", encoding="utf-8") as file:
            file.write('#include "task.h"\n' + example)
        run = subprocess.run(
            [coroscope, "audit", "--opt", "2", "--no-measure", "--format",
             "json", *(["--rule", f"{rule}={LIMITS[rule]}"]
                       if rule in LIMITS else []), path, "--", "-std=c++20", "-I" + include],
            stdout=subprocess.PIPE, check=False)
    if run.returncode not in (0, 1):
        return f"exit code {run.returncode}"
    coroutines = json.loads(run.stdout)["coroutines"]
    return sorted({finding["rule"] for coroutine in coroutines
                   for finding in coroutine["findings"]})


def main():
    coroscope, root, include = sys.argv[1:]
    listed = subprocess.run([coroscope, "rules"], stdout=subprocess.PIPE,
                            check=True, text=True).stdout
    rules = [line.split()[0] for line in listed.split("\n\n")[0].split("\n")[1:]]
    wrong = []
    for rule in rules:
        path = os.path.join(root, "checkers", "docs", rule + ".md")
        with open(path, encoding="utf-8") as file:
            page = file.read()
        shown = subprocess.run([coroscope, "explain", rule, "--format",
                                "markdown"],
                               stdout=subprocess.PIPE, check=True,
                               text=True).stdout
        if shown != page:
            wrong.append(f"explain {rule} shows something else")
        title = next(line for line in listed.split("\n")
                     if line.startswith(rule + " ")).split("  ")[-1].strip()
        if not page.startswith(f"# {rule}\n\n{title}\n"):
            wrong.append(f"{rule}: the page does not begin with '{title}'")
        if re.findall(r"^## (.*)$", page, re.M) != SECTIONS:
            wrong.append(f"{rule}: sections are out of order or missing")
        examples = re.findall(r"```cpp\n(.*?)```", page, re.S)
        if len(examples) != 2:
            wrong.append(f"{rule}: {len(examples)} examples")
            continue
        for example, expected in zip(examples, ([rule], [])):
            found = rules_found(coroscope, include, example, rule)
            if found != expected:
                wrong.append(f"{rule}: {found}, expected {expected}")
    if wrong or len(rules) < 9:
        sys.exit("\n".join(wrong) or "too few rules")
    print(f"{len(rules)} pages")


if __name__ == "__main__":
    main()
