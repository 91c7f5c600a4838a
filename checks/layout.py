"""How topic tables are laid out: the one reader of schemas/topics.toml, for the build and for the checks."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

SCHEMAS = Path(__file__).resolve().parents[1] / "schemas"

Layout = Mapping[str, Any]


@cache
def topic_layouts() -> Mapping[str, Layout]:
    """Topic table name to its hand-written layout."""
    return tomllib.loads((SCHEMAS / "topics.toml").read_text("utf-8"))


def key_columns(layout: Layout) -> list[str]:
    """The columns that identify a row of a topic table."""
    return [*layout["rows"], "time_period"]


def measure_columns(layout: Layout) -> dict[str, int]:
    """Measure columns to the power of ten in which they show numbers; relative measures have none, given as 0."""
    return {measure["name"]: measure.get("unit_mult", 0) for measure in layout["measures"]}


def row_key(layout: Layout, row: Mapping[str, object]) -> str:
    """The key of a topic row as ``topic_cells`` writes it."""
    return "/".join(str(row[column]) for column in key_columns(layout))
