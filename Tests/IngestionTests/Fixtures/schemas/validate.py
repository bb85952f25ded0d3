# SPDX-License-Identifier: Apache-2.0
"""Holds each line of standard input to a schema: validate.py FOLDER NAME.

Stricter than the schema itself: a member that it does not mention is an error, so that nothing
is printed that is not described.
"""
import json
import sys

import jsonschema

folder, name = sys.argv[1:]


def strict(schema, root):
    """The schema without references to other files, its objects closed."""
    if isinstance(schema, list):
        return [strict(part, root) for part in schema]
    if not isinstance(schema, dict):
        return schema
    target = schema.get("$ref", "")
    if target.endswith(".schema.json"):
        return load(target)
    if target.startswith("#/$defs/") and root != name + ".schema.json":
        raise SystemExit(f"{root}: a reference that does not travel: {target}")
    closed = {key: strict(part, root) for key, part in schema.items() if key != "$id"}
    if "properties" in schema:
        closed["additionalProperties"] = False
        for member, about in schema["properties"].items():
            if not {"description", "$ref", "const", "enum", "items", "anyOf", "properties"} & set(about):
                raise SystemExit(f"{root}: {member} is not described")
    return closed


def load(file):
    with open(f"{folder}/{file}", encoding="utf-8") as source:
        return strict(json.load(source), file)


schema = load(name + ".schema.json")
validator = jsonschema.Draft202012Validator(
    schema, format_checker=jsonschema.FormatChecker())
validator.check_schema(schema)
lines = wrong = 0
for line in sys.stdin:
    lines += 1
    for error in validator.iter_errors(json.loads(line)):
        wrong += 1
        print(f"line {lines}: {error.json_path}: {error.message[:300]}")
print(f"{lines} lines")
sys.exit(1 if wrong or not lines else 0)
