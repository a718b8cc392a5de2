"""Prints the code of a page: snippet.py PAGE LANGUAGE [HEADING] [NUMBER].

HEADING is the text of the heading above it, '' for the beginning of the page;
NUMBER counts the blocks of that language below it, from 1.
"""

import re
import sys

page, language, *rest = sys.argv[1:]
heading = rest[0] if rest else ""
number = int(rest[1]) if len(rest) > 1 else 1
with open(page, encoding="utf-8") as file:
    text = file.read()

parts = re.split(r"^## (.*)\n", text, flags=re.M)
sections = {"": parts[0], **dict(zip(parts[1::2], parts[2::2]))}
if heading not in sections:
    sys.exit(f"error: {page} has no heading '{heading}'")
blocks = re.findall(rf"^```{re.escape(language)}\n(.*?)^```$",
                    sections[heading], flags=re.M | re.S)
if len(blocks) < number:
    sys.exit(f"error: {page} has {len(blocks)} blocks of {language} below "
             f"'{heading}'")
print(blocks[number - 1], end="")
