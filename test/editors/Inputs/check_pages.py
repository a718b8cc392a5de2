"""Starts the server as the pages of editors say that are not here, and reads
their other settings.

Usage: check_pages.py PAGES MANIFEST COROSCOPE CLANG DIRECTORY
"""

import json
import pathlib
import re
import shutil
import sys
import tomllib

TEST = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TEST / "server"))

from client import Client  # pylint: disable=wrong-import-position

PAGES, MANIFEST = map(pathlib.Path, sys.argv[1:3])
COROSCOPE, CLANG = sys.argv[3:5]
ROOT = pathlib.Path(sys.argv[5])
HELD = """#include "task.h"
Task held() {
  char Buffer[8192];
  touch(Buffer);
  co_await Event{};
  touch(Buffer);
}
"""


def blocks(page, language):
    text = (PAGES / page).read_text()
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.M | re.S)


def helix():
    read = tomllib.loads(blocks("helix.md", "toml")[0])
    own = read["language-server"]["coroscope"]
    names = [one if isinstance(one, str) else one["name"]
             for one in read["language"][0]["language-servers"]]
    assert names == ["clangd", "coroscope"], names
    return [own["command"], *own["args"]], own["config"]


def kate():
    own = json.loads(blocks("kate.md", "json")[0])["servers"]["cpp"]
    # Kate's own settings for C++ use those for C.
    assert own["use"] == ""
    return own["command"], own["initializationOptions"]


def qt_creator():
    rows = dict(re.findall(r"^\| ([^|]+) \| (.+) \|$",
                           (PAGES / "qtcreator.md").read_text(), re.M))
    return (["coroscope", rows["Arguments"].strip("`")],
            json.loads(rows["Initialization options"].strip("`")))


def check_start(command, options):
    assert command[0] == "coroscope", command
    client = Client([COROSCOPE, *command[1:]], ROOT)
    client.start(**options)
    found = client.diagnostics(client.open(ROOT / "held.cpp"), bool)
    assert f"at -O{options['level']} " in found[0]["message"], found
    assert not any(m.get("method") == "window/logMessage"
                   for m in client.messages), client.messages
    assert client.stop() == 0


def check_value(name, value, schema):
    """Enough of JSON Schema for the settings."""
    if "enum" in schema:
        assert value in schema["enum"], (name, value)
    if schema["type"] == "object":
        for key, part in value.items():
            assert key in schema["properties"], (name, key)
            check_value(key, part, schema["properties"][key])
    else:
        types = {"string": str, "boolean": bool, "integer": int}
        allowed = schema["type"]
        allowed = [allowed] if isinstance(allowed, str) else allowed
        assert type(value) in [types[one] for one in allowed], (name, value)


def visual_studio_code():
    declared = json.loads(MANIFEST.read_text())["contributes"][
        "configuration"]["properties"]
    settings, *others = map(json.loads, blocks("vscode.md", "json"))
    assert settings and len(others) == 2
    for name, value in settings.items():
        assert name in declared, name
        check_value(name, value, declared[name])
    # The table in the extension's own page.
    page = (MANIFEST.parent / "README.md").read_text()
    listed = dict(re.findall(r"^\| `(coroscope\.\w+)` \| .* \| (.*) \|$", page,
                             re.M))
    assert set(listed) == {name for name in declared
                           if name != "coroscope.trace.server"}, listed
    for name, text in listed.items():
        default = declared[name]["default"]
        if text.startswith("`"):
            shown = default if isinstance(default, str) else json.dumps(default)
            assert text == f"`{shown}`", (name, text)
    pattern = others[1]["problemMatcher"]["pattern"]
    match = re.match(pattern["regexp"], "/a/held.cpp:3:8: warning: 'Buffer' of "
                     "type 'char[8192]' keeps 8192 bytes [coroscope-large-value]")
    assert match.group(pattern["file"]) == "/a/held.cpp"
    assert match.group(pattern["message"]).endswith("[coroscope-large-value]")


def main():
    shutil.rmtree(ROOT, ignore_errors=True)
    ROOT.mkdir(parents=True)
    shutil.copy(TEST / "Inputs" / "probes" / "task.h", ROOT)
    (ROOT / "held.cpp").write_text(HELD)
    (ROOT / ".coroscope.yaml").write_text("")
    (ROOT / "compile_commands.json").write_text(json.dumps([{
        "directory": str(ROOT), "file": "held.cpp",
        "arguments": [CLANG, "-std=c++20", "-c", "held.cpp"]}]))
    for page in (helix, kate, qt_creator):
        check_start(*page())
    visual_studio_code()
    print("the pages hold")


if __name__ == "__main__":
    main()
