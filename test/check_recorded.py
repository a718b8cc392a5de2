"""Compares frames of the probes with those recorded from the compiler.

Usage: check_recorded.py COROSCOPE PROBES
"""

import glob
import json
import os
import subprocess
import sys

LEVELS = {"O0": "0", "O1": "1", "O2": "2", "O3": "3", "Os": "s"}


def main():
    program, probes = sys.argv[1:]
    with open(os.path.join(probes, "clang-22.1.8-x86_64.json"),
              encoding="utf-8") as file:
        recorded = json.load(file)
    files = sorted(glob.glob(os.path.join(probes, "*.cpp")))
    assert [os.path.basename(file) for file in files] == sorted(recorded)
    checked = 0
    for level, option in LEVELS.items():
        report = json.loads(subprocess.run(
            [program, "audit", "--rule", "all=off", "--opt", option, "--format", "json", *files,
             "--", "-std=c++20", "-target", "x86_64-pc-linux-gnu"],
            check=True, stdout=subprocess.PIPE).stdout)
        seen = {coroutine["mangledName"]: coroutine["frame"]
                for coroutine in report["coroutines"]}
        for probe in recorded.values():
            for name, sizes in probe.items():
                frame = seen[name]
                if (frame["size"] != sizes[level]
                        or frame["align"] not in sizes["align"]):
                    sys.exit(f"{name} at {level}: {frame['size']} bytes "
                             f"aligned to {frame['align']}, recorded {sizes}")
                checked += 1
    print(f"{checked} sizes as recorded")


if __name__ == "__main__":
    main()
