"""Reads a report in one format with a reader of that format, and looks for what
must not be in it.

check_format.py FORMAT FILE NUMBER_OF_COROUTINES
"""

import csv
import json
import re
import sys
from html.parser import HTMLParser

import jsonschema
from sarif_schema import SARIF


class Tags(HTMLParser):
    """The tags of a page, which must be those that we write."""
    KNOWN = {"details", "summary", "code", "br", "sub"}

    def handle_starttag(self, tag, attrs):
        if tag not in self.KNOWN or attrs:
            sys.exit(f"error: <{tag}> with {attrs}")


def check_markdown(text, count):
    assert len(text.encode()) < 65536, len(text.encode())
    Tags().feed(text)
    assert text.count("<!--") == 1 and text.startswith("<!-- coroscope -->\n")
    body = re.sub(r"</?(code|br|details|summary|sub)>", "", text)
    # Nothing but what the page itself has.
    for line in body.split("\n")[1:]:
        assert not re.search(r"[`\[\]@_]|https?://|\*(?!\*)(?<!\*\*)", line), line
        if line.startswith("|"):
            cells = line.count("|")
            assert cells in (4, 5, 6, 7), line
    assert text.count("### ") == 1


def check_csv(text, count):
    rows = list(csv.reader(text.split("\n")[:-1]))
    assert len(rows) == count + 1, len(rows)
    assert {len(row) for row in rows} == {12}
    for row in rows[1:]:
        assert not any(cell.startswith(tuple("=+-@\t\r")) for cell in row), row


def check_github(text, count):
    lines = text.split("\n")[:-1]
    assert len(lines) <= 11, len(lines)
    for line in lines:
        match = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line)
        assert match, line
        for part in match[2].split(","):
            assert re.fullmatch(r"(file|line|col|endColumn|title)=.*", part), part


def check_openmetrics(text, count):
    assert text.endswith("# EOF\n") and text.count("# EOF\n") == 1
    for line in text.split("\n")[:-2]:
        assert re.fullmatch(
            r'# (TYPE|UNIT|HELP) coroscope_\w+ .*|'
            r'coroscope_\w+(\{\w+="(\\.|[^"\\])*"\})? \d+', line), line
    assert text.count("coroscope_largest_frame_bytes{") <= 20


def check_gitlab(text, count):
    issues = json.loads(text)
    for issue in issues:
        assert set(issue) == {"description", "check_name", "fingerprint",
                              "severity", "location"}
        assert issue["severity"] in ("info", "minor", "major", "critical",
                                     "blocker")
        assert issue["location"]["lines"]["begin"] > 0
    prints = [issue["fingerprint"] for issue in issues]
    assert prints and len(set(prints)) == len(prints)


def check_benchmark(text, count):
    results = json.loads(text)
    assert len(results) == count + 2
    for result in results:
        assert result["unit"] == "bytes" and result["value"] > 0
    assert len({result["name"] for result in results}) == len(results)


def check_bmf(text, count):
    results = json.loads(text)
    assert len(results) == count + 2
    assert all(result["frame-size"]["value"] > 0 for result in results.values())


def check_sarif(text, count):
    log = json.loads(text)
    jsonschema.Draft7Validator(SARIF).validate(log)
    run = log["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    prints = [result["partialFingerprints"]["primaryLocationLineHash"]
              for result in run["results"]]
    assert len(set(prints)) == len(prints)
    assert all(len(rule["help"]["markdown"]) > 200 for rule in rules)


def check_text(text, count):
    assert text.count("\n::") == 0


def main():
    kind, path, count = sys.argv[1:]
    with open(path, encoding="utf-8", newline="") as file:
        text = file.read()
    # Nothing that a terminal obeys.
    controls = re.findall(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    if kind not in ("json",):
        assert not controls, controls
    globals()[f"check_{kind}"](text, int(count))
    print(f"{kind}: fine, {len(text)} characters")


if __name__ == "__main__":
    main()
