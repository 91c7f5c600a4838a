"""What a release leaves behind so that the next version can be compared with it: names, keys, values, digests.

Keys and values stand in clear, so that the rows and values that changed can be named without the old data; of what is
recomputed or relabelled a digest per row is kept. Texts that occur more than once are written once, in ``texts``, and
named by their position.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from checks.package.plain_file import plain_bytes
from checks.package.semver import parse, text
from checks.package.strict_json import strict_json
from checks.package.within import within
from checks.problems import InputError, Problem

from .shape import require_shape
from .sources import DESCRIPTOR
from .version import CLEAR, DIGESTED, Field, Key, Row, Table, Version, row_digest

FILE = "releases/manifest.json"
SHORT = 4
"""Texts up to this length are not worth a reference."""

Cell = str | int


def manifest_bytes(version: Version | None) -> bytes:
    """The manifest of a version, or that of a package of which nothing has been released."""
    if version is None:
        return b'{\n"released": null\n}\n'
    for table in version.tables.values():
        for column in table.fields.values():
            if column.name not in table.key and not column.on_change:
                message = f"does not say what a changed cell of it is in {table.name} (on_change); declare it"
                raise InputError(Problem(DESCRIPTOR, 0, column.name, message))
    rows = {
        name: [_packed(table, key, row) for key, row in table.rows.items()] for name, table in version.tables.items()
    }
    counted = Counter(cell for table in rows.values() for row in table for cell in row)
    texts = sorted(cell for cell, times in counted.items() if times > 1 and len(cell) > SHORT)
    places = {cell: place for place, cell in enumerate(texts)}
    lines = [
        f'"released": {_json(text(version.number))}',
        f'"name": {_json(version.name)}',
        f'"created": {_json(version.created)}',
        f'"facts": {_json(version.texts)}',
        f'"findings": {_json([[*finding, verdict] for finding, verdict in sorted(version.findings.items())])}',
        f'"tables": [\n{_lines(_head(table) for table in version.tables.values())}\n]',
        f'"texts": [\n{_lines(texts)}\n]',
        *(
            f'"rows {name}": [\n{_lines([places.get(c, c) for c in row] for row in packed)}\n]'
            for name, packed in rows.items()
        ),
    ]
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def read_manifest(path: Path, name: str = FILE) -> Version | None:
    """The released version that a manifest describes; None if it says that nothing has been released.

    Raises InputError: the manifest is missing or is none.
    """
    try:
        if name == FILE:  # that of a checkout, and not of one that a link leads to
            within(path.parents[1], FILE)
        path.stat()
        content = strict_json(plain_bytes(path.resolve(), name))
        if content["released"] is None:
            return None
        require_shape(content)
        number = parse(content["released"])
        if number is None:
            raise ValueError(content["released"])
        tables = [_table(head, content) for head in content["tables"]]
        findings = {(kind, identity): verdict for kind, identity, verdict in content["findings"]}
        by_name = {table.name: table for table in tables}
        facts = (content["name"], content["created"], content["facts"])
        return Version(name, number, *facts, by_name, findings)
    except FileNotFoundError:
        message = "is missing; restore the manifest of the last release, without it nothing can be compared"
        raise InputError(Problem(name, 0, "", message)) from None
    except (OSError, KeyError, TypeError, AttributeError, ValueError, IndexError, RuntimeError) as error:
        message = f"is no manifest of a release ({error!r}); restore it"
        raise InputError(Problem(name, 0, "", message)) from None


def _head(table: Table) -> list[Any]:
    fields = [[f.name, f.kind, f.on_change, f.unit, f.codes, f.texts] for f in table.fields.values()]
    return [table.name, table.path, table.key, table.stable, table.texts, fields]


def _packed(table: Table, key: Key, row: Row) -> list[str]:
    """Key cells, values in clear, one digest for each word that has columns."""
    digests = [row_digest(row.cells, table.columns(word)) for word in DIGESTED if table.columns(word)]
    return [*key, *(row.cells[column] for column in table.columns(CLEAR)), *digests]


def _table(head: list[Any], content: Mapping[str, Any]) -> Table:
    name, path, key, stable, told, fields = head
    columns = {f[0]: Field(f[0], f[1], f[2], f[3], tuple(f[4]), f[5]) for f in fields}
    table = Table(name, path, tuple(key), stable, columns, told, {})
    clear = [*key, *table.columns(CLEAR)]
    words = [word for word in DIGESTED if table.columns(word)]
    rows = {}
    for packed in content[f"rows {name}"]:
        cells = [content["texts"][cell] if isinstance(cell, int) else cell for cell in packed]
        if len(cells) != len(clear) + len(words):
            raise ValueError(f"a row of {name} has {len(cells)} cells, should have {len(clear) + len(words)}")
        known = dict(zip(clear, cells, strict=False))
        if tuple(cells[: len(key)]) in rows:
            raise ValueError(f"{name} repeats the key {'/'.join(cells[: len(key)])}")
        rows[tuple(cells[: len(key)])] = Row(known, dict(zip(words, cells[len(clear) :], strict=True)))
    return Table(name, path, tuple(key), stable, columns, told, rows)


def _lines(items: Iterator[Any] | list[Any]) -> str:
    return ",\n".join(map(_json, items))


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))
