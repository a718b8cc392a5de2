"""Checks that reports follow the schema and account for every byte.

Usage: validate.py REPORT.json...; - is standard input.
"""

import json
import os
import sys

import jsonschema

SCHEMA = os.path.join(os.path.dirname(__file__), "..", "docs",
                      "report.schema.json")


def check_accounting(coroutine):
    """Gives what is wrong with the ranges of a frame; empty if nothing."""
    frame = coroutine["frame"]
    end = 0
    for part in frame["ranges"]:
        if part["offset"] != end:
            return f"gap or overlap at {part['offset']}"
        end += part["size"]
        for occupant in part["occupants"]:
            if occupant["size"] > part["size"]:
                return f"'{occupant['name']}' is larger than its range"
            if any(held >= len(coroutine["suspends"])
                   for held in occupant["heldAcross"]):
                return f"'{occupant['name']}' is held across nothing"
            if not set(occupant["liveAcross"]) <= set(occupant["heldAcross"]):
                return f"'{occupant['name']}' is needed where it is not held"
    if end != frame["size"]:
        return f"ranges end at {end} of {frame['size']}"
    padding = sum(part["size"] for part in frame["ranges"]
                  if not part["occupants"])
    if padding != frame["padding"]:
        return f"padding is {padding}, not {frame['padding']}"
    if frame["needed"] > frame["size"]:
        return f"{frame['needed']} of {frame['size']} bytes are needed"
    waste = frame["waste"]
    if waste["bytes"] != frame["size"] - frame["needed"] or waste["bytes"] != \
            waste["deadValues"] + waste["noOverlap"] + waste["padding"]:
        return f"waste does not add up: {waste}"
    return ""


def main():
    with open(SCHEMA, encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft7Validator.check_schema(schema)
    for path in sys.argv[1:]:
        file = sys.stdin if path == "-" else open(path, encoding="utf-8")
        with file:
            report = json.load(file)
        jsonschema.Draft7Validator(schema).validate(report)
        for coroutine in report["coroutines"]:
            defect = check_accounting(coroutine)
            if defect:
                sys.exit(f"{path}: {coroutine['name']}: {defect}")
        print(f"valid, {len(report['coroutines'])} coroutines")


if __name__ == "__main__":
    main()
