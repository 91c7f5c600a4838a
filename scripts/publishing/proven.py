"""What a topic table does not print but the other figures prove: intervals where a cell stays empty."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import count

from checks.model.relation import Display
from checks.package.layout import (
    Layout,
    Measure,
    factor_of,
    in_own_unit,
    in_scope,
    key_columns,
    measure_columns,
    shown_unit,
)

from ..explaining.known import Known, Row

NORMAL, LANGUAGES = "A", ("en", "zh")
TABLES = {
    **{"ref_area": "areas", "counterpart_area": "areas", "item": "items", "flow": "flows"},
    **{"indicator": "indicators", "population": "populations"},
}
"""Where the labels of a dimension stand."""


@dataclass(frozen=True)
class Proven:
    """An interval in the unit of a column. ``row`` has what the row of the table would have had, but no number."""

    measure: str
    row: Mapping[str, str]
    series: str
    low: str
    high: str


def proven(layout: Layout, rows: list[Row], known: Known) -> Iterator[Proven]:
    """The intervals of a table, in the order of their ids; a proven level takes the first column that it fits."""
    keys = key_columns(layout)
    filled = {(*(row[key] for key in keys), measure) for row in rows for measure in row if row[measure]}
    tables = {name: {next(iter(r.values())): r for r in known.tables[name]} for name in {*TABLES.values(), "units"}}
    series = {row["series_id"]: row for row in known.tables["series"]}
    for bound in known.bounds.values():
        own = {**series[bound["series_id"]], **bound, "obs_status": NORMAL}
        key = {column: own[column] for column in keys}
        for measure, spec in measure_columns(layout).items():
            if _fits(layout, spec, own) and (*key.values(), measure) not in filled:
                named = {f"{d}_{x}": tables[TABLES[d]][own[d]][f"label_{x}"] for d in layout["rows"] for x in LANGUAGES}
                if in_own_unit(spec):
                    unit = tables["units"][own["unit_measure"]]
                    named |= {f"unit_{x}": shown_unit(own["unit_measure"], unit[f"label_{x}"], x) for x in LANGUAGES}
                by = factor_of(spec, own["unit_measure"], int(own["unit_mult"]))
                low, high = _texts(Fraction(own["lower"]) * by, Fraction(own["upper"]) * by)
                yield Proven(measure, key | named, own["series_id"], low, high)
                break


def _fits(layout: Layout, spec: Measure, own: Mapping[str, str]) -> bool:
    """Whether a level of this kind could stand in a column."""
    if spec["transformation"] != "level" or not in_scope(layout, spec, own):
        return False
    if spec.get("unit_measure", own["unit_measure"]) != own["unit_measure"]:
        return False
    return own["period_basis"] == "whole" or bool(layout.get("stocks"))


def _texts(*numbers: Fraction) -> tuple[str, ...]:
    """Numbers as tables write them, all with the decimals that the longest needs."""
    needed = next(places for places in count() if all((x * 10**places).denominator == 1 for x in numbers))
    return tuple(Display(decimals=needed, grouped=False).show(x) for x in numbers)
