"""Writes a compile_commands.json: database.py BUILD_DIR ROOT COMPILER FILE..."""

import json
import os
import sys

build, root, compiler, *files = sys.argv[1:]
flags = ["-std=c++20", "-O0", f"-I{root}/src"]
with open(os.path.join(build, "compile_commands.json"), "w",
          encoding="utf-8") as out:
    json.dump([{"directory": root, "file": file,
                "arguments": [compiler, *flags, "-c", file]}
               for file in files], out)
