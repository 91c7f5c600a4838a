"""The official JSON Schemas of versions 1 and 2, as the standard's own library carries them; opens no connection."""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from jsonschema import Draft7Validator, FormatChecker

from . import normal_form

VERSIONS = ("1.0", "2.0")
FORMATS = ("date-time", "email", "uri")
"""Formats that the schemas ask for; a KeyError says that what checks one of them is not installed."""


def main() -> None:
    folder, _ = normal_form.package_and_idiom()
    normal_form.versions("dplib-py", "jsonschema")
    formats = FormatChecker(FORMATS)
    descriptor = json.loads((folder / "datapackage.json").read_text("utf-8"))
    for version in VERSIONS:
        for name, parts in parts_of(descriptor).items():
            text = files("dplib").joinpath("profiles", version, f"{name}.json").read_bytes()
            schema = json.loads(text)
            found = [error for part in parts for error in errors(schema, part, formats)]
            refused = all(errors(schema, damaged, formats) for damaged in damages(name, parts[0]))
            digest = hashlib.sha256(text).hexdigest()
            normal_form.validated(version, f"{name}.json", digest, len(parts), found, refused)


def parts_of(descriptor: dict[str, Any]) -> dict[str, list[Any]]:
    """What each schema describes: the package, its resources, their Table Schemas."""
    resources = descriptor["resources"]
    schemas = [resource["schema"] for resource in resources]
    return {"datapackage": [descriptor], "dataresource": resources, "tableschema": schemas}


def errors(schema: Any, part: Any, formats: FormatChecker | None = None) -> list[str]:
    """What the schema says against a part of the descriptor, a line each."""
    Draft7Validator.check_schema(schema)
    found = Draft7Validator(schema, format_checker=formats).iter_errors(part)
    return [f"{'/'.join(map(str, error.absolute_path)) or 'all of it'}: {error.message[:200]}" for error in found]


def damages(name: str, part: Any) -> Iterator[Any]:
    """The part with one fault each, that any version must refuse: without it nobody knows whether the schema bites."""
    needed = {"datapackage": "resources", "dataresource": "name", "tableschema": "fields"}[name]
    lacking = copy.deepcopy(part)
    del lacking[needed]
    yield lacking
    yield {**copy.deepcopy(part), needed: 1}


if __name__ == "__main__":
    main()
