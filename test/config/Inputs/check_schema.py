"""Checks that the schema of .coroscope.yaml has the keys that 'coroscope config'
lists, and that it accepts a file and refuses what the program refuses.

check_schema.py SCHEMA FILE CONFIG_JSON
"""

import copy
import json
import sys

import jsonschema
import yaml

schema_path, file_path, config_path = sys.argv[1:]
with open(schema_path, encoding="utf-8") as file:
    schema = json.load(file)
with open(config_path, encoding="utf-8") as file:
    listed = {setting["key"] for setting in json.load(file)["settings"]}


def as_editors(node):
    """Values as YAML 1.2 has them: 'off' is a word, and no boolean."""
    if isinstance(node, dict):
        return {key: as_editors(value) for key, value in node.items()}
    if isinstance(node, list):
        return [as_editors(value) for value in node]
    if node.isdigit():
        return int(node)
    return {"true": True, "false": False}.get(node, node)


top = schema["properties"]
known = {key for key in top if key not in ("gate", "rules", "overrides")}
known |= {"gate." + key for key in top["gate"]["properties"]}
known |= {"rules." + key for key in schema["definitions"]["rules"]["properties"]
          if key != "all"}
if known != listed:
    sys.exit(f"the schema and the program differ: {sorted(known ^ listed)}")

with open(file_path, encoding="utf-8") as file:
    written = as_editors(yaml.load(file, yaml.BaseLoader))
jsonschema.validate(written, schema)
for path, value in ((["ruls"], {}), (["opt"], "4"),
                    (["gate", "max-growth"], "much"),
                    (["rules", "large-value"], "maybe"),
                    (["rules", "never-suspends"], 5)):
    wrong = copy.deepcopy(written)
    within = wrong
    for key in path[:-1]:
        within = within[key]
    within[path[-1]] = value
    try:
        jsonschema.validate(wrong, schema)
    except jsonschema.ValidationError:
        continue
    sys.exit(f"the schema accepts {path} with {value!r}")
