"""The data package descriptor: schemas, keys, links and hashes, in the shape that every reader we know accepts."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from checks.package.layout import columns, key_columns, topic_layouts
from checks.package.portable import DIALECT
from checks.package.within import within
from checks.problems import InputError, Problem

from .changes import on_change, require_declared, stable_keys
from .seeds import ROOT, Rows, facts_of

Descriptor = dict[str, Any]
PROJECT = "pyproject.toml"


def resource_specs() -> dict[str, Descriptor]:
    """Title, description, columns, key and links of every resource, topic tables first."""
    specs: dict[str, Descriptor] = {}
    for name, topic in topic_layouts().items():
        texts = {key: topic[key] for key in ("title", "title_zh", "description", "description_zh")}
        links = {"document_id": "documents"}
        specs[name] = {**texts, "fields": columns(topic), "key": key_columns(topic), "links": links}
        specs[name]["optional"] = ["unit_en", "unit_zh"]
    return {**specs, **tomllib.loads((ROOT / "schemas" / "resources.toml").read_text("utf-8"))}


def descriptor(files: Mapping[str, bytes], documents: Rows, version: str) -> bytes:
    """``datapackage.json`` for resources whose bytes are given by name."""
    facts = tomllib.loads((ROOT / "schemas" / "package.toml").read_text("utf-8"))
    specs = resource_specs()
    require_declared(specs)
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "profile": "tabular-data-package",
        **{key: facts[key] for key in ("name", "title", "title_zh", "description")},
        "version": version,
        **{key: facts[key] for key in ("created", "keywords", "licenses", "contributors")},
        "sources": [{"title": f"{d['title_zh']} ({d['title_en']})"} for d in documents],
        "resources": [_resource(name, spec, specs, files[name]) for name, spec in specs.items()],
    }
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()


def project_version(root: Path) -> str:
    """The version of the package, as pyproject.toml of a checkout has it; seeds without one have that of this checkout.

    Raises InputError where the file does not say it.
    """
    file = within(root, PROJECT)
    try:
        return str(tomllib.loads((file if file.is_file() else ROOT / PROJECT).read_text("utf-8"))["project"]["version"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(Problem(PROJECT, 0, "version", f"cannot be read ({error!r}); restore it")) from None


def _resource(name: str, spec: Descriptor, specs: Mapping[str, Descriptor], data: bytes) -> Descriptor:
    schema: Descriptor = {
        "fields": [_field(name, column, spec) for column in spec["fields"]],
        "primaryKey": [column for column in spec["fields"] if column in spec["key"]],
        "missingValues": [""],
    }
    links = spec.get("links", {})
    if links:
        schema["foreignKeys"] = [_foreign_key(column, target, specs) for column, target in links.items()]
    return {
        "name": name,
        "profile": "tabular-data-resource",
        "type": "table",
        "path": f"resources/{name}.csv",
        **{key: spec[key] for key in ("title", "title_zh", "description", "description_zh") if key in spec},
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": DIALECT,
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "stable_keys": stable_keys(name),
        "schema": schema,
    }


def _foreign_key(column: str, target: str, specs: Mapping[str, Descriptor]) -> Descriptor:
    resource, _, field = target.partition(".")
    return {"fields": [column], "reference": {"resource": resource, "fields": [field or specs[resource]["key"][0]]}}


def _field(table: str, column: str, spec: Descriptor) -> Descriptor:
    facts = facts_of(table, column)
    if facts is None:
        raise InputError(Problem("schemas/fields.csv", 0, "field", f"lacks {column} of {table}; add a row for it"))
    field: Descriptor = {
        "name": column,
        "type": facts["type"],
        "title": facts["title_en"],
        "title_zh": facts["title_zh"],
        "description": facts["description"],
    }
    if facts["unit"]:
        field["unit"] = facts["unit"]
    if column not in spec["key"]:
        field["on_change"] = on_change(table, column)
    constraints: Descriptor = {}
    if (facts["required"] == "true" and column not in spec.get("optional", ())) or column in spec["key"]:
        constraints["required"] = True
    if facts["pattern"]:
        constraints["pattern"] = f"^({facts['pattern']})$"
    if facts["enum"]:
        constraints["enum"] = facts["enum"].split("|")
    if constraints:
        field["constraints"] = constraints
    return field
