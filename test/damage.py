"""Damages each entry of a cache in another way: cut, garbage, a flipped bit.

Usage: damage.py DIRECTORY
"""

import os
import sys


def main():
    damaged = 0
    for directory, _, names in sorted(os.walk(sys.argv[1])):
        for name in sorted(names):
            path = os.path.join(directory, name)
            with open(path, "rb") as file:
                content = file.read()
            content = [content[:len(content) // 2], b"", b"\0garbage\n" * 9,
                       content[:-1] + bytes([content[-1] ^ 1]),
                       content.replace(b" ", b" 9999999999", 1)][damaged % 5]
            with open(path, "wb") as file:
                file.write(content)
            damaged += 1
    if not damaged:
        sys.exit("error: there is nothing to damage")


if __name__ == "__main__":
    main()
