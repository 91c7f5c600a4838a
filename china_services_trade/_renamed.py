"""Answers to old names of resources and columns, with a warning, for as long as the major version that renamed them."""

from __future__ import annotations

from collections.abc import Container
from functools import lru_cache
from pathlib import Path
from typing import TypeVar, overload

from ._locate import data_file, descriptor

EVERY = "_T"
FILE = "resources/renames.csv"
COLUMNS = ("kind", "place", "old_name", "new_name", "version")

Default = TypeVar("Default")


def resource_now(old: str) -> str | None:
    """What a resource is called now; None if no resource of this major version had the name."""
    return _aliases("resource").get(("_Z", old))


def columns_now(resource: str, columns: Container[str]) -> dict[str, str]:
    """Old names of columns of a resource, each with the one of its columns that it is now."""
    renamed = {old: new for (place, old), new in _aliases("field").items() if place in (resource, EVERY)}
    return {old: new for old, new in renamed.items() if new in columns and old not in columns}


def warn(kind: str, old: str, new: str) -> None:
    """Warn where a user's code, not ours, uses an old name."""
    import sys
    import warnings

    level, frame = 2, sys._getframe(1)
    while frame.f_back and frame.f_globals.get("__name__", "").startswith(f"{__package__}."):
        level, frame = level + 1, frame.f_back
    message = f"{kind} {old!r} is called {new!r} now; the old name ends with the next major version"
    warnings.warn(message, DeprecationWarning, stacklevel=level)


class Row(dict[str, object]):
    """A row that also finds a cell by the old name of its column; whatever lists its columns shows the new names."""

    def __init__(self, cells: dict[str, object], old_names: dict[str, str]) -> None:
        super().__init__(cells)
        self._old_names = old_names

    def __missing__(self, column: str) -> object:
        new = self._old_names[column]  # a KeyError with the name that was asked for
        warn("column", column, new)
        return self[new]

    @overload
    def get(self, column: str, default: None = None, /) -> object | None: ...
    @overload
    def get(self, column: str, default: Default, /) -> object | Default: ...
    def get(self, column: str, default: object = None, /) -> object:
        """The cell of a column by its new or old name."""
        return self[column] if column in self or column in self._old_names else default


def _aliases(kind: str) -> dict[tuple[str, str], str]:
    """Place and old name to new name, of names that this major version changed.

    Raises:
        ValueError: The list is damaged, lies outside the data folder, or is larger than any table.
    """
    file = data_file(FILE, "renames")
    if not file.is_file():
        return {}
    return _read(file, file.stat().st_mtime_ns, str(descriptor()["version"]).partition(".")[0]).get(kind, {})


@lru_cache(maxsize=4)
def _read(file: Path, modified: int, major: str) -> dict[str, dict[tuple[str, str], str]]:
    """The rows of a file by kind; ``modified`` makes a file that was rebuilt meanwhile be read again."""
    from ._read import table_of

    head, rows = table_of(file, modified)
    if lacking := [column for column in COLUMNS if column not in head]:
        raise ValueError(f"{file} has no column {lacking[0]}; reinstall china-services-trade")
    found: dict[str, dict[tuple[str, str], str]] = {}
    for row in rows:
        if row["version"].partition(".")[0] == major:
            found.setdefault(row["kind"], {})[row["place"], row["old_name"]] = row["new_name"]
    return found
