"""Compares the chains that Coroscope tells with what a program takes.

compare_live_bytes.py COROSCOPE CLANG SOURCE FLAGS...

The program prints a line for each root: its name, "exact", or "at-least" if less
may be told and has to be marked so, and the largest number of bytes of frames that
were alive at once while it waited.
"""

import json
import os
import subprocess
import sys
import tempfile


def main():
    coroscope, clang, source, *flags = sys.argv[1:]
    with tempfile.TemporaryDirectory() as directory:
        program = os.path.join(directory, "program")
        subprocess.run([clang, *flags, source, "-o", program], check=True)
        printed = subprocess.run([program], stdout=subprocess.PIPE, check=True,
                                 text=True).stdout
        report = json.loads(subprocess.run(
            [coroscope, "audit", "--no-cache", "--rule", "all=off", "--format",
             "json", source, "--", *flags], stdout=subprocess.PIPE,
            check=True).stdout)
    chains = {coroutine["name"]: coroutine["chain"]
              for coroutine in report["coroutines"]}
    elided = sum(call.get("elision") == "elided"
                 for coroutine in report["coroutines"]
                 for call in coroutine["calls"])
    wrong = 0
    lines = printed.splitlines()
    for line in lines:
        name, kind, peak = line.rsplit(" ", 2)
        told = chains[name]
        is_exact = told["bytes"] == int(peak) and not told["atLeast"]
        is_less = told["bytes"] <= int(peak) and told["atLeast"]
        is_right = is_exact or (kind == "at-least" and is_less)
        if not is_right or told["unbounded"]:
            wrong += 1
            print(f"{name}: {peak} bytes at run time, {kind}, told is {told}")
    print(f"{len(lines) - wrong} of {len(lines)} chains are as at run time, "
          f"{elided} calls elided")
    sys.exit(wrong != 0 or not lines)


if __name__ == "__main__":
    main()
