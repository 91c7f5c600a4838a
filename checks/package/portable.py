"""The portable profile: the features of a descriptor that every reader we tried takes in the same sense.

The standard allows more. A feature that is not on these lists makes some reader fail, or worse, read other values.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ..problems import Problem
from .portable_fields import Faults, field_faults, keys_and_texts
from .semver import parse

FILE = "datapackage.json"
SCHEMA = "https://datapackage.org/profiles/2.0/datapackage.json"
DIALECT = {"delimiter": ",", "doubleQuote": True}
"""The only dialect. Without a delimiter the libraries on npm guess one, and take a colon or a quote for it; with it,
the JSON Schema of version 1 wants the other property too."""

PACKAGE_KEYS = {
    *("$schema", "profile", "name", "title", "description", "version", "created", "keywords", "licenses"),
    *("contributors", "sources", "resources"),
}
RESOURCE_KEYS = {
    *("name", "profile", "type", "path", "title", "description", "format", "mediatype", "encoding", "dialect"),
    *("bytes", "hash", "schema", "stable_keys"),
}
SCHEMA_KEYS = {"fields", "primaryKey", "missingValues", "foreignKeys"}
LISTS = {
    "licenses": ("name", {"name", "title", "path"}),
    "contributors": ("title", {"title", "role", "path", "email", "organization"}),
    "sources": ("title", {"title", "path", "email"}),
}
"""What an entry of these lists needs, and what it may have."""
ROLES = ("author", "publisher", "maintainer", "wrangler", "contributor")
NAME = re.compile(r"[a-z0-9][a-z0-9._-]*")
PATH = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*\.csv")
HASH = re.compile(r"sha256:[0-9a-f]{64}")
MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2})")


def portable_problems(descriptor: Mapping[str, Any]) -> list[Problem]:
    """Every feature of a descriptor that the portable profile does not have."""
    return [Problem(FILE, 0, place, message) for place, message in _package(descriptor)]


def _package(package: Mapping[str, Any]) -> Faults:
    yield from keys_and_texts(package, PACKAGE_KEYS, "")
    for key, value in (("$schema", SCHEMA), ("profile", "tabular-data-package")):
        if package.get(key) != value:
            yield key, f"must be {value}"
    if parse(str(package.get("version"))) is None:
        yield "version", "must be three numbers, as 1.2.3"
    if not MOMENT.fullmatch(str(package.get("created"))):
        yield "created", "must be a moment with time and zone, as 2026-01-31T00:00:00Z"
    for key, (needed, allowed) in LISTS.items():
        for number, entry in enumerate(package.get(key, ())):
            place = f"{key}/{number}"
            yield from keys_and_texts(entry, allowed, place)
            if needed not in entry:
                yield place, f"needs a {needed}"
            if key == "contributors" and entry.get("role") not in ROLES:
                yield f"{place}/role", f"must be one of {', '.join(ROLES)}"
    resources = package.get("resources")
    if not isinstance(resources, list) or not resources:
        yield "resources", "must list at least one resource"
        return
    named = {str(r.get("name")): r for r in resources}
    if len(named) < len(resources):
        yield "resources", "has a name twice; name each resource once"
    for resource in resources:
        yield from _resource(resource, named)


def _resource(resource: Mapping[str, Any], named: Mapping[str, Any]) -> Faults:
    place = str(resource.get("name"))
    yield from keys_and_texts(resource, RESOURCE_KEYS, place)
    if not NAME.fullmatch(place):
        yield f"{place}/name", "must be of small letters, digits, point, hyphen and underscore"
    path = resource.get("path")
    if not isinstance(path, str) or not PATH.fullmatch(path):
        yield f"{place}/path", "must be one relative path to a plain .csv file, with forward slashes and no .. in it"
    fixed: dict[str, Any] = {
        "profile": "tabular-data-resource",
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": DIALECT,
    }
    for key, value in fixed.items():
        if resource.get(key) != value:
            yield f"{place}/{key}", f"must be {value}"
    if type(resource.get("bytes")) is not int:
        yield f"{place}/bytes", "must be the size of the file"
    if not HASH.fullmatch(str(resource.get("hash"))):
        yield f"{place}/hash", "must be sha256: and 64 hexadecimal digits"
    if isinstance(resource.get("schema"), dict):
        yield from _schema(resource["schema"], place, named)
    else:
        yield f"{place}/schema", "must stand in the descriptor itself, not behind a path or an address"


def _schema(schema: Mapping[str, Any], place: str, named: Mapping[str, Any]) -> Faults:
    yield from keys_and_texts(schema, SCHEMA_KEYS, place)
    if schema.get("missingValues") != [""]:
        yield f"{place}/missingValues", 'must be [""], said in every schema'
    fields = schema.get("fields")
    if not isinstance(fields, list) or not fields:
        yield f"{place}/fields", "must list the columns of the file"
        return
    names = [str(field.get("name")) for field in fields]
    if len(set(names)) < len(names):
        yield f"{place}/fields", "has a name twice; name each column once"
    for field in fields:
        yield from field_faults(field, f"{place}/{field.get('name')}")
    key = schema.get("primaryKey")
    if not isinstance(key, list) or not key or [name for name in names if name in key] != key:
        yield f"{place}/primaryKey", "must be a list of columns in the order of the columns"
    for link in schema.get("foreignKeys", ()):
        yield from _link(link, place, names, named)


def _link(link: Mapping[str, Any], place: str, names: list[str], named: Mapping[str, Any]) -> Faults:
    own, reference = link.get("fields"), link.get("reference")
    reference = reference if isinstance(reference, dict) else {}
    place = f"{place}/foreignKeys"
    if not isinstance(own, list) or not set(own) <= set(names):
        yield place, "fields must be a list of own columns"
        return
    target, theirs = str(reference.get("resource")), reference.get("fields")
    if target not in named:
        yield place, f"{', '.join(own)}: must name a resource of the package, as every link does"
    elif target == place.removesuffix("/foreignKeys"):
        yield place, f"{', '.join(own)}: points at its own table; put the hierarchy into a table of edges"
    elif not isinstance(theirs, list) or len(theirs) != len(own) or not set(theirs) <= _columns(named[target]):
        yield place, f"{', '.join(own)}: reference fields must be a list of as many columns of {target}"
    if set(link) - {"fields", "reference"} or set(reference) - {"resource", "fields"}:
        yield place, f"{', '.join(own)}: has keys other than fields and reference; leave them out"


def _columns(resource: Mapping[str, Any]) -> set[str]:
    schema = resource.get("schema")
    return {str(f.get("name")) for f in schema.get("fields", ())} if isinstance(schema, dict) else set()
