"""Checks a trend as CSV against the reports that it is of.

check_trend.py CSV REPORT...
"""

import csv
import json
import sys


def figures(report, top):
    """Gives what the CSV is to have of a report, by kind and name."""
    coroutines = report["coroutines"]
    found = {
        ("total", "coroutines"): len(coroutines),
        ("total", "frameBytes"): sum(c["frame"]["size"] for c in coroutines),
        ("total", "neededBytes"): sum(c["frame"]["needed"] for c in coroutines),
        ("total", "findings"): sum(len(c["findings"]) for c in coroutines),
    }
    for coroutine in coroutines:
        if coroutine["key"] in top:
            found["coroutine", coroutine["key"]] = coroutine["frame"]["size"]
        for finding in coroutine["findings"]:
            key = "rule", finding["rule"]
            found[key] = found.get(key, 0) + 1
    return found


def main():
    with open(sys.argv[1], encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    top = {row["name"] for row in rows if row["kind"] == "coroutine"}
    before = None
    for number, path in enumerate(sys.argv[2:], 1):
        with open(path, encoding="utf-8") as file:
            expected = figures(json.load(file), top)
        own = [row for row in rows if row["report"] == str(number)]
        for row in own:
            key = row["kind"], row["name"]
            value = expected.get(key, 0 if row["kind"] == "rule" else None)
            if row["value"] != ("" if value is None else str(value)):
                sys.exit(f"{path}: {key} is {row['value']}, and not {value}")
            old = None if before is None else before.get(
                key, 0 if row["kind"] == "rule" else None)
            change = "" if None in (value, old) else str(value - old)
            if row["change"] != change:
                sys.exit(f"{path}: {key} changes by {row['change']}, "
                         f"and not {change}")
        missing = set(expected) - {(row["kind"], row["name"]) for row in own}
        if missing:
            sys.exit(f"{path}: {missing} is missing")
        before = expected
    print("every figure is that of its report")


if __name__ == "__main__":
    main()
