"""Drives the language server: check_server.py COROSCOPE CLANG DIRECTORY CASE."""

import json
import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import sys
import time

import client
from client import Client, WHOLE_FILE

COROSCOPE, CLANG = sys.argv[1:3]
ROOT = pathlib.Path(sys.argv[3])
PROBES = pathlib.Path(__file__).parent.parent / "Inputs" / "probes"

HELD = """#include "task.h"

Task held() {
  char Buffer[8192];
  touch(Buffer);
  co_await Event{};
  touch(Buffer);
}
"""


def frame_size(text, name, level="-O0"):
    """What the compiler says."""
    source = ROOT / "compiled.cpp"
    source.write_text(text, newline="")
    said = subprocess.run(
        [CLANG, "-std=c++20", level, "-c", "-o", os.devnull,
         "-Rpass=coro-split", source],
        stderr=subprocess.PIPE, text=True, check=True).stderr
    return int(re.search(rf"'[^']*{name}[^']*' \(frame_size=(\d+)",
                         said).group(1))


def project(name, files):
    directory = ROOT / name
    directory.mkdir(parents=True)
    (directory / ".coroscope.yaml").write_text("")
    shutil.copy(PROBES / "task.h", directory)
    for file, text in files.items():
        (directory / file).write_text(text, newline="")
    (directory / "compile_commands.json").write_text(json.dumps(
        [{"directory": str(directory), "file": file,
          "arguments": [CLANG, "-std=c++20", "-O0", "-c", file]}
         for file in files if file.endswith(".cpp")]))
    return directory


def server(cwd, **options):
    started = Client([COROSCOPE, "lsp"], cwd)
    started.start(**options)
    return started


def finish(used):
    process = used.process.pid
    assert used.stop() == 0
    assert not client.descendants(process)


def position_of(text, word, nth=0):
    """The position of a word in the text, in UTF-16 units."""
    at = -1
    for _ in range(nth + 1):
        at = text.index(word, at + 1)
    before = text[:at].splitlines(keepends=True)
    line = len(text[:at].split("\n")) - 1
    column = len(before[-1].encode("utf-16-le")) // 2 if before and \
        not before[-1].endswith("\n") else 0
    return {"line": line, "character": column}


def has_finding(found):
    return bool(found)


def features():
    directory = project("features", {"held.cpp": HELD, "boxed.cpp": HELD})
    size = frame_size(HELD.replace("task.h", str(directory / "task.h")), "held")
    used = server(directory)
    uri = used.open(directory / "held.cpp")
    document = {"uri": uri}
    found = used.diagnostics(uri, has_finding)
    assert len(found) == 1, found
    finding = found[0]
    assert finding["code"] == "coroscope-large-value", finding
    assert finding["source"] == "coroscope"
    assert finding["data"]["rule"] == "large-value"
    assert finding["range"]["start"] == position_of(HELD, "Buffer"), finding
    lines = [r["location"]["range"]["start"]["line"]
             for r in finding["relatedInformation"]]
    assert 5 in lines and 6 in lines, lines

    hints = used.result("textDocument/inlayHint", textDocument=document,
                        range=WHOLE_FILE)
    assert {h["position"]["line"] for h in hints} == {2, 5}, hints
    assert any(h["label"].startswith(f"{size} B, ") for h in hints), hints
    live = next(h["label"] for h in hints if h["position"]["line"] == 5)
    assert 8192 <= int(live.split()[0]) <= size and live.endswith(" B live")

    def hover(word, nth=0):
        answer = used.result("textDocument/hover", textDocument=document,
                             position=position_of(HELD, word, nth))
        return answer and answer["contents"]["value"]

    assert str(size) in hover("held") and "States:" in hover("held")
    assert "8192 bytes" in hover("Buffer") and "line 6" in hover("Buffer")
    assert "Buffer" in hover("co_await") and "alive here" in hover("co_await")
    assert hover("touch") is None
    lenses = used.result("textDocument/codeLens", textDocument=document)
    assert len(lenses) == 1, lenses
    assert lenses[0]["command"]["title"].startswith(f"frame {size} B, chain ")
    table = used.result("coroscope/frame", textDocument=document,
                        position={"line": 6, "character": 0})
    assert "Buffer" in table and str(size) in table, table

    def actions(uri, line):
        where = {"line": line, "character": 0}
        return used.result("textDocument/codeAction",
                           textDocument={"uri": uri},
                           range={"start": where, "end": where},
                           context={"diagnostics": []})

    titles = [a["title"] for a in actions(uri, 3)]
    assert f"Set a budget of {size} bytes for 'held'..." in titles, titles
    assert "Explain large-value" in titles, titles
    assert not actions(uri, 1)
    explain = next(a for a in actions(uri, 3) if "Explain" in a["title"])
    page = used.result("workspace/executeCommand",
                       command=explain["command"]["command"],
                       arguments=explain["command"]["arguments"])
    assert page.startswith("# large-value"), page
    assert "large-value" in used.wait(
        lambda m: m.get("method") == "window/showMessage")["params"]["message"]
    budget = next(a for a in actions(uri, 3) if "budget" in a["title"])
    changed = client.apply(HELD, budget["edit"]["changes"][uri])
    used.change(uri, changed)
    used.diagnostics(uri, lambda f: not f)  # It is agreed upon.

    # An edit that was measured, with its figure, which the compiler confirms.
    uri = used.open(directory / "boxed.cpp")
    used.diagnostics(uri, has_finding)
    deadline = time.monotonic() + client.PATIENCE
    offered = []
    while not offered and time.monotonic() < deadline:
        offered = [a for a in actions(uri, 3) if " -> " in a["title"]]
        time.sleep(0.2)
    title, edit = offered[0]["title"], offered[0]["edit"]["changes"][uri]
    before, after = map(int, re.search(r"frame (\d+) -> (\d+) bytes",
                                       title).groups())
    header = str(directory / "task.h")
    changed = client.apply(HELD, edit)
    assert title.startswith("Box 'Buffer': frame "), title
    assert title.endswith(" bytes, one allocation more"), title
    assert before == frame_size(HELD.replace("task.h", header), "held")
    assert after == frame_size(changed.replace("task.h", header), "held")
    assert after < before
    used.change(uri, changed)
    used.diagnostics(uri, lambda f: not f)
    finish(used)


def refresh():
    """Hints and lenses are asked for again once they are known."""
    wanted = {"workspace/inlayHint/refresh", "workspace/codeLens/refresh"}
    directory = project("refresh", {"held.cpp": HELD})
    used = Client([COROSCOPE, "lsp"], directory)
    used.start({"workspace": {"inlayHint": {"refreshSupport": True},
                              "codeLens": {"refreshSupport": True}}},
               measure=False)
    uri = used.open(directory / "held.cpp")
    numbers = set()
    for text in (HELD, HELD.replace("8192", "4000")):
        if text != HELD:
            used.change(uri, text)
        asked = set()
        while asked != wanted:
            message = used.wait(lambda m: m.get("method") in wanted)
            assert message["id"] not in numbers, message
            numbers.add(message["id"])
            asked.add(message["method"])
            used.send({"id": message["id"], "result": None})
        found = used.diagnostics(uri, has_finding)
        assert text[text.index("[") + 1:text.index("]")] in found[0]["message"]
        hints = used.result("textDocument/inlayHint",
                            textDocument={"uri": uri}, range=WHOLE_FILE)
        assert len(hints) == 2, hints
    finish(used)
    # Only what a client knows.
    used = Client([COROSCOPE, "lsp"], directory)
    used.start({"workspace": {"codeLens": {"refreshSupport": True}}},
               measure=False)
    used.diagnostics(used.open(directory / "held.cpp"), has_finding)
    used.wait(lambda m: m.get("method") == "workspace/codeLens/refresh")
    used.result("shutdown")
    assert not any("Hint" in m.get("method", "") for m in used.messages)


def texts():
    for name, end in ("lf", "\n"), ("crlf", "\r\n"):
        wide = HELD.replace("  char Buffer",
                            "  /* \u00e4\U0001F600\u00f6 */ char Buffer")
        text = wide.replace("\n", end)
        directory = project(name, {"wide.cpp": text})
        used = server(directory, measure=False)
        uri = used.open(directory / "wide.cpp", text)
        found = used.diagnostics(uri, has_finding)
        begin = position_of(wide, "Buffer")
        assert found[0]["range"]["start"] == begin, found
        assert found[0]["range"]["end"]["character"] == begin["character"] + 6
        # "  /* " is 5 units, the characters 4, " */ char " 9.
        assert begin == {"line": 3, "character": 18}, begin
        edits = used.result(
            "textDocument/codeAction", textDocument={"uri": uri},
            range=found[0]["range"], context={"diagnostics": []})
        budget = next(a for a in edits if "budget" in a["title"])
        changed = client.apply(text, budget["edit"]["changes"][uri])
        assert changed.count(end) == text.count(end) + 1
        assert changed.count("\n") == changed.count(end)
        finish(used)


def editing():
    directory = project("editing", {"held.cpp": HELD})
    used = server(directory, measure=False)
    uri = used.open(directory / "held.cpp")
    used.diagnostics(uri, has_finding)
    # What does not compile leaves the last results.
    used.change(uri, HELD.replace("co_await", "co_awai"))
    used.wait(lambda m: m.get("method") == "window/logMessage")
    hints = used.result("textDocument/inlayHint", textDocument={"uri": uri},
                        range=WHOLE_FILE)
    assert len(hints) == 2, hints
    assert not any(m.get("method") == "textDocument/publishDiagnostics"
                   and not m["params"]["diagnostics"] for m in used.messages)
    # Fifty edits in a second: the newest text counts.
    for step in range(50):
        used.change(uri, HELD.replace("8192", str(2048 + step)))
        time.sleep(0.02)
    newest = HELD.replace("8192", "4000")
    used.change(uri, newest)
    found = used.diagnostics(uri, has_finding)
    assert "4000 bytes" in found[0]["message"], found
    published = [m for m in used.messages
                 if m.get("method") == "textDocument/publishDiagnostics"]
    assert len(published) < 10, published
    # A level and a limit, while it runs.
    used.notify("workspace/didChangeConfiguration",
                settings={"coroscope": {"level": "2",
                                        "rules": {"large-value": "8KiB"}}})
    used.diagnostics(uri, lambda f: not any(
        d["code"] == "coroscope-large-value" for d in f))
    size = frame_size(newest.replace("task.h", str(directory / "task.h")),
                      "held", "-O2")
    hints = used.result("textDocument/inlayHint", textDocument={"uri": uri},
                        range=WHOLE_FILE)
    assert any(h["label"].startswith(f"{size} B, ") for h in hints), hints
    used.close(uri)
    used.wait(lambda m: m.get("method") == "textDocument/publishDiagnostics"
              and not m["params"]["diagnostics"])
    finish(used)


TWO = """#include "task.h"

Task held() {
  char Buffer[8192];
  touch(Buffer);
  co_await Event{};
  touch(Buffer);
}

Task caller() {
  char Local[3000];
  touch(Local);
  co_await Event{};
  touch(Local);
  helper();
}
"""


def published(used, uri, patience):
    """The next diagnostics for the newest text; nothing if none come."""
    try:
        return used.wait(
            lambda m: m.get("method") == "textDocument/publishDiagnostics"
            and m["params"]["version"] == used.versions[uri],
            patience)["params"]["diagnostics"]
    except AssertionError:
        return None


def line_of(text, beginning):
    return next(number for number, line in enumerate(text.split("\n"))
                if beginning in line)


def early():
    for level in ("0", "2"):
        # What only this unit can use may be used where nobody looks.
        whole = level == "0"
        for name, text, held_early, caller_early in (
                ("plain", TWO.replace("Task held", "void helper();\n"
                                      "Task held", 1), True, True),
                ("helper", TWO.replace("Task held", "static void helper() "
                                       "{ touch(nullptr); }\nTask held", 1),
                 True, whole),
                # Passes put the 3 into it, because nobody else can call it.
                ("own", TWO.replace("Task held() {", "void helper();\n"
                                    "static Task held(int N) {", 1)
                 .replace("touch(Buffer);\n}", "touch(Buffer + N);\n}")
                 .replace("helper();\n}", "held(3);\n}"), whole, whole)):
            directory = project(f"early{level}{name}", {"two.cpp": text})
            used = server(directory, measure=False, level=level)
            uri = used.open(directory / "two.cpp")
            used.diagnostics(uri, has_finding)

            def shown():
                return [used.result("textDocument/inlayHint", range=WHOLE_FILE,
                                    textDocument={"uri": uri}),
                        used.result("coroscope/frame", position={
                            "line": line_of(text, "Task held("),
                            "character": 0}, textDocument={"uri": uri}),
                        used.result("coroscope/frame", position={
                            "line": line_of(text, "Task caller("),
                            "character": 0}, textDocument={"uri": uri})]

            # Each twice: what comes early is what comes for the whole unit.
            for old, new, twice in (
                    ("Buffer[8192]", "Buffer[6000]", held_early),
                    ("  co_await", "\n\n  char More[300];\n  touch(More);\n"
                     "  co_await", held_early),
                    ("  touch(Local);\n  co_await", "  Event{};\n"
                     "  touch(Local);\n  co_await", caller_early),
                    ("Local[3000]", "Local[2000]", caller_early),
                    ("  touch(More);", "#define NOTHING\n  touch(More);",
                     False)):
                assert old in text, old
                text = text.replace(old, new, 1)
                used.change(uri, text)
                first = published(used, uri, client.PATIENCE)
                then = shown()
                for task in ("held", "caller"):
                    size = frame_size(
                        text.replace("task.h", str(directory / "task.h")),
                        task, "-O" + level)
                    assert any(h["label"].startswith(f"{size} B")
                               for h in then[0]), (name, task, size, then[0])
                second = published(used, uri, 60 if twice else 5)
                assert (second is not None) == twice, (level, name, new)
                if twice:
                    assert first == second, (first, second)
                    now = shown()
                    assert then == now, (then, now)
            finish(used)


def projects():
    header = HELD.replace('#include "task.h"\n', '#pragma once\n#include '
                          '"task.h"\n').replace("Task held", "inline Task held")
    first = project("first", {"part.h": header, "other.cpp": "int Other;\n",
                              "user.cpp": '#include "part.h"\n'
                                          'void f() { held(); }\n'})
    second = project("second", {"held.cpp": HELD})
    (second / ".coroscope.yaml").write_text("rules:\n  large-value: 1MiB\n"
                                            "  frame-size: 1MiB\n")
    used = server(ROOT, measure=False)
    # A header, through a unit that includes it; its text is not saved.
    unsaved = header.replace("8192", "5000")
    uri = used.open(first / "part.h", unsaved)
    found = used.diagnostics(uri, has_finding)
    assert "5000 bytes" in found[0]["message"], found
    # Another root has limits of its own.
    uri = used.open(second / "held.cpp")
    assert used.diagnostics(uri) == []
    hints = used.result("textDocument/inlayHint", textDocument={"uri": uri},
                        range=WHOLE_FILE)
    assert len(hints) == 2, hints
    # What the project says of all of its builds: the level, where commands are,
    # and arguments that it adds. What the editor sets counts more.
    third = project("third", {"held.cpp": HELD.replace("8192", "SIZE")})
    (third / "out").mkdir()
    (third / "compile_commands.json").rename(third / "out" /
                                             "compile_commands.json")
    (third / ".coroscope.yaml").write_text(
        "opt: 2\nbuild-dir: out\nextra-args: [-DSIZE=3000]\n")
    uri = used.open(third / "held.cpp")
    found = used.diagnostics(uri, has_finding)
    assert "3000 bytes at -O2" in found[0]["message"], found
    used.notify("workspace/didChangeConfiguration", settings={"level": "0"})
    found = used.diagnostics(uri, lambda all: any(
        "-O0" in one["message"] for one in all))
    assert "3000 bytes at -O0" in found[0]["message"], found
    used.notify("workspace/didChangeConfiguration", settings={"level": ""})
    # No compile command at all.
    alone = ROOT / "alone"
    alone.mkdir()
    shutil.copy(PROBES / "task.h", alone)
    (alone / "held.cpp").write_text(HELD)
    uri = used.open(alone / "held.cpp")
    assert used.diagnostics(uri, has_finding)
    finish(used)


def messages():
    directory = project("messages", {"held.cpp": HELD})
    used = server(directory, measure=False)
    assert used.request("no/method")["error"]["code"] == -32601
    assert used.request("textDocument/hover")["error"]["code"] == -32602
    for wrong in ({"method": 3}, {"id": 900}, [], "text", None,
                  {"method": "textDocument/didOpen", "params": []},
                  {"method": "textDocument/didChange",
                   "params": {"textDocument": 1, "contentChanges": [1]}},
                  {"method": "textDocument/didOpen",
                   "params": {"textDocument": {"uri": "untitled:1"}}}):
        if isinstance(wrong, dict) and "params" in wrong:
            wrong["jsonrpc"] = "2.0"
        text = json.dumps(wrong).encode()
        used.send_raw(b"Content-Length: %d\r\n\r\n" % len(text) + text)
    used.send_raw(b"Content-Length: 5\r\n\r\n{{{{{")
    used.send_raw(b"Content-Length: huge\r\n\r\nX: y\r\n\r\n")
    used.send_raw(b"\r\n\r\n" + b"x" * 10000 + b"\r\n")
    used.notify("$/cancelRequest", id=77)
    used.notify("$/unknown", a=1)
    uri = used.open(directory / "held.cpp")
    assert used.diagnostics(uri, has_finding)
    finish(used)
    # Going away without a word is no crash. Clients add --stdio.
    used = Client([COROSCOPE, "lsp", "--stdio"], directory)
    used.process.stdin.close()
    assert used.process.wait(client.PATIENCE) == 1
    used = Client([COROSCOPE, "lsp"], directory)
    used.send_raw(b"Content-Length: 99999999999999\r\n\r\n{}")
    used.process.stdin.close()
    assert used.process.wait(client.PATIENCE) == 1


def kills():
    times = int(sys.argv[5])
    directory = project("kills", {"held.cpp": HELD})
    used = server(directory)
    uri = used.open(directory / "held.cpp")
    used.diagnostics(uri, has_finding)
    chance = random.Random(1)
    killed, size = 0, 2048
    while killed < times:
        size += 1
        used.change(uri, HELD.replace("8192", str(size)))
        deadline = time.monotonic() + 1
        hit = 0
        while hit < 3 and time.monotonic() < deadline:
            time.sleep(chance.uniform(0.0, 0.1))
            workers = client.descendants(used.process.pid)
            if workers:
                try:
                    os.kill(chance.choice(workers), signal.SIGKILL)
                    hit += 1
                except ProcessLookupError:
                    pass
        killed += hit
        found = used.diagnostics(uri, has_finding)
        assert f"{size} bytes" in found[0]["message"], found
    finish(used)


if __name__ == "__main__":
    shutil.rmtree(ROOT, ignore_errors=True)
    ROOT.mkdir(parents=True)
    {f.__name__: f for f in (features, refresh, texts, editing, early, projects,
                             messages, kills)}[sys.argv[4]]()
