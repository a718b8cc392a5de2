"""Checks the reasons and the advice that Coroscope gives for the probes.

Usage: check_reasons.py COROSCOPE PROBES LEVEL
"""

import json
import os
import subprocess
import sys

# File, coroutine, value: the reason, whether it is dead, the use as the text
# that begins there, and the kinds of edits that may be offered. What the frame
# does not hold has no reason; with ' at O0' it is there without optimization.
EXPECTED = [
    ("held.cpp", "used_after", "Buffer", "used-after", False,
     "touch(Buffer); }", {"box"}),
    ("held.cpp", "dead_after", "Buffer", "escapes", True,
     "touch(Buffer); co_await", {"scope", "call", "box"}),
    ("held.cpp", "scoped", "Buffer", None, None, None, set()),
    ("held.cpp", "declared_early", "Buffer", "conservative", True,
     "touch(Buffer); }", {"declare-later", "box"}),
    ("held.cpp", "early_return", "Buffer", "escapes", True, "touch(Buffer);",
     {"scope", "box"}),
    ("held.cpp", "destructor_only", "Value", "destroyed-after", False, "}",
     {"box"}),
    ("held.cpp", "disjoint", "A", "used-after", False, "touch(A); } {", {"box"}),
    ("held.cpp", "disjoint", "B", "used-after", False, "touch(B); } }", {"box"}),
    ("held.cpp", "either", "A", "used-after", False, "touch(A); } else", {"box"}),
    ("held.cpp", "either", "B", "used-after", False, "touch(B); } }", {"box"}),
    ("held.cpp", "not_escaping", "A", None, None, None, set()),
    ("held.cpp", "in_handler", "E", None, None, None, set()),
    # No scope: 'Cursor' points into it.
    ("held.cpp", "reference_kept", "Buffer", "used-after", False,
     "read(Cursor)", {"box"}),
    # No reference: core guideline CP.53.
    ("held.cpp", "parameter_used", "Value", "destroyed-after", False, None,
     set()),
    ("held.cpp", "parameter_unused", "unnamed parameter", "always at O0", True,
     None, set()),
    ("held.cpp", "never_suspends", "Buffer", None, None, None, set()),
    ("held.cpp", "instantiated<std::array<char, 512>>", "Value", "used-after",
     False, "read(reinterpret_cast", set()),
    # No scope: it is one already, and a loop keeps it.
    ("loops.cpp", "scope_in_loop", "Buffer", "conservative", True, None,
     {"call", "box"}),
    ("loops.cpp", "scope_after_await", "Buffer", "conservative", True, None,
     {"call", "box"}),
    ("loops.cpp", "helper_in_loop", "Buffer", None, None, None, set()),
    ("loops.cpp", "lambda_in_loop", "Buffer", None, None, None, set()),
    ("loops.cpp", "needed_in_loop", "Buffer", "used-after", False,
     "touch(Buffer); } }", {"box"}),
    ("arguments.cpp", "by_value", "makeBig()", "escapes", True, "takeByValue(",
     {"call"}),
    ("arguments.cpp", "by_reference", "makeBig()", None, None, None, set()),
    ("arguments.cpp", "by_value_in_lambda", "makeBig()", None, None, None,
     set()),
    ("arguments.cpp", "by_value_three", "makeBig()", "escapes", True,
     "takeByValue(", {"call"}),
    ("arguments.cpp", "by_value_no_await", "makeBig()", "escapes", True,
     "takeByValue(", {"call"}),
    ("arguments.cpp", "temporary_in_await", "makeBig()", None, None, None,
     set()),
    ("alignment.cpp", "over_aligned", "Buffer", "used-after", False,
     "touch(Buffer); }", set()),
    ("chain.cpp", "leaf", "Buffer", "used-after", False, "touch(Buffer); }",
     set()),
]


def audit(coroscope, path, level):
    run = subprocess.run(
        [coroscope, "audit", "--opt", level, "--format", "json",
         "--rule", "large-value=1000", path, "--", "-std=c++20"],
        stdout=subprocess.PIPE, check=False)
    if run.returncode not in (0, 1):
        sys.exit(f"{path}: exit code {run.returncode}")
    return json.loads(run.stdout)["coroutines"]


def main():
    coroscope, probes, level = sys.argv[1:]
    reports = {}
    wrong = []
    for file, name, value, reason, dead, use, edits in EXPECTED:
        path = os.path.join(probes, file)
        if file not in reports:
            reports[file] = audit(coroscope, path, level)
        with open(path, encoding="utf-8") as source:
            lines = source.read().split("\n")
        coroutine = next(coroutine for coroutine in reports[file]
                         if coroutine["name"].startswith(name + "("))
        occupants = [occupant for part in coroutine["frame"]["ranges"]
                     for occupant in part["occupants"]
                     if occupant["name"] == value and occupant["size"] >= 64]
        if reason and reason.endswith(" at O0"):
            reason = reason.split(" ")[0] if level == "0" else None
        label = f"{name}, {value}"
        if reason is None:
            if occupants:
                wrong.append(f"{label}: it is held")
            continue
        if not occupants:
            wrong.append(f"{label}: it is not held")
        for occupant in occupants:
            if occupant["reason"] != reason:
                wrong.append(f"{label}: the reason is {occupant['reason']}")
            if (not occupant["liveAcross"]) != dead:
                wrong.append(f"{label}: needed {occupant['liveAcross']}")
            if use:
                at = occupant.get("usedAt", {"line": 1, "column": 1})
                text = lines[at["line"] - 1][at["column"] - 1:]
                if not text.startswith(use):
                    wrong.append(f"{label}: used at {at}: {text[:30]}")
        offered = {advice["kind"] for finding in coroutine["findings"]
                   if finding.get("value") == value
                   for advice in finding["advice"] if "edits" in advice}
        if not offered <= edits:
            wrong.append(f"{label}: offered {sorted(offered - edits)}")
        # The first expected kind is what must be there, if any finding is.
        best = next((kind for kind in ("scope", "declare-later", "call")
                     if kind in edits), None)
        if best and best not in offered:
            wrong.append(f"{label}: {best} is not offered, but {offered}")
    if wrong:
        sys.exit("\n".join(wrong))
    print(f"{len(EXPECTED)} reasons as expected")


if __name__ == "__main__":
    main()
