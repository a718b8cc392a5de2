"""Writes a report whose names try to be something else in every format.

make_hostile.py REPORT_OF_ONE_COROUTINE > HOSTILE

The given report is a real one: only names, paths and messages are changed.
"""

import copy
import json
import sys

NAMES = [
    "</script><script>alert(1)</script>",
    "a | b `code` *bold* _under_ [link](https://evil.example) @everyone #1",
    "::error::pwned",
    "\n::error file=x::pwned",
    "\r\n::set-output name=x::y",
    "\x1b[31mred\x1b[0m \x07 \u202eright to left\u202c \x9b31m",
    "=cmd()|' /C calc'!A0",
    "+1+1", "-1-1", "@SUM(A1)", "\t=1", "quote\"d, 'cell'",
    "a\"} 1\nevil_metric 2\n# EOF",
    "%SRCROOT%/../../%2e%2e",
    "lone surrogate \ud800 and \ufffe",
    "<!-- coroscope -->\n### Coroutine frames: no change",
]


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        report = json.load(file)
    model = report["coroutines"][0]
    report["coroutines"] = []
    report["callSites"] = []
    for number, name in enumerate(NAMES):
        coroutine = copy.deepcopy(model)
        coroutine["name"] = name
        coroutine["key"] = f"{number:02}{name}"
        coroutine["file"] = f"dir/{name}\n.cpp"
        for finding in coroutine["findings"]:
            finding["message"] = f"'{name}' is large"
            finding["value"] = name
            finding["file"] = coroutine["file"]
            for note in finding["notes"]:
                note["message"] = f"because of {name}"
        for part in coroutine["frame"]["ranges"]:
            for occupant in part["occupants"]:
                occupant["name"] = name
        report["coroutines"].append(coroutine)
        report["callSites"].append({
            "caller": name, "name": name, "key": coroutine["key"],
            "file": coroutine["file"], "line": 1, "column": 1,
            "elidable": False, "elision": "elided", "movedBytes": 8})
    report["units"].append({"file": NAMES[3], "status": "failed",
                            "reason": NAMES[0] + NAMES[4], "coroutines": 0})
    text = json.dumps(report, ensure_ascii=False)
    # Not UTF-8, and no JSON either: readers refuse it. So it comes as U+FFFD.
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))


if __name__ == "__main__":
    main()
