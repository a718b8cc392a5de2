"""Compares a report with clang's remarks.

Usage: equal.py REMARKS REPORT.json EVIDENCE
"""

import json
import re
import sys

with open(sys.argv[1], encoding="utf-8") as text:
    remarks = re.findall(r"Split '([^']*)' \(frame_size=(\d+), align=(\d+)\)",
                         text.read())
with open(sys.argv[2], encoding="utf-8") as text:
    seen = {c["mangledName"]: c for c in json.load(text)["coroutines"]}
assert remarks and len(seen) == len(remarks), (remarks, list(seen))
for name, size, align in remarks:
    size, align = int(size), int(align)
    frame = seen[name]["frame"]
    assert seen[name]["evidence"] == sys.argv[3], (name, seen[name])
    if sys.argv[3] == "code":
        # The code asks for what is used; the remark rounds it up.
        assert -(-frame["size"] // align) * align == size, (name, frame)
    else:
        assert (frame["size"], frame["align"]) == (size, align), (name, frame)
