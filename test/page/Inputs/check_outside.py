"""Asks for pages that show files which are not the project's.

check_outside.py COROSCOPE REPORT SECRET FILE...

Each FILE takes the place of every file that the report names; SECRET must be in
none of the pages.
"""

import json
import subprocess
import sys

from unpack import unpack


def name_file(value, file):
    """Makes every place one in the first line of `file`."""
    if isinstance(value, list):
        for element in value:
            name_file(element, file)
    elif isinstance(value, dict):
        if "file" in value:
            value["file"] = file
        if "line" in value:
            value["line"] = 1
        for element in value.values():
            name_file(element, file)


def main():
    coroscope, path, secret, *files = sys.argv[1:]
    shown = 0
    for file in files:
        with open(path, encoding="utf-8") as text:
            report = json.load(text)
        name_file(report["coroutines"], file)
        for part in report["coroutines"][0]["frame"]["ranges"]:
            for occupant in part["occupants"]:
                occupant["kind"] = "awaiter"  # Its name is not looked for.
        with open("named.json", "w", encoding="utf-8") as text:
            json.dump(report, text)
        subprocess.run([coroscope, "report", "named.json", "--with-source",
                        "-o", "named.html"], check=True)
        if secret in "".join(text for _, text in unpack("named.html")):
            print(f"{file} is shown")
            shown += 1
    print(f"{shown} of {len(files)} files are shown")


if __name__ == "__main__":
    main()
