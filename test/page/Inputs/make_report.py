"""Writes a part of a report about a project that does not exist, for
`coroscope merge`, which finds its chains.

make_report.py COUNT [--grown LABEL] [--files N] > PART

The coroutines differ as those of real projects do: names, types, sizes and
places are drawn by chance, the same for the same arguments. With --grown, some
frames have changed.
"""

import argparse
import json
import random
import sys

WORDS = ("accept account active batch block buffer cache channel client codec "
         "commit config connect cursor decode deliver digest dispatch drain "
         "encode event fetch filter flush forward frame gather handle header "
         "index insert journal lease listen load lookup merge message notify "
         "packet parse peer plan poll process publish query queue read refresh "
         "replay request resolve respond retry route scan schedule select send "
         "serve session shard snapshot socket split store stream submit sync "
         "table transfer update upload validate verify wait watch worker write"
         ).split()
FOLDERS = ("net net/http net/http/v2 net/tls net/dns storage storage/log "
           "storage/index storage/snapshot query query/plan query/exec rpc "
           "rpc/codec cluster cluster/raft cluster/gossip util/async admin "
           "metrics auth auth/token tools/bench").split()
NAMESPACES = {folder: "::".join(folder.split("/")) for folder in FOLDERS}
TYPES = [("int", 4), ("bool", 1), ("std::uint64_t", 8), ("std::size_t", 8),
         ("std::string", 32), ("std::string_view", 16),
         ("std::vector<std::byte>", 24), ("std::shared_ptr<Session>", 16),
         ("std::optional<Header>", 72), ("std::span<const Entry>", 16),
         ("std::chrono::steady_clock::time_point", 8), ("Request", 184),
         ("Response", 232), ("Packet", 88), ("net::ip::endpoint", 28),
         ("std::unordered_map<std::string, Value>", 56)]
LARGE = [("std::array<char, 1024>", 1024), ("std::array<std::byte, 4096>", 4096),
         ("char[512]", 512), ("Page", 8192), ("std::array<Entry, 32>", 1280),
         ("StackBuffer<2048>", 2056)]


def title(word):
    return word[0].upper() + word[1:]


class Frame:
    """Ranges one after the other, with the padding that they need."""

    def __init__(self):
        self.ranges = []
        self.size = 0

    def pad(self, align):
        rest = -self.size % align
        if rest:
            self.ranges.append({"offset": self.size, "size": rest,
                                "padding": True, "occupants": []})
            self.size += rest

    def add(self, size, align, occupants):
        self.pad(align)
        self.ranges.append({"offset": self.size, "size": size,
                            "occupants": occupants})
        self.size += size


def occupant(kind, name, type_, size, held, live, reason, place=None, used=None):
    made = {"kind": kind, "name": name, "type": type_, "size": size,
            "align": 8 if size % 8 == 0 else 1, **(place or {}),
            "heldAcross": held, "liveAcross": live, "reason": reason}
    if used:
        made["usedAt"] = used
    return made


def locals_of(rng, place, suspends, line):
    """Gives the values that one writes, largest of a range first."""
    inner = list(range(1, suspends - 1)) or [0]
    for _ in range(rng.randint(1, 9)):
        type_, size = rng.choice(LARGE if rng.random() < 0.09 else TYPES)
        first = rng.choice(inner)
        held = [s for s in inner if s >= first][:rng.randint(1, 5)]
        live = held[:rng.randint(0, len(held))] if rng.random() < 0.15 else held
        kind = rng.choice(["local"] * 6 + ["parameter"] * 3 + ["temporary"] * 2)
        name = title(rng.choice(WORDS))
        at = line + rng.randint(1, 30)
        yield occupant(kind, name, type_, size, held, live,
                       "used-after" if live else "conservative",
                       place(at, rng.randint(3, 30)),
                       place(at + 2, 5) if live else None), size


def coroutine(rng, number, options, names):
    unit = random.Random(-1 - number % options.files)
    folder = unit.choice(FOLDERS)
    file = f"src/{folder}/{unit.choice(WORDS)}_{number % options.files}.cpp"
    line = rng.randint(10, 900)

    def place(at, column):
        return {"file": file, "line": at, "column": column,
                "endColumn": column + 6}

    verb, noun = rng.choice(WORDS), title(rng.choice(WORDS))
    types = [rng.choice(TYPES)[0] for _ in range(rng.randint(0, 3))]
    name = f"{NAMESPACES[folder]}::{noun}::{verb}({', '.join(types)})"
    if rng.random() < 0.15:
        name = name.replace("(", f"<{rng.choice(TYPES)[0]}>(", 1)
    if name in names:
        name += f"::lambda(int)#{number}"
    names.add(name)
    awaits = rng.randint(1, 9)
    suspends = awaits + 2
    every = list(range(suspends))
    frame = Frame()
    for kind, word in (("resume-pointer", "resume function"),
                       ("destroy-pointer", "destroy function")):
        frame.add(8, 8, [occupant(kind, word, "", 8, every, every, "always")])
    promise = 8 * rng.randint(2, 12)
    frame.add(promise, 8, [occupant(
        "promise", "promise", f"Task<{rng.choice(TYPES)[0]}>::promise_type",
        promise, every, every, "always", place(line, 12))])
    for value, size in locals_of(rng, place, suspends, line):
        frame.add(size, 8 if size % 8 == 0 else 4 if size % 4 == 0 else 1,
                  [value])
    for step in range(1, awaits + 1):
        shared = [occupant("awaiter", f"{rng.choice(WORDS)}({title(rng.choice(WORDS))})",
                           "Task<void>::awaiter", 8, [step], [step],
                           "used-after", place(line + 2 * step, 5))]
        if rng.random() < 0.3:
            shared.append(occupant("spill", "", "", 4, [step], [step],
                                   "used-after"))
        if frame.ranges[-1]["occupants"] and step % 3 == 0 and \
                frame.ranges[-1]["size"] == 8 and len(shared) == 1 and \
                frame.ranges[-1]["occupants"][0]["kind"] == "awaiter":
            frame.ranges[-1]["occupants"] += shared
        else:
            frame.add(8, 8, shared)
    frame.add(1, 1, [occupant("suspend-index", "suspend index", "", 1, every,
                              every, "always")])
    frame.pad(8)
    if options.grown and number % 97 == 0:
        grown = rng.choice([64, 512, 4096])
        frame.add(grown, 8, [occupant(
            "local", "Scratch", f"std::array<char, {grown}>", grown, [1], [1],
            "used-after", place(line + 3, 9), place(line + 5, 3))])
    points = []
    for step in every:
        kind = "initial" if step == 0 else "final" if step == suspends - 1 else \
            "await"
        point = {"id": step, "kind": kind,
                 **place(line if kind != "await" else line + 2 * step, 5),
                 "liveBytes": 0}
        if kind == "await":
            point["operand"] = f"{rng.choice(WORDS)}({title(rng.choice(WORDS))})"
        points.append(point)
    states = [{"id": step, "successors":
               [] if step == suspends - 1 else sorted(
                   {step + 1} | ({max(1, step - 2)} if step % 4 == 3 else set())),
               "mayEnd": step == suspends - 1, "heldBytes": 0, "holds": []}
              for step in every]
    return {"name": name, "mangledName": f"_Z{number}", "key": name, **place(line, 12),
            "optimization": "O2", "system": False, "units": [file],
            "frame": {"size": frame.size, "align": 8, "needed": 0, "padding": 0,
                      "waste": {"bytes": 0, "deadValues": 0, "noOverlap": 0,
                                "padding": 0}, "ranges": frame.ranges},
            "suspends": points, "lazy": True, "entry": [0], "states": states,
            "calls": [], "findings": findings_of(frame, place, line), "unit": file}


def findings_of(frame, place, line):
    found = []
    for part in frame.ranges:
        for value in part["occupants"]:
            if value["kind"] != "local" or value["size"] < 1024:
                continue
            dead = not value["liveAcross"]
            found.append({
                "rule": "dead-value" if dead else "large-value",
                "severity": "warning", "message":
                f"'{value['name']}' of type '{value['type']}' keeps "
                f"{value['size']} bytes at -O2; the limit is 1024",
                "file": value["file"], "line": value["line"],
                "column": value["column"], "value": value["name"],
                "bytes": value["size"], "limit": 1024,
                "notes": [{"message": "held across this suspension",
                           **place(line + 2, 5)}],
                "advice": [{"kind": "words", "text":
                            "box it, or keep less of it across the suspension",
                            "measured": False}]})
    return found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("count", type=int)
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--grown", metavar="LABEL")
    options = parser.parse_args()
    names = set()
    made = [coroutine(random.Random(number), number, options, names)
            for number in range(options.count)]
    for number, caller in enumerate(made):
        rng = random.Random(-number - 1)
        for _ in range(rng.choice([0, 0, 0, 1, 1, 2])):
            to = number + 1 + int(rng.expovariate(1 / 40))
            if to >= len(made):
                continue
            step = rng.randint(1, len(caller["suspends"]) - 2)
            caller["calls"].append({
                "kind": "function", "name": made[to]["name"],
                "mangledName": made[to]["mangledName"], "key": made[to]["key"],
                "file": caller["file"], "line": caller["line"] + 2 * step,
                "column": 14, "aliveAcross": [step], "runsAcross": [step],
                "elidable": False, "elision": "not-annotated"})
    units = sorted({c["unit"] for c in made})
    head = {
        "schemaVersion": "1.0", "tool": {"name": "coroscope", "version": "0.1.0"},
        "compiler": "clang 22.1.8", "target": "x86_64-pc-linux-gnu",
        "label": options.grown or "v2.3", "part": {"units": units},
        "units": [{"file": unit, "status": "analyzed", "optimization": "O2",
                   "target": "x86_64-pc-linux-gnu", "coroutines": 1}
                  for unit in units],
        "callSites": []}
    sys.stdout.write(json.dumps(head)[:-1] + ', "coroutines": [\n')
    # One at a time: a document of all would take much memory.
    for number, one in enumerate(sorted(made, key=lambda c: c["key"])):
        sys.stdout.write((",\n" if number else "")
                         + json.dumps(one, separators=(",", ":")))
    sys.stdout.write("]}\n")


if __name__ == "__main__":
    main()
