"""A few figures spoiled again, and what was recorded of them: whether the committed score is still true."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from random import Random

from checks.package.contents import read_package
from checks.package.csv_lint import read_rows
from checks.problems import Problem

from ..building.seeds import Rows
from .by_figure import FIGURE_COLUMNS, figure_rows, noticed_by, totals
from .mutants import Mutant
from .operators import OPERATORS
from .page import rate_line
from .run import Plan, Score, bench_of, score
from .tally import ALL, COLUMNS

BY_FAMILY, OTHERS = 3, 40
"""Figures drawn of each family of relations, and of all others."""
PAGE, TABLE, BY_FIGURE = "docs/mutation.md", "docs/mutation.csv", "docs/mutation_by_figure.csv"
AGAIN = "see which check or figure has changed; if it is meant, run python -m scripts.mutate --write and commit"

Slips = Mapping[str, Collection[Mutant]]
"""All mutants of each figure, in order."""


def recheck(plan: Plan, seed: int, jobs: int) -> tuple[Score | None, list[Problem]]:
    """Try a few figures again, drawn with ``seed``, and say where the committed score is not true of them.

    No score where the committed tables do not even agree with each other or with the ledgers. Raises InputError where
    they cannot be read.
    """
    recorded, amounts = (
        read_rows(plan.root / file, columns, file) for file, columns in ((BY_FIGURE, FIGURE_COLUMNS), (TABLE, COLUMNS))
    )
    mutator = bench_of(plan).mutator
    slips = {figure.figure_id: list(mutator.mutants(figure)) for figure in mutator.figures}
    page = (plan.root / PAGE).read_text("utf-8").splitlines() if (plan.root / PAGE).is_file() else []
    stale = [*wrong_slips(recorded, slips), *wrong_amounts(amounts, recorded), *wrong_lines(page, amounts)]
    if stale:
        return None, stale
    names = drawn(recorded, read_package(plan.root).tables, seed)
    found = score(replace(plan, figure_ids=frozenset(names), proven=True), jobs)
    unasked = {"source"} if plan.documents is None else set()
    return found, list(wrong_outcomes(recorded, figure_rows(found.outcomes), slips, unasked))


def drawn(rows: Rows, tables: Mapping[str, Rows], seed: int) -> list[str]:
    """Figures to try again, by id: for each family those that the fewest other families compare, then any.

    A figure that one family alone compares tells whether this family still does. ``rows`` are the recorded outcomes.
    """
    names = [row["figure_id"] for row in rows]
    Random(f"check:{seed}").shuffle(names)
    families = _families(tables)
    chosen: dict[str, None] = {}
    for family in sorted({f for own in families.values() for f in own}):
        own = sorted((n for n in names if family in families[n]), key=lambda n: len(families[n]))
        chosen |= dict.fromkeys(own[:BY_FAMILY])
    chosen |= dict.fromkeys([n for n in names if n not in chosen][:OTHERS])
    return sorted(chosen)


def _families(tables: Mapping[str, Rows]) -> dict[str, set[str]]:
    """The families that compare each figure with others."""
    compared = {r["relation_id"]: r["family"] for r in tables["relations"] if r["compared"] == "true"}
    of: dict[str, set[str]] = defaultdict(set)
    for link in tables["relation_observations"]:
        if link["relation_id"] in compared:
            of[link["observation_id"]].add(compared[link["relation_id"]])
    found: dict[str, set[str]] = defaultdict(set)
    for link in tables["figure_observations"]:
        found[link["figure_id"]] |= of[link["observation_id"]]
    return found


def wrong_amounts(amounts: Rows, recorded: Rows) -> Iterator[Problem]:
    """Cells of the table of amounts that are not the sums of what is recorded figure by figure."""
    wanted = {(row["document_id"], row["operator"]): row for row in totals(recorded)}
    for number, row in enumerate(amounts, start=2):
        own = wanted.pop((row["document_id"], row["operator"]), dict.fromkeys(COLUMNS, "0"))
        for column in COLUMNS[2:]:
            if row[column] != own[column]:
                message = f"{row[column] or 'nothing'} is not the sum of what each figure has, {own[column]}; {AGAIN}"
                yield Problem(TABLE, number, column, message)
    for document, operator in wanted:
        yield Problem(TABLE, 0, "", f"lacks {operator} of {document}; {AGAIN}")


def wrong_lines(page: Collection[str], amounts: Rows) -> Iterator[Problem]:
    """Rates that the page does not show as the table of amounts has them."""
    for row in amounts:
        if row["document_id"] == ALL and rate_line(row) not in page:
            yield Problem(PAGE, 0, "", f"does not show the rates of {row['operator']} as {TABLE} has them; {AGAIN}")


def wrong_slips(recorded: Rows, slips: Slips) -> Iterator[Problem]:
    """Figures and slips that are recorded and do not exist, or the other way round; ``slips`` of all figures."""
    missing = dict(slips)
    for number, row in enumerate(recorded, start=2):
        own = missing.pop(row["figure_id"], ())
        for operator in OPERATORS:
            made = sum(m.operator == operator for m in own)
            if made != len(row[operator]):
                message = f"{row['figure_id']} has {made} such slips, {len(row[operator])} are recorded; {AGAIN}"
                yield Problem(BY_FIGURE, number, operator, message)
    for name in missing:
        yield Problem(BY_FIGURE, 0, "figure_id", f"lacks {name}; {AGAIN}")


def wrong_outcomes(recorded: Rows, found: Rows, slips: Slips, unasked: Collection[str] = ()) -> Iterator[Problem]:
    """Slips of the tried figures that other layers notice than is recorded; the layers ``unasked`` do not count."""
    now = {row["figure_id"]: row for row in found}
    for number, row in enumerate(recorded, start=2):
        if row["figure_id"] not in now:
            continue
        for operator in OPERATORS:
            own = [m for m in slips[row["figure_id"]] if m.operator == operator]
            for mutant, before, after in zip(own, row[operator], now[row["figure_id"]][operator], strict=True):
                then, here = (noticed_by(digit) - set(unasked) for digit in (before, after))
                if then != here:
                    what = f"{row['figure_id']} {mutant.what}: was {_words(then)}, is {_words(here)}"
                    yield Problem(BY_FIGURE, number, operator, f"{what}; {AGAIN}")


def _words(found: set[str]) -> str:
    layers = sorted(found - {"unchanged"})
    noticed = f"noticed by {', '.join(layers)}" if layers else "not noticed"
    return noticed + (" and no number changed" if "unchanged" in found else "")
