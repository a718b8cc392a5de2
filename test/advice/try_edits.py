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

from edited_programs import (Program, add_arguments, by_gcc, levels_of,
                             optimized, sanitized, without_assertions)


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
    total, wrong = program.try_levels(levels_of(given))
    print(f"{name}: {total} edits, {len(wrong)} wrong", flush=True)
    return total or 0, wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    add_arguments(parser)
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
    with concurrent.futures.ThreadPoolExecutor(given.jobs) as pool:
        results = list(pool.map(lambda path: try_program(path, builds, given),
                                given.programs))
    total = sum(count for count, _ in results)
    wrong = [text for _, texts in results for text in texts]
    for text in wrong:
        print("wrong:", text)
    print(f"{len(given.programs)} programs, {total} edits, {len(wrong)} wrong")
    return 1 if wrong or total < given.least_edits else 0


if __name__ == "__main__":
    sys.exit(main())
