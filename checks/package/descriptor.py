"""Reads datapackage.json as if a stranger had made it: what has another shape, or opens anything else, stops here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from china_services_trade._inside import inside

from ..problems import InputError, Problem
from .plain_file import plain_bytes
from .strict_json import strict_json

FILE = "datapackage.json"
PROFILES = "https://datapackage.org/profiles/2.0"
TYPES = ("string", "number", "integer", "boolean", "date")
OPENING = ("data", "scheme", "compression", "innerpath", "extrapaths", "control", "basepath", "profiles", "jsonSchema")
"""Properties by which readers open something else than the plain file at ``path``."""
ALLOWED: dict[str, dict[str, tuple[str, ...]]] = {
    "package": {"$schema": (f"{PROFILES}/datapackage.json",), "profile": ("data-package", "tabular-data-package")},
    "resource": {
        "$schema": (f"{PROFILES}/dataresource.json",),
        "profile": ("data-resource", "tabular-data-resource"),
        "type": ("table",),
        "format": ("csv",),
        "mediatype": ("text/csv",),
        "encoding": ("utf-8",),
    },
    "schema": {"$schema": (f"{PROFILES}/tableschema.json",), "profile": ("table-schema",)},
}
"""Properties that may also name an address to fetch or a format to unpack, and what they may say."""


def read_descriptor(root: Path, needed: frozenset[str] = frozenset()) -> dict[str, Any]:
    """The descriptor of the package in ``root``, fit to be read on.

    Raises InputError where it has not the shape that reading the tables relies on, lacks one of the ``needed``
    resources, or would make some reader open anything but plain files of the package.
    """
    try:
        if not inside(root, FILE).exists():
            raise _unusable(f"is missing in {root}; name the package folder")
        descriptor = strict_json(plain_bytes(root / FILE, FILE))
    except (OSError, ValueError, RecursionError) as error:
        raise _unusable(f"cannot be read ({error}); restore the file") from None
    try:
        _require_shape(descriptor)
        missing = needed - {resource["name"] for resource in descriptor["resources"]}
        problems = [*_opening("", "package", descriptor)]
        for resource in descriptor["resources"]:
            problems += _resource_problems(root, resource)
    except (LookupError, TypeError, AttributeError, ValueError, StopIteration, re.error) as error:
        raise _unusable(f"is no tabular data package ({error!r})") from None
    if missing:
        problems.append(Problem(FILE, 0, "resources", f"lacks {', '.join(sorted(missing))}; restore the descriptor"))
    if problems:
        raise InputError(*problems)
    return descriptor  # type: ignore[no-any-return]


def _require_shape(descriptor: Any) -> None:
    """Raises KeyError, TypeError or ValueError for the first thing that is not what it should be."""
    names = [resource["name"] for resource in descriptor["resources"]]
    _require(str, descriptor["version"], *names, *(resource["hash"] for resource in descriptor["resources"]))
    if len(set(names)) < len(names):
        raise ValueError("two resources have one name")
    for resource in descriptor["resources"]:
        schema = resource["schema"]
        columns = [field["name"] for field in schema["fields"]]
        _require(int, resource["bytes"])
        _require(list, schema["primaryKey"], schema.get("foreignKeys", []))
        _require(str, *columns, *(field["type"] for field in schema["fields"]), *schema["primaryKey"])
        if len(set(columns)) < len(columns) or not set(schema["primaryKey"]) <= set(columns):
            raise ValueError(f"the columns of {resource['name']} repeat, or lack one of its key")
        for link in schema.get("foreignKeys", []):
            (column,), (other,) = link["fields"], link["reference"]["fields"]
            target = next(r for r in descriptor["resources"] if r["name"] == link["reference"]["resource"])
            if column not in columns or other not in [field["name"] for field in target["schema"]["fields"]]:
                raise ValueError(f"a link of {resource['name']} has no such column on both sides")
        for field in schema["fields"]:
            if field["type"] not in TYPES:
                raise ValueError(f"{field['type']!r} is none of {', '.join(TYPES)}")
            constraints = field.get("constraints", {})
            _require(bool, constraints.get("required", False))
            _require(list, constraints.get("enum", []))
            _require(str, constraints.get("pattern", ""), *constraints.get("enum", []))
            re.compile(constraints.get("pattern", ""))


def _require(kind: type, *values: Any) -> None:
    for value in values:
        if type(value) is not kind:
            raise TypeError(f"{value!r} should be {kind.__name__}")


def _resource_problems(root: Path, resource: Mapping[str, Any]) -> Iterator[Problem]:
    name = resource["name"]
    try:
        inside(root, resource["path"])
    except ValueError as error:
        yield Problem(FILE, 0, name, f"its path {error}")
    yield from _opening(name, "resource", resource)
    yield from _opening(name, "schema", resource["schema"])
    if not isinstance(resource.get("dialect", {}), dict):
        yield Problem(FILE, 0, name, "dialect is no object but names something to fetch; remove it")
    if any("package" in link["reference"] for link in resource["schema"].get("foreignKeys", [])):
        yield Problem(FILE, 0, name, "a link leads to another package; remove it")


def _opening(name: str, level: str, described: Mapping[str, Any]) -> Iterator[Problem]:
    for key in OPENING:
        if key in described:
            yield Problem(FILE, 0, name, f"{key} makes readers open something else than a file here; remove it")
    for key, allowed in ALLOWED[level].items():
        if key in described and described[key] not in allowed:
            yield Problem(FILE, 0, name, f"{key} is {described[key]!r}, should be {' or '.join(allowed)}; correct it")


def _unusable(message: str) -> InputError:
    return InputError(Problem(FILE, 0, "", message))
