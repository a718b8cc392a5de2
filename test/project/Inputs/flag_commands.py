"""Writes a project in which each file is compiled with other flags that change
no frame, or with another launcher, and prints how many files it has.

Usage: flag_commands.py DIRECTORY
"""

import json
import os
import sys

# {} is the standard and the file. Each must compile, and write nothing that stays.
COMMANDS = [
    "c++ {}",
    # Diagnostics.
    "c++ -c {} -fcolor-diagnostics -fansi-escape-codes",
    "c++ -c {} -fdiagnostics-color=always -fdiagnostics-absolute-paths",
    "c++ -c {} -fmessage-length=60 -fno-caret-diagnostics",
    "c++ -c {} -fdiagnostics-format=msvc -fno-show-source-location",
    "c++ -c {} -fdiagnostics-format=sarif -Wno-sarif-format-unstable",
    "c++ -c {} -fdiagnostics-print-source-range-info -fno-show-column",
    "c++ -c {} -Werror -Weverything -pedantic-errors",
    "c++ -c {} -Rpass=inline -Rpass-analysis=.* -fcrash-diagnostics=all",
    "c++ -c {} -Xclang -verify",
    # Other actions than to compile.
    "c++ {} -fsyntax-only",
    "c++ {} -E",
    "c++ {} -S -emit-llvm",
    "c++ {} -M",
    "c++ {} --analyze",
    "c++ {} -###",
    "c++ {} -print-search-dirs",
    # Files.
    "c++ -c {} -o out.o -MD -MF out.d -MT out.o -MJ out.json",
    "c++ -c {} -oout.o -MMD -MFout.d -MP --serialize-diagnostics out.dia",
    "c++ -c {} -save-temps -save-temps=obj -ftime-trace=out.trace",
    "c++ -c {} -fsave-optimization-record=bitstream -fstack-usage",
    "c++ -c {} -foptimization-record-file=out.yaml -gsplit-dwarf -g",
    "c++ -c {} -ftime-report -fproc-stat-report=out.stat --coverage",
    "c++ -v -c {} -dumpdir out-",
    # The linker's part.
    "c++ -c {} -flto",
    "c++ -c {} -flto=thin -fno-fat-lto-objects",
    "c++ -c {} -flto=auto -flto-jobs=4",
    "c++ -c {} -flto=thin -fwhole-program-vtables -fvisibility=hidden",
    "c++ -c {} -flto -fsanitize=cfi -fvisibility=hidden",
    "c++ -c {} -flto -fvirtual-function-elimination -ffat-lto-objects",
    # Launchers, other compilers, other ways to write it.
    "ccache clang++ -c {}",
    "/usr/bin/env LC_ALL=C nice -n 10 distcc /opt/bin/g++-12 -c {}",
    "x86_64-linux-gnu-g++ -c {} -fno-canonical-system-headers -fcoroutines",
    "clang -c {}",
    "c++ @flags.rsp -c {}",
]


def main():
    directory = sys.argv[1]
    build = os.path.join(directory, "build")
    entries = []
    for number, command in enumerate(COMMANDS):
        file = f"unit{number}.cpp"
        with open(os.path.join(directory, file), "w",
                  encoding="utf-8") as source:
            source.write('#include "task.h"\n'
                         'struct Base { virtual ~Base(); };\n'
                         f"Task f() {{ char B[{100 + 32 * number}]; touch(B);"
                         " co_await Event{}; touch(B); }\n")
        command = command.format(f"-std=c++20 ../{file}")
        entries.append({"directory": "build", "file": "../" + file,
                        "command": command})
    with open(os.path.join(build, "flags.rsp"), "w",
              encoding="utf-8") as response:
        response.write("-DA='1 2' @more.rsp -fsyntax-only\n")
    with open(os.path.join(build, "more.rsp"), "w",
              encoding="utf-8") as response:
        response.write("-fcolor-diagnostics -E\n")
    with open(os.path.join(directory, "compile_commands.json"), "w",
              encoding="utf-8") as database:
        json.dump(entries, database)
    print(len(entries))


if __name__ == "__main__":
    main()
