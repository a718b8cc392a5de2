"""Compares the findings of the driver, of clang-tidy and of the static analyzer.

compare_hosts.py COROSCOPE PLUGIN_DIR CLANG_TIDY CLANG FILE... -- FLAGS...

All three must give the same messages, notes and places for each file, and the
same size for each coroutine, at the level of the flags.
"""

import json
import os
import re
import subprocess
import sys

LINE = re.compile(r"(?P<place>[^\s:|][^:]*:\d+:\d+): (?P<kind>\w+): (?P<text>.*?)"
                  r"(?: \[coroscope[-.](?P<rule>[\w-]+)\])?$")
SET_BY = re.compile(r" \(set by [^)]*\)")


def of_driver(coroscope, rules, file, flags):
    """Gives the findings as tuples of rule, place, message and notes."""
    options = [part for rule, value in rules for part in
               ("--rule", f"{rule}={value}")]
    run = subprocess.run([coroscope, "audit", "--no-measure", "--format",
                          "json", *options, file, "--", *flags],
                         stdout=subprocess.PIPE, check=False)
    found = []
    for coroutine in json.loads(run.stdout)["coroutines"]:
        for finding in coroutine["findings"]:
            place = f":{finding['line']}:{finding['column']}"
            notes = [(note["message"],
                      f":{note['line']}:{note['column']}" if note.get("line")
                      else place) for note in finding["notes"]]
            notes += [(advice["text"], place) for advice in finding["advice"]]
            found.append((finding["rule"], place,
                          SET_BY.sub("", finding["message"]), tuple(notes)))
    return sorted(found)


def camel(rule):
    return "".join(part.capitalize() for part in rule.split("-"))


def read_text(text):
    """Gives the findings that a host has printed."""
    found = []
    for line in text.splitlines():
        match = LINE.match(line)
        if not match:
            continue
        place = ":" + match["place"].split(":", 1)[1]
        if match["rule"]:
            found.append([match["rule"], place, SET_BY.sub("", match["text"]),
                          []])
        elif match["kind"] == "note" and found:
            found[-1][3].append((match["text"], place))
        else:
            sys.exit(f"error: not a finding: {line}")
    return found


def of_tidy(clang_tidy, plugin, rules, file, flags):
    if rules:
        checks = ",".join(["-*", *(f"coroscope-{rule}" for rule, value in rules
                                   if value != "off")])
    else:
        checks = "-*,coroscope-*"
    options = json.dumps({"CheckOptions": {"MeasureAdvice": "false"} | {
        f"coroscope-{rule}.Limit": value for rule, value in rules
        if value != "off"}})
    run = subprocess.run([clang_tidy, f"-load={plugin}", f"-checks={checks}",
                          f"-config={options}", "--quiet",
                          "--header-filter=.*", file, "--", *flags],
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                         check=False, text=True)
    return sorted((rule, place, text, tuple(notes)) for rule, place, text, notes
                  in read_text(run.stdout))


def of_analyzer(clang, plugin, rules, file, flags):
    named = [rule for rule, value in rules if value != "off"]
    checkers = ",".join(f"coroscope.{camel(rule)}" for rule in named)
    words = [f"-analyzer-checker={checkers or 'coroscope'}",
             "-analyzer-output=text", "-analyzer-config",
             "coroscope:MeasureAdvice=false"]
    for rule, value in rules:
        if value != "off":
            words += ["-analyzer-config",
                      f"coroscope.{camel(rule)}:Limit={value}"]
    command = [clang, "--analyze", "--analyzer-no-default-checks", *flags, "-Xclang", "-load", "-Xclang",
               plugin]
    for word in words:
        command += ["-Xclang", word]
    run = subprocess.run([*command, file], stdout=subprocess.PIPE,
                         stderr=subprocess.STDOUT, check=False, text=True)
    found = []
    for rule, place, text, notes in read_text(run.stdout):
        # The analyzer's own: where the value is declared, and the way's end.
        notes = [note for note in notes if note[0] != "declared here"
                 and SET_BY.sub("", note[0]) != text]
        kebab = re.sub(r"(?<!^)(?=[A-Z])", "-", rule).lower()
        found.append((kebab, place, text, tuple(notes)))
    return sorted(found)


def main():
    coroscope, plugins, clang_tidy, clang, *rest = sys.argv[1:]
    files, flags = rest[:rest.index("--")], rest[rest.index("--") + 1:]
    findings = sizes = different = 0
    for file in map(os.path.abspath, files):
        for rules in [], [("all", "off"), ("frame-size", "0")]:
            ours = of_driver(coroscope, rules, file, flags)
            hosts = {
                "clang-tidy": of_tidy(
                    clang_tidy, f"{plugins}/coroscope-tidy.so", rules, file,
                    flags),
                "analyzer": of_analyzer(
                    clang, f"{plugins}/coroscope-analyzer.so", rules, file,
                    flags)}
            for host, theirs in hosts.items():
                for finding in set(ours) ^ set(theirs):
                    different += 1
                    whose = "driver" if finding in ours else host
                    print(f"{file}: only {whose}: {finding}")
                if len(ours) != len(theirs):
                    different += 1
                    print(f"{file}: {len(ours)} findings of the driver, "
                          f"{len(theirs)} of {host}")
            if rules:
                sizes += len(ours)
            else:
                findings += len(ours)
    print(f"{findings} findings and {sizes} sizes in {len(files)} files, "
          f"{different} differences")
    sys.exit(different != 0 or not sizes)


if __name__ == "__main__":
    main()
