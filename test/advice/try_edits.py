"""Makes each edit that Coroscope offers for the programs of a directory, and
checks that they stay the same programs, with the frames that were promised.

A program says in its first lines `// flags: ...` if it wants flags, and
`// compiled only` if it cannot be linked."""

import argparse
import concurrent.futures
import glob
import os
import re
import shutil
import sys

from edited_programs import (Program, by_gcc, optimized, sanitized,
                             without_assertions)


def try_program(path, builds, given):
    """Returns how many edits there are for the program, and the wrong ones."""
    name = os.path.basename(path)
    # A directory of its own: programs are built side by side.
    work = os.path.join(given.work, name.removesuffix(".cpp"))
    os.makedirs(work, exist_ok=True)
    copy = shutil.copy(path, work)
    with open(copy) as file:
        head = file.read(2000)
    flags = re.search(r"^// flags: (.*)$", head, re.MULTILINE)
    program = Program(copy, given.coroscope, given.clang, builds,
                      ["-I", given.work] +
                      (flags.group(1).split() if flags else []),
                      "// compiled only" not in head)
    broken = program.baseline_is_clean()
    if broken:
        return 0, [f"{name} is not a clean program itself: {broken}"]
    total = 0
    wrong = []
    for level in given.level or ["0", "2"]:
        count, bad = program.try_all(level)
        print(f"{name} at -O{level}: {count} edits, {len(bad)} wrong")
        total += count
        wrong += bad
    return total, wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--coroscope", required=True)
    parser.add_argument("--clang", required=True)
    parser.add_argument("--gcc")
    parser.add_argument("--work", required=True)
    parser.add_argument("--level", action="append", default=[])
    parser.add_argument("programs", nargs="+")
    given = parser.parse_args()

    os.makedirs(given.work, exist_ok=True)
    for header in glob.glob(os.path.join(os.path.dirname(given.programs[0]),
                                         "*.h")):
        shutil.copy(header, given.work)
    rest = ([os.path.join(os.path.dirname(given.programs[0]), "rt.cpp")],
            given.work)
    builds = [sanitized(given.clang, *rest), optimized(given.clang, *rest),
              without_assertions(given.clang, *rest)]
    if given.gcc:
        builds.append(by_gcc(given.gcc, *rest))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(lambda path: try_program(path, builds, given),
                                given.programs))
    total = sum(count for count, _ in results)
    wrong = [text for _, texts in results for text in texts]
    for text in wrong:
        print("wrong:", text)
    print(f"{len(given.programs)} programs, {total} edits, {len(wrong)} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
