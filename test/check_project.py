"""Checks rules of the project that no compiler checks.

Usage: check_project.py ROOT
"""

import os
import re
import subprocess
import sys

# Rooms that must do without LLVM and Clang.
PURE = ("checkers/advice/", "checkers/frame/", "checkers/rules/",
        "driver/compare/", "driver/report/")


def tracked(root):
    out = subprocess.run(["git", "-C", root, "ls-files", "-co",
                          "--exclude-standard"],
                         stdout=subprocess.PIPE, check=True, text=True).stdout
    return [name for name in out.split("\n")
            if name and os.path.isfile(os.path.join(root, name))]


def read(root, name):
    with open(os.path.join(root, name), encoding="utf-8",
              errors="replace") as file:
        return file.read()


def defects(root):
    files = tracked(root)
    rooms = {os.path.dirname(name) for name in files
             if re.match(r"(checkers|driver)/.*\.(h|cpp)$", name)}
    for room in sorted(rooms):
        readme = os.path.join(room, "README.md")
        if readme not in files:
            yield f"{room} has no README.md"
        elif len(read(root, readme).strip().split("\n")) != 2:
            yield f"{readme} is not two lines"
    for name in files:
        if name.startswith("test/check_project.py"):
            continue
        text = read(root, name)
        if name.startswith(PURE) and re.search(
                r'#include ["<](llvm|clang)/', text):
            yield f"{name} includes LLVM or Clang"
        if (name.endswith((".h", ".cpp")) and "LLVM_VERSION_MAJOR" in text
                and not name.startswith("checkers/compat/")):
            yield f"{name} asks for the version of LLVM"
        for line in text.split("\n"):
            if re.search(r"(^|[^A-Za-z0-9._-])/(home|root|work)/", line):
                yield f"{name} has the path of a machine: {line.strip()}"
        if name.startswith(("checkers/", "driver/", "test/unit/")) and \
                name.endswith((".h", ".cpp")) and \
                "SPDX-License-Identifier" not in text:
            yield f"{name} has no license"
        if name.endswith(".md"):
            for link in re.findall(r"\]\(([^)#]+)[^)]*\)", text):
                target = os.path.join(root, os.path.dirname(name), link)
                if "://" not in link and not os.path.exists(target):
                    yield f"{name} links to {link}, which is not there"


def main():
    found = list(defects(sys.argv[1]))
    for defect in found:
        print(defect)
    if found:
        sys.exit(1)
    print("rooms, links and paths are in order")


if __name__ == "__main__":
    main()
