"""What GitHub requires of SARIF 2.1.0, and what the standard requires of what
Coroscope writes, as a JSON Schema (the official one is 3,400 lines)."""

PLACE = {
    "type": "object",
    "required": ["artifactLocation"],
    "additionalProperties": False,
    "properties": {
        "artifactLocation": {
            "type": "object",
            "required": ["uri"],
            "additionalProperties": False,
            "properties": {
                # RFC 3986, without spaces and controls.
                "uri": {"type": "string",
                        "pattern": r"^(file:///)?"
                                   r"([A-Za-z0-9/._~-]|%[0-9A-F]{2})+$"},
                "uriBaseId": {"const": "%SRCROOT%"}}},
        "region": {
            "type": "object",
            "required": ["startLine"],
            "additionalProperties": False,
            "properties": {
                name: {"type": "integer", "minimum": 1} for name in
                ("startLine", "startColumn", "endLine", "endColumn")}}}}
TEXT = {"type": "object", "required": ["text"], "properties": {
    "text": {"type": "string", "minLength": 1}, "markdown": {"type": "string"}}}
LOCATION = {"type": "object", "required": ["physicalLocation"],
            "additionalProperties": False,
            "properties": {"physicalLocation": PLACE, "message": TEXT,
                           "id": {"type": "integer", "minimum": 0},
                           "logicalLocations": {"type": "array"}}}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
RULE = {
    "type": "object",
    "required": ["id", "shortDescription", "fullDescription", "help",
                 "helpUri", "defaultConfiguration", "properties"],
    "additionalProperties": False,
    "properties": {
        "helpUri": {"type": "string", "pattern": "^https://"},
        "id": {"type": "string", "maxLength": 255}, "name": {"type": "string"},
        "shortDescription": TEXT, "fullDescription": TEXT, "help": TEXT,
        "defaultConfiguration": {"properties": {"level": LEVEL}},
        "properties": {
            "required": ["tags", "precision", "problem.severity"],
            "properties": {
                "precision": {"enum": ["very-high", "high", "medium", "low"]},
                "problem.severity": {"enum": ["error", "warning",
                                              "recommendation"]}}}}}
RESULT = {
    "type": "object",
    "required": ["ruleId", "ruleIndex", "level", "message", "locations",
                 "partialFingerprints"],
    "additionalProperties": False,
    "properties": {
        "ruleId": {"type": "string"}, "ruleIndex": {"type": "integer"},
        "level": LEVEL, "message": TEXT,
        "locations": {"type": "array", "minItems": 1, "maxItems": 10,
                      "items": LOCATION},
        "relatedLocations": {"type": "array", "items": LOCATION},
        "partialFingerprints": {
            "required": ["primaryLocationLineHash"],
            "additionalProperties": {"type": "string"}},
        "codeFlows": {"type": "array", "items": {
            "required": ["threadFlows"],
            "properties": {"threadFlows": {"type": "array", "items": {
                "required": ["locations"],
                "properties": {"locations": {
                    "type": "array", "minItems": 1, "items": {
                        "required": ["location"],
                        "properties": {"location": LOCATION}}}}}}}}},
        "fixes": {"type": "array", "items": {
            "required": ["artifactChanges"],
            "properties": {"description": TEXT, "artifactChanges": {
                "type": "array", "minItems": 1, "items": {
                    "required": ["artifactLocation", "replacements"],
                    "properties": {"replacements": {
                        "type": "array", "minItems": 1, "items": {
                            "required": ["deletedRegion"]}}}}}}}},
        "properties": {"type": "object"}}}
SARIF = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "type": "object",
    "required": ["$schema", "version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {"type": "array", "minItems": 1, "items": {
            "required": ["tool", "results", "invocations"],
            "properties": {
                "tool": {"required": ["driver"], "properties": {"driver": {
                    "required": ["name", "semanticVersion", "informationUri",
                                 "rules"],
                    "properties": {"rules": {"type": "array",
                                             "items": RULE}}}}},
                "results": {"type": "array", "maxItems": 5000,
                            "items": RESULT},
                "invocations": {"type": "array", "items": {
                    "required": ["executionSuccessful"]}}}}}}}
