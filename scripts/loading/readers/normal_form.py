"""How a reader says what it got: JSON lines on standard output, each value as its kind and canonical text.

The lines: ``{"versions": …}`` once; for each resource ``{"table": …, "columns": […]}``, then one array a row, then
``{"kinds": {column: [types]}}``; ``{"table": …, "error": …}`` for one that cannot be read; ``{"fact": …}`` for what
else the reader says of the package. Only the standard library, because every environment runs it.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from importlib.metadata import version
from pathlib import Path
from typing import Any

OUT = sys.stdout


def package_and_idiom() -> tuple[Path, str]:
    """The two arguments of every reader: the package folder and which idiom to use."""
    folder, idiom = sys.argv[1:]
    return Path(folder), idiom


def versions(*distributions: str, **known: str) -> None:
    """Say which versions are at work, the reader itself first; ``known`` are those that nothing installed.

    To be called before anything else is said.
    """
    sys.stdout = sys.stderr  # what a reader prints by itself must not come between the lines
    _line({"versions": known | {name: version(name) for name in distributions}})


def table(name: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Say what a resource holds; ``rows`` are read to the end before the first is written."""
    kinds: dict[str, set[str]] = defaultdict(set)
    lines = []
    for row in rows:
        for column, value in zip(columns, row, strict=False):
            if value is not None:
                kinds[column].add(type(value).__name__)
        lines.append([cell(value) for value in row])
    _line({"table": name, "columns": list(columns)})
    for line in lines:
        _line(line)
    _line({"kinds": {column: sorted(names) for column, names in kinds.items()}})


def unreadable(name: str, error: Exception) -> None:
    """Say that a resource cannot be read, and the first line of why."""
    first = str(error).strip().partition("\n")[0]
    _line({"table": name, "error": f"{type(error).__name__}: {first}"})


def fact(text: str) -> None:
    """Say something else that the reader found out about the package."""
    _line({"fact": text})


def validated(version: str, schema: str, sha256: str, parts: int, errors: list[str], bites: bool) -> None:
    """Say what an official JSON Schema found in parts of the descriptor, and whether it refuses damaged ones."""
    _line({"version": version, "schema": schema, "sha256": sha256, "parts": parts, "errors": errors, "bites": bites})


def resources(package: Path) -> list[dict[str, Any]]:
    """The resources of the descriptor, for readers that know nothing of descriptors."""
    found: list[dict[str, Any]] = json.loads((package / "datapackage.json").read_text("utf-8"))["resources"]
    return found


def cell(value: Any) -> str | None:
    """The normal form of a value. Binary floats are written in their shortest decimal form."""
    if hasattr(value, "item"):  # numpy's scalars
        value = value.item()
    if value is None:
        return None
    if isinstance(value, str):
        return f"text:{value}"
    if isinstance(value, bool):
        return f"boolean:{'true' if value else 'false'}"
    if isinstance(value, (int, float, Decimal)):
        return f"number:{value}"
    if isinstance(value, date) and not isinstance(value, datetime):
        return f"date:{value.isoformat()}"
    return f"{type(value).__name__}:{value}"


def _line(content: object) -> None:
    OUT.write(json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n")
