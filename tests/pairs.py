"""Tiny packages made up for comparisons: a few rows of towns, written as a folder, a checkout, a zip or a wheel."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from copy import deepcopy
from pathlib import Path
from typing import Any

Tables = dict[str, dict[str, Any]]
"""Name to ``key``, ``stable``, ``fields`` (name to word of changes or a whole field) and ``rows`` (lists of cells)."""

TOWNS: Tables = {
    "observations": {
        "key": ["observation_id"],
        "stable": True,
        "fields": {
            "observation_id": "",
            "obs_value": {"type": "number", "on_change": "revised", "unit": "persons"},
            "qualifier": {"type": "string", "on_change": "revised", "constraints": {"enum": ["exact", "lower"]}},
            "label_en": "relabelled",
            "finding_ids": "recomputed",
            "document_id": "revised",
        },
        "rows": [
            ["ayton:2030", "1200", "exact", "Ayton", "", "census"],
            ["beeham:2030", "3400", "exact", "Beeham", "", "census"],
            ["ceeby:2030", "", "lower", "Ceeby", "", "census"],
        ],
    },
    "towns": {
        "key": ["town"],
        "stable": True,
        "fields": {"town": "", "label_en": "relabelled", "county": "revised"},
        "rows": [["ayton", "Ayton", "north"], ["beeham", "Beeham", "south"], ["ceeby", "Ceeby", "south"]],
    },
    "documents": {
        "key": ["document_id"],
        "stable": True,
        "fields": {"document_id": "", "sha256": "revised"},
        "rows": [["census", "aa"]],
    },
    "relations": {
        "key": ["relation_id"],
        "stable": False,
        "fields": {"relation_id": "", "verdict": "recomputed", "sentence": "relabelled"},
        "rows": [["sum:north", "holds", "1 is 1"], ["sum:south", "violated_hard", "3 is 4"]],
    },
    "relation_terms": {
        "key": ["relation_id", "observation_id"],
        "stable": False,
        "fields": {"relation_id": "", "observation_id": ""},
        "rows": [["sum:north", "ayton:2030"], ["sum:south", "beeham:2030"]],
    },
    "renames": {
        "key": ["kind", "place", "old_name"],
        "stable": True,
        "fields": {
            **dict.fromkeys(("kind", "place", "old_name"), ""),
            **dict.fromkeys(("new_name", "version"), "revised"),
            "reason": "relabelled",
        },
        "rows": [],
    },
    "revisions": {
        "key": ["observation_id", "field", "version"],
        "stable": True,
        "fields": {
            **dict.fromkeys(("observation_id", "field", "version"), ""),
            **dict.fromkeys(("old", "new", "reason"), "revised"),
            **dict.fromkeys(("date", "note"), "relabelled"),
        },
        "rows": [],
    },
    "redirects": {
        "key": ["old_id"],
        "stable": True,
        "fields": {"old_id": "", "new_id": "revised", "reason": "relabelled"},
        "rows": [],
    },
}


def towns() -> Tables:
    """A copy to change."""
    return deepcopy(TOWNS)


def cells(tables: Tables, table: str, key: str) -> list[str]:
    """The row whose key begins with ``key``, to change in place."""
    return next(row for row in tables[table]["rows"] if row[0] == key)  # type: ignore[no-any-return]


def put(tables: Tables, table: str, key: str, column: str, text: str) -> None:
    """Change one cell."""
    cells(tables, table, key)[list(tables[table]["fields"]).index(column)] = text


def files(tables: Tables, version: str = "1.0.0", created: str = "2031-05-01T00:00:00Z") -> dict[str, bytes]:
    """The files of a package by path."""
    resources, found = [], {}
    for name, table in tables.items():
        path = table.get("path", f"resources/{name}.csv")
        fields = [
            {
                "name": field,
                "type": "string",
                **(told if isinstance(told, dict) else {"on_change": told} if told else {}),
            }
            for field, told in table["fields"].items()
        ]
        schema = {"fields": fields, "primaryKey": table["key"], "missingValues": [""]}
        facts = {key: table[key] for key in ("title",) if key in table}
        resources.append({"name": name, "path": path, "stable_keys": table["stable"], **facts, "schema": schema})
        found[path] = table_bytes(list(table["fields"]), table["rows"])
    package = {"name": "towns", "version": version, "created": created, "resources": resources}
    return {"datapackage.json": json.dumps(package).encode(), **found}


def table_bytes(header: list[str], rows: list[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header, *rows])
    return text.getvalue().encode()


def folder(where: Path, tables: Tables, version: str = "1.0.0") -> Path:
    """A package folder."""
    for path, content in files(tables, version).items():
        (where / path).parent.mkdir(parents=True, exist_ok=True)
        (where / path).write_bytes(content)
    return where


def zipped(where: Path, tables: Tables, below: str = "", version: str = "1.0.0") -> Path:
    """A zip of a package, its files below a folder of the archive."""
    with zipfile.ZipFile(where, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files(tables, version).items():
            archive.writestr(below + path, content)
    return where


def checkout(where: Path, tables: Tables, version: str, changelog: str, manifest: bytes) -> Path:
    """A checkout as ``--check`` reads it: package, changelog, manifest, and the seeds of the histories."""
    folder(where, tables, version)
    (where / "CHANGELOG.md").write_text(changelog, "utf-8")
    for name, content in (
        ("releases/manifest.json", manifest),
        ("seeds/revisions.csv", table_bytes(list(tables["revisions"]["fields"]), tables["revisions"]["rows"])),
        ("seeds/renames.csv", table_bytes(list(tables["renames"]["fields"]), tables["renames"]["rows"])),
    ):
        (where / name).parent.mkdir(exist_ok=True)
        (where / name).write_bytes(content)
    return where


def entry(version: str, day: str, new: str = "- None.", past: str = "- None.", names: str = "") -> str:
    """The entry of a version in a changelog."""
    told = f"## {version} ({day})\n\n### New values\n\n{new}\n\n### Past values changed\n\n{past}\n"
    return told + (f"\n### Names removed or renamed\n\n{names}\n" if names else "")
