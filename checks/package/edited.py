"""Topic tables that somebody edited: puts their cells back into the observations and confronts those with all rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from ..model.observation import Observation
from ..verdicts.confrontation import Confrontation, confront_all
from .contents import Package
from .layout import factor, measure_columns, row_key, topic_layouts


def confront_topic(package: Package, topic: str, rows: Iterable[Mapping[str, object]]) -> Confrontation:
    """Every relation of the package, with the observations of one topic table taken from ``rows``.

    ``rows`` are the rows of the edited table; numbers may be text, Decimal, int or float (read by their shortest
    decimal form). An emptied cell or a missing row takes its observation out. Only relations that use at least one
    observation of the topic are returned.
    """
    cells = {
        (cell["row_key"], cell["column_name"]): cell["observation_id"]
        for cell in package.tables["topic_cells"]
        if cell["table"] == topic
    }
    values = _values(topic, rows, cells, {o.observation_id: o for o in package.observations})
    shown = set(cells.values())
    if all(values.get(o.observation_id) == o.value for o in package.observations if o.observation_id in shown):
        return _about(shown, package.confrontation)  # nothing was edited
    observations = [
        replace(o, value=values[o.observation_id]) if o.observation_id in shown else o
        for o in package.observations
        if o.observation_id not in shown or o.observation_id in values
    ]
    kept = {o.observation_id for o in observations}
    return _about(shown, confront_all(observations, package.series, package.reference.restricted(kept)))


def _about(shown: set[str], result: Confrontation) -> Confrontation:
    """The relations that use one of these observations."""
    return Confrontation(tuple(v for v in result.verdicts if shown.intersection(v.relation.observations)))


def cell_problems(package: Package, topic: str, rows: Iterable[Mapping[str, object]]) -> list[str]:
    """A line for each number that no printed figure fills, and for each printed figure whose cell is empty or gone."""
    layout = topic_layouts()[topic]
    printed = {
        (cell["row_key"], cell["column_name"]): cell["observation_id"]
        for cell in package.tables["topic_cells"]
        if cell["table"] == topic
    }
    filled = {
        (row_key(layout, row), column): row[column]
        for row in rows
        for column in measure_columns(layout)
        if _number(row[column]) is not None
    }
    stray = [
        f"{topic}, {key}, column {column}: {filled[key, column]} belongs to no printed figure; empty the cell"
        for key, column in sorted(filled.keys() - printed.keys())
    ]
    return stray + [
        f"{topic}, {key}, column {column}: is empty where {printed[key, column]} is printed; restore it"
        for key, column in sorted(printed.keys() - filled.keys())
    ]


def _values(
    topic: str,
    rows: Iterable[Mapping[str, object]],
    cells: Mapping[tuple[str, str], str],
    observations: Mapping[str, Observation],
) -> dict[str, Fraction]:
    layout = topic_layouts()[topic]
    values = {}
    for row in rows:
        key = row_key(layout, row)
        for column, measure in measure_columns(layout).items():
            observation_id = cells.get((key, column))
            number = _number(row[column])
            if observation_id is not None and number is not None:
                values[observation_id] = number / factor(measure, observations[observation_id])
    return values


def _number(cell: object) -> Fraction | None:
    """The number of a cell; None where it is empty or no finite number."""
    try:
        number = Decimal(str(cell))
    except InvalidOperation:
        return None
    return Fraction(number) if number.is_finite() else None
