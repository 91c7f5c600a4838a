"""States every observation again from its printed parts, so that a wrong value is found without the documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from ..model.identity import observation_id
from ..model.printed import NotANumber, Words, value_of
from ..model.sense import senseless
from ..problems import Problem
from .contents import Package
from .layout import factor, measure_columns, row_key, topic_layouts

Row = Mapping[str, str]


def words_of_package(package: Package) -> Words:
    """The closed word lists from the resources."""
    units: dict[str, dict[str, int]] = {}
    for row in package.tables["unit_words"]:
        units.setdefault(row["unit_word"], {})[row["unit_measure"]] = int(row["unit_mult"])
    return Words(
        units,
        {row["sign_word"]: int(row["sign"]) for row in package.tables["sign_words"]},
        {row["qualifier_word"]: (row["qualifier"], row["bound_kind"]) for row in package.tables["qualifier_words"]},
    )


def restated(package: Package) -> Iterator[Problem]:
    """Observations that differ from what their figures print, and ids that differ from what they name."""
    words = words_of_package(package)
    figures = {row["figure_id"]: row for row in package.tables["figures"]}
    observations = {row["observation_id"]: row for row in package.tables["observations"]}
    rows = places(package, "observations", "observation_id")
    stated = set()
    for number, link in enumerate(package.tables["figure_observations"], start=2):
        figure, observation = figures.get(link["figure_id"]), observations.get(link["observation_id"])
        if figure is None or observation is None:
            yield Problem("resources/figure_observations.csv", number, "", "links what does not exist; rebuild")
            continue
        stated.add(link["observation_id"])
        yield from _compare(package, figure, observation, words, rows)
    for number, row in enumerate(package.tables["observations"], start=2):
        if row["observation_id"] not in stated:
            yield Problem("resources/observations.csv", number, "observation_id", "no figure states it; rebuild")
        if negative_level(row, package.series[row["series_id"]].flow):
            message = "is negative although it is no balance; look at its sign word"
            yield Problem("resources/observations.csv", number, "obs_value", message)
        for column, message in _senseless(package, row):
            yield Problem("resources/observations.csv", number, column, message)
        if row["observation_id"] != observation_id(row):
            yield Problem("resources/observations.csv", number, "observation_id", f"should be {observation_id(row)}")
    for number, row in enumerate(package.tables["figures"], start=2):
        if row["figure_id"] != f"{row['document_id']}:{row['line']}:{row['column']}":
            yield Problem("resources/figures.csv", number, "figure_id", "is not document:line:column")


def places(package: Package, table: str, key: str) -> dict[str, int]:
    """The file row of every key of a table."""
    return {row[key]: number for number, row in enumerate(package.tables[table], start=2)}


def negative_level(observation: Row, flow: str) -> bool:
    """Whether a level is below zero that cannot be: only balances are."""
    return observation["transformation"] == "level" and flow != "balance" and observation["obs_value"].startswith("-")


def _senseless(package: Package, row: Row) -> Iterator[tuple[str, str]]:
    own = package.series[row["series_id"]]
    whole = package.series.get(row["reference_series"])
    yield from senseless(row, own.unit_measure, own.flow, whole.flow if whole else "")


def _compare(
    package: Package, figure: Row, observation: Row, words: Words, rows: Mapping[str, int]
) -> Iterator[Problem]:
    place = f"{figure['figure_id']} prints {figure['sign_printed']}{figure['printed']}{figure['unit_printed']}"
    level_unit = package.series[observation["series_id"]].unit_measure
    try:
        value = value_of(
            figure["printed"],
            figure["unit_printed"],
            figure["sign_printed"],
            figure["qualifier_printed"],
            observation["transformation"],
            level_unit,
            words,
        )
    except NotANumber as error:
        row = places(package, "figures", "figure_id")[figure["figure_id"]]
        yield Problem("resources/figures.csv", row, "printed", f"{figure['figure_id']}: {error}")
        return
    found = {
        "obs_value": Fraction(observation["obs_fraction"] or observation["obs_value"]) == value.number,
        "unit_measure": observation["unit_measure"] == value.unit_measure,
        "unit_mult": int(observation["unit_mult"]) == value.unit_mult,
        "qualifier": bool(observation["range_id"]) or observation["qualifier"] == value.qualifier,
        "bound_kind": bool(observation["range_id"]) or observation["bound_kind"] == value.bound_kind,
        "decimals": observation["decimals_basis"] != "printed" or int(observation["decimals"]) == value.decimals,
    }
    for column, agrees in found.items():
        if not agrees:
            message = f"{observation['observation_id']} has {observation[column]!r}, but {place}"
            yield Problem("resources/observations.csv", rows[observation["observation_id"]], column, message)


def retraced(package: Package) -> Iterator[Problem]:
    """Topic cells that do not show their observation, and observations that stand nowhere or twice."""
    observations = {o.observation_id: o for o in package.observations}
    shown = set()
    traced, rows = {}, {}
    for number, cell in enumerate(package.tables["topic_cells"], start=2):
        place = cell["table"], cell["row_key"], cell["column_name"]
        traced[place], rows[place] = cell["observation_id"], number
        shown.add(cell["observation_id"])
    for topic, layout in topic_layouts().items():
        for number, row in enumerate(package.tables[topic], start=2):
            for column, measure in measure_columns(layout).items():
                observation_id = traced.pop((topic, row_key(layout, row), column), None)
                if bool(row[column]) != (observation_id is not None):
                    yield Problem(f"resources/{topic}.csv", number, column, "cell and trace in topic_cells disagree")
                elif observation_id is not None:
                    o = observations[observation_id]
                    if Fraction(row[column]) != o.value * factor(measure, o):
                        yield Problem(f"resources/{topic}.csv", number, column, f"does not show {observation_id}")
    for topic, key, column in traced:
        message = f"traces {topic} {key}, {column}, which has no such cell; rebuild"
        yield Problem("resources/topic_cells.csv", rows[topic, key, column], "row_key", message)
    rest = places(package, "other_observations", "observation_id")
    for observation_id in sorted((set(observations) - shown - set(rest)) | (shown & set(rest))):
        message = f"{observation_id} stands in {'two places' if observation_id in rest else 'no table'}; rebuild"
        yield Problem("resources/other_observations.csv", rest.get(observation_id, 0), "observation_id", message)
