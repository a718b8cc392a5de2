"""Prints the data of a page.

unpack.py PAGE
"""

import base64
import re
import sys
import zlib


def unpack(path):
    """Gives the name of each piece of data in a page, and its text."""
    with open(path, encoding="utf-8") as file:
        page = file.read()
    parts = {}
    for name, text in re.findall(
            r'<script type="application/x-coroscope" data-part="(\w+)">'
            r'([^<]*)</script>', page):
        parts[name] = parts.get(name, "") + text
    for name, text in parts.items():
        for line in text.split():
            yield name, zlib.decompress(base64.b64decode(line)).decode()


if __name__ == "__main__":
    for piece in unpack(sys.argv[1]):
        print(*piece)
