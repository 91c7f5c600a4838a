"""How topic tables are laid out: the one reader of schemas/topics.toml, for the build and for the checks."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from ..model.observation import Observation

SCHEMAS = Path(__file__).resolve().parents[2] / "schemas"

Layout = Mapping[str, Any]
Measure = Mapping[str, Any]

MONEY = ("USD", "CNY", "HKD")
MILLION = 6
ANY = ["*"]
"""In a layout: every code that occurs."""
TRACED = ("document_id", "obs_status")
"""Every row says which document prints it and whether it is a forecast or target."""


@cache
def topic_layouts() -> Mapping[str, Layout]:
    """Topic table name to its hand-written layout."""
    return tomllib.loads((SCHEMAS / "topics.toml").read_text("utf-8"))


def key_columns(layout: Layout) -> list[str]:
    """The columns that identify a row of a topic table."""
    return [*layout["rows"], "time_period", *(["period_basis"] if layout.get("stocks") else []), *TRACED]


def columns(layout: Layout) -> list[str]:
    """All columns of a topic table in order."""
    names = []
    for dimension in layout["rows"]:
        names += [dimension, f"{dimension}_en", f"{dimension}_zh"]
    names += key_columns(layout)[len(layout["rows"]) :]
    for measure in layout["measures"]:
        names.append(measure["name"])
        if in_own_unit(measure):
            names += ["unit_en", "unit_zh"]
        if "names" in measure:
            names += [measure["names"], f"{measure['names']}_en", f"{measure['names']}_zh"]
    return [*names, *layout.get("extra", ()), "finding_ids"]


def measure_columns(layout: Layout) -> dict[str, Measure]:
    """Measure columns to their specifications."""
    return {measure["name"]: measure for measure in layout["measures"]}


def in_own_unit(measure: Measure) -> bool:
    """Whether each row says its own unit: money in millions of its currency, everything else in single units."""
    return bool(measure.get("unit") == "row")


def in_scope(layout: Layout, measure: Measure, series: Mapping[str, str]) -> bool:
    """Whether a series, given by its columns, belongs into a column of a topic table."""
    wanted = {**layout["rows"], **layout["where"], **measure.get("where", {})}
    return all(codes == ANY or series[column] in codes for column, codes in wanted.items())


def factor(measure: Measure, o: Observation) -> Fraction:
    """What the value of an observation is multiplied with to be shown in a column."""
    return factor_of(measure, o.unit_measure, o.unit_mult)


def factor_of(measure: Measure, unit_measure: str, unit_mult: int) -> Fraction:
    """What a number of units times ten to the power of ``unit_mult`` is multiplied with to be shown in a column."""
    if in_own_unit(measure):
        return Fraction(10) ** (unit_mult - (MILLION if unit_measure in MONEY else 0))
    return Fraction(10) ** (unit_mult - measure["unit_mult"]) if "unit_mult" in measure else Fraction(1)


def shown_unit(unit_measure: str, label: str, language: str) -> str:
    """The unit of a number that says its own, from the label of its code: money stands in millions."""
    if unit_measure not in MONEY:
        return label
    return f"million {label}" if language == "en" else f"百万{label}"


def row_key(layout: Layout, row: Mapping[str, object]) -> str:
    """The key of a topic row as ``topic_cells`` writes it."""
    return "/".join(str(row[column]) for column in key_columns(layout))
