"""Compiles what `coroscope show --as-code` prints for each coroutine of files.

compile_code.py COROSCOPE CLANG FILE... -- FLAGS...
"""

import json
import subprocess
import sys


def main():
    coroscope, clang, *rest = sys.argv[1:]
    files = rest[:rest.index("--")]
    flags = rest[rest.index("--") + 1:]
    structs = assertions = wrong = 0
    for file in files:
        with open(file, encoding="utf-8") as source:
            text = source.read()
        for level in "02":
            report = json.loads(subprocess.run(
                [coroscope, "audit", "--no-measure", "--rule", "all=off",
                 "--format", "json", "--opt", level, file, "--", *flags],
                stdout=subprocess.PIPE, check=True).stdout)
            for coroutine in report["coroutines"]:
                code = subprocess.run(
                    [coroscope, "show", coroutine["key"], "--as-code", "--opt",
                     level, file, "--", *flags],
                    stdout=subprocess.PIPE, check=True, text=True).stdout
                structs += 1
                assertions += code.count("static_assert")
                compiled = subprocess.run(
                    [clang, "-fsyntax-only", "-Wno-invalid-offsetof", *flags,
                     "-include", file, "-x", "c++", "-"], input=code, text=True,
                    check=False)
                if compiled.returncode or "union" not in code:
                    wrong += 1
                    print(f"{coroutine['name']} of {file} at -O{level}")
    print(f"{structs} structs with {assertions} assertions compile"
          if not wrong else f"{wrong} of {structs} do not compile")
    sys.exit(wrong != 0)


if __name__ == "__main__":
    main()
