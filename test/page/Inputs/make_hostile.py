"""Writes a report whose texts try to be something else in a page.

make_hostile.py REPORT_OF_ONE_COROUTINE LABEL > HOSTILE

The given report is a real one: only texts are changed, all of them.
"""

import copy
import json
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                "..", "..", "report", "Inputs"))
from make_hostile import NAMES as OF_ALL_FORMATS  # noqa: E402

NAMES = OF_ALL_FORMATS + [
    "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "--><b>bold</b>",
    "]]><script>alert(1)</script>", "</style><style>*{display:none}</style>",
    "&lt;b&gt; &amp; &#60;script&#62;", "javascript:alert(1)", "__proto__",
    "constructor", "toString", "data:text/html,<script>alert(1)</script>",
    "#overview?by=waste", "a?b=c&d=e#f/g+h%20i%", "'; alert(1); //",
    "\u2066isolated\u2069 \u200fmark\u200e \u2028line", "<b>" * 400,
    "ns::" * 200 + "deep()", "\u05d0\u05d1\u05d2(int)", "", " ",
]


def change(value, name):
    """Puts `name` into every text that comes from sources."""
    if isinstance(value, list):
        for element in value:
            change(element, name)
        return
    if not isinstance(value, dict):
        return
    for key, own in value.items():
        if key in ("name", "type", "operand", "message", "text", "value",
                   "reason", "escapesTo", "caller", "replacement") and \
                isinstance(own, str) and own not in (
                    "used-after", "destroyed-after", "escapes", "conservative",
                    "always", "unknown"):
            value[key] = name
        else:
            change(own, name)


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        report = json.load(file)
    model = report["coroutines"][0]
    report["coroutines"], report["callSites"] = [], []
    for number, name in enumerate(NAMES):
        coroutine = copy.deepcopy(model)
        change(coroutine, name)
        coroutine["name"] = name
        # Most are their own keys, which addresses are made of.
        coroutine["key"] = name or "empty"
        coroutine["file"] = f"dir/{name}" if number % 2 else name + ".cpp"
        coroutine["units"] = [name]
        coroutine["variants"] = [{"unit": name, "optimization": "O2", "size": 8,
                                  "align": 8}]
        coroutine["budget"] = {"bytes": 9, "reason": name, "file": name, "line": 1}
        coroutine["calls"] = [{
            "kind": "unknown", "name": name, "file": name, "line": 1,
            "aliveAcross": [0], "runsAcross": [0]}]
        report["coroutines"].append(coroutine)
        report["callSites"].append({
            "caller": name, "name": name, "key": coroutine["key"],
            "file": coroutine["file"], "line": 1, "column": 1,
            "elidable": False, "elision": "elided", "movedBytes": 8})
    report["coroutines"].sort(key=lambda c: c["key"].encode("utf-8", "replace"))
    report["units"].append({"file": NAMES[0], "status": "failed",
                            "reason": NAMES[5], "coroutines": 0})
    report["label"] = sys.argv[2]
    text = json.dumps(report, ensure_ascii=False)
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))


if __name__ == "__main__":
    main()
