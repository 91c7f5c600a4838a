"""Compares what a reader got with the golden table, cell by cell, and says in which way a cell differs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from .golden import Cell, Table

EMPTY_TEXT = "empty text for no value"
LOST_VALUE = "no value where there is one"
ADDED_VALUE = "a value where there is none"
TEXT_KEPT = "the printed text, unconverted"
TEXT_TURNED = "text turned into a number"
CHARACTERS_LOST = "text turned into a number, characters lost"
OTHER_NUMBER = "another number"
OTHER_TEXT = "another text"
OTHER_VALUE = "another value"
OTHER_TYPE = "another type"


@dataclass
class Comparison:
    """What one reader got of the whole package. ``equal`` of ``cells`` are as golden; ``differing`` counts the others
    by the way in which they differ, and for each column, and ``first`` has the first of each way in words; ``faults``
    are tables that could not be read or have another shape. ``kinds`` has the types in which the reader gives each
    Table Schema type, ``facts`` what else it says of the package."""

    cells: int = 0
    equal: int = 0
    tables: int = 0
    differing: dict[str, Counter[str]] = field(default_factory=dict)
    first: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    kinds: dict[str, set[str]] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)
    facts: list[str] = field(default_factory=list)

    @property
    def exact(self) -> bool:
        """Whether every cell of every table is as golden, and there was something to compare."""
        return self.cells > 0 and self.equal == self.cells and not self.faults


def compare(golden: Mapping[str, Table], lines: Iterable[str]) -> Comparison:
    """Read the lines of a reader (see ``readers/normal_form.py``) and hold them against the golden tables."""
    found = Comparison(cells=sum(table.size for table in golden.values()))
    name, begun, ended = "", set[str](), set[str]()
    columns: list[str] = []
    rows: list[list[Cell]] = []
    for line in lines:
        content = json.loads(line)
        if isinstance(content, list):
            rows.append(content)
        elif "kinds" in content:
            _table(found, name, golden[name], columns, rows)
            _kinds(found, golden[name], content["kinds"])
            ended.add(name)
        elif "versions" in content:
            found.versions = content["versions"]
        elif "fact" in content:
            found.facts.append(content["fact"])
        else:
            name = content["table"]
            if name in begun or name not in golden:
                raise ValueError(f"{name} is read twice or is no resource of the package")
            begun.add(name)
            rows, columns = [], content.get("columns", [])
            if "error" in content:
                found.faults.append(f"`{name}` is not read: {content['error']}")
                ended.add(name)
    found.faults += [f"`{name}` is not read to its end" for name in golden if name not in ended]
    return found


def difference(golden: Cell, printed: str, got: Cell) -> str | None:
    """In which way a cell differs; None if it does not. ``printed`` is the text of the cell in the file."""
    if golden == got:
        return None
    if got is None:
        return LOST_VALUE
    if golden is None:
        return EMPTY_TEXT if got == "text:" else ADDED_VALUE
    kind, _, value = golden.partition(":")
    got_kind, _, got_value = got.partition(":")
    if kind == got_kind == "number":
        return None if _number(value) == _number(got_value) else OTHER_NUMBER
    if kind == got_kind:
        return OTHER_TEXT if kind == "text" else OTHER_VALUE
    if got_kind == "text" and got_value == printed:
        return TEXT_KEPT
    if kind == "text" and got_kind == "number":
        return TEXT_TURNED if got_value == value else CHARACTERS_LOST
    return OTHER_TYPE


def _table(found: Comparison, name: str, golden: Table, columns: list[str], rows: list[list[Cell]]) -> None:
    found.tables += 1
    if columns != golden.columns:
        found.faults.append(f"`{name}` has other columns: {', '.join(columns) or 'none'}")
        return
    if len(rows) != len(golden.rows):
        found.faults.append(f"`{name}` has {len(rows):,} rows, not {len(golden.rows):,}")
    for number, (wanted, got) in enumerate(zip(golden.rows, rows, strict=False)):
        if wanted == got:
            found.equal += len(wanted)
            continue
        if len(got) != len(wanted):
            found.faults.append(f"`{name}`, row {number + 2}, has {len(got)} cells, not {len(wanted)}")
            continue
        printed = golden.printed[number]
        for place, column in enumerate(columns):
            way = difference(wanted[place], printed[place], got[place])
            if way is None:
                found.equal += 1
                continue
            found.differing.setdefault(way, Counter())[column] += 1
            where = f"`{name}`, row {number + 2}, `{column}`"
            found.first.setdefault(way, f"{where}: {_shown(wanted[place])}, got {_shown(got[place])}")


def _kinds(found: Comparison, golden: Table, kinds: Mapping[str, Any]) -> None:
    for column, kind in zip(golden.columns, golden.types, strict=True):
        found.kinds.setdefault(kind, set()).update(kinds.get(column, ()))


def _number(text: str) -> Decimal | None:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def _shown(cell: Cell) -> str:
    if cell is None:
        return "no value"
    kind, _, value = cell.partition(":")
    return f"{kind} `{value}`" if value else f"empty {kind}"
