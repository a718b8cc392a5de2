"""Checks a package of the extension, and unpacks it.

Usage: check_vsix.py COROSCOPE PACKAGE DIRECTORY
"""

import json
import pathlib
import subprocess
import sys
import xml.etree.ElementTree
import zipfile

COROSCOPE, PACKAGE, DIRECTORY = sys.argv[1:]
EXPECTED = {
    "[Content_Types].xml", "extension.vsixmanifest", "extension/LICENSE.txt",
    "extension/changelog.md", "extension/dist/LICENSES.txt",
    "extension/dist/extension.js", "extension/package.json",
    "extension/readme.md"}

with zipfile.ZipFile(PACKAGE) as package:
    assert set(package.namelist()) == EXPECTED, package.namelist()
    package.extractall(DIRECTORY)

root = pathlib.Path(DIRECTORY) / "extension"
manifest = json.loads((root / "package.json").read_text())
said = subprocess.run([COROSCOPE, "--version"], stdout=subprocess.PIPE,
                      check=True, text=True).stdout
assert manifest["version"] in said.split(), (manifest["version"], said)

# What people without the extension's source are told is the same.
identity = next(
    element for element in xml.etree.ElementTree.parse(
        pathlib.Path(DIRECTORY) / "extension.vsixmanifest").iter()
    if element.tag.endswith("}Identity"))
assert identity.get("Version") == manifest["version"], identity.attrib
assert identity.get("Id") == manifest["name"], identity.attrib

bundle = (root / manifest["main"]).read_text()
for command in manifest["contributes"]["commands"]:
    assert command["command"] in bundle, command

# All that is bundled may be given away, and says so.
licenses = (root / "dist" / "LICENSES.txt").read_text()
for name in manifest["dependencies"]:
    assert f"{name} {manifest['dependencies'][name]} (" in licenses, name
print("the package is in order")
