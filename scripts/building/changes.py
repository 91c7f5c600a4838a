"""What a change is called when versions are compared: the one reader of schemas/changes.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from checks.package.layout import topic_layouts
from checks.problems import InputError, Problem

from .seeds import ROOT

FILE = "schemas/changes.toml"
REVISED, RECOMPUTED, RELABELLED = "revised", "recomputed", "relabelled"
WORDS = (REVISED, RECOMPUTED, RELABELLED)


def stable_keys(table: str) -> bool | None:
    """Whether the keys of a table are names that users hold on to; None for a table that is not declared."""
    return True if table in topic_layouts() else _keys().get(table)


def on_change(table: str, column: str) -> str | None:
    """What a changed cell of a column is called; None for a column that is not declared.

    A table whose rows are computed holds no values of its own: what would be revised elsewhere is recomputed there.
    """
    word = _columns().get(f"{table}.{column}") or _columns().get(column)
    return RECOMPUTED if word == REVISED and stable_keys(table) is False else word


def require_declared(specs: Mapping[str, Mapping[str, Any]]) -> None:
    """Raise InputError for tables and columns that are not declared, and for declarations of what is no more."""
    problems = [*_missing(specs), *_idle(specs)]
    if problems:
        raise InputError(*problems)


def _missing(specs: Mapping[str, Mapping[str, Any]]) -> Iterator[Problem]:
    for table, spec in specs.items():
        if stable_keys(table) is None:
            message = f"does not say whether the keys of {table} are stable or computed; add it to one of the lists"
            yield Problem(FILE, 0, "keys", message)
        for column in spec["fields"]:
            if column not in spec["key"] and on_change(table, column) is None:
                message = f"does not say what a changed {column} of {table} is; add it to {', '.join(WORDS[:2])} or "
                yield Problem(FILE, 0, "columns", message + WORDS[2])


def _idle(specs: Mapping[str, Mapping[str, Any]]) -> Iterator[Problem]:
    for table in _keys().keys() - specs.keys():
        yield Problem(FILE, 0, "keys", f"names {table}, which is no table; take it out")
    used = {column for spec in specs.values() for column in spec["fields"] if column not in spec["key"]}
    used |= {f"{table}.{column}" for table, spec in specs.items() for column in spec["fields"]}
    for column in sorted(_columns().keys() - used):
        yield Problem(FILE, 0, "columns", f"names {column}, which is no column outside a key; take it out")


@cache
def _keys() -> dict[str, bool]:
    return {name: kind == "stable" for name, kind in _inverted("keys", ("stable", "computed")).items()}


@cache
def _columns() -> dict[str, str]:
    return _inverted("columns", WORDS)


def _inverted(section: str, lists: tuple[str, ...]) -> dict[str, str]:
    """Each name of the lists to the list it stands in; a name stands in one."""
    declared = tomllib.loads((ROOT / FILE).read_text("utf-8"))[section]
    found: dict[str, str] = {}
    for kind in lists:
        for name in declared[kind]:
            if name in found:
                raise InputError(Problem(FILE, 0, section, f"has {name} twice; keep one"))
            found[name] = kind
    return found
