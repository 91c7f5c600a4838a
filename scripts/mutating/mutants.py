"""Every corrupted ledger in a fixed order: which row, what slip; the slips that change nothing are counted apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from random import Random

from ..building.ledger import words_of
from ..building.lint import series_id
from ..building.seeds import Seeds
from .operators import OPERATORS, Place, Row, Slip

OTHER_FLOW = {"exports": "imports", "imports": "exports"}


@dataclass(frozen=True)
class Mutant:
    """A ledger in which ``rows`` stand in the place of row ``index`` (from 0): none if lost, two if doubled."""

    document_id: str
    index: int
    figure_id: str
    operator: str
    original: Row
    rows: tuple[Row, ...]
    what: str


@dataclass(frozen=True)
class Figure:
    """A row of a ledger that states a number."""

    document_id: str
    index: int
    row: Row

    @property
    def figure_id(self) -> str:
        return f"{self.document_id}:{self.row['line']}:{self.row['column']}"


def figures(seeds: Seeds) -> list[Figure]:
    """All figures of all ledgers, document by document, in reading order."""
    return [
        Figure(document["document_id"], index, row)
        for document in seeds["documents"]
        for index, row in enumerate(seeds.get(f"ledger:{document['document_id']}", []))
        if row["role"] == "figure"
    ]


class Mutator:
    """Makes the mutants of figures. What it draws depends on the seed, the figure and the operator alone."""

    def __init__(
        self, seeds: Seeds, seed: int, operators: Mapping[str, Callable[[Place], Iterator[Slip]]] = OPERATORS
    ) -> None:
        self.figures = figures(seeds)
        self.left_out: Counter[tuple[str, str]] = Counter()
        """Operator and reason to the number of slips that change nothing."""
        self._seed = seed
        self._operators = operators
        self._words = words_of(seeds)
        series = {s["series_id"]: s for s in seeds["series"]}
        self._sibling = {name: _other_direction(s, series) for name, s in series.items()}
        self._next = _next_numerals(self.figures)

    def mutants(self, figure: Figure) -> Iterator[Mutant]:
        """All mutants of one figure; those left out are counted."""
        for name, operator in self._operators.items():
            place = Place(
                figure.row,
                self._words,
                self._next.get(figure.figure_id, ""),
                self._sibling.get(figure.row["series_id"], ""),
                Random(f"{self._seed}:{figure.figure_id}:{name}"),
            )
            for rows, what in operator(place):
                if rows is None:
                    self.left_out[name, what] += 1
                else:
                    yield Mutant(figure.document_id, figure.index, figure.figure_id, name, figure.row, rows, what)


def _other_direction(series: Row, known: Mapping[str, Row]) -> str:
    flow = OTHER_FLOW.get(series["flow"], "")
    name = series_id({**series, "flow": flow}) if flow else ""
    return name if name in known else ""


def _next_numerals(every: list[Figure]) -> dict[str, str]:
    """Figure id to the numeral of the next figure of its document with the same unit word."""
    following: dict[tuple[str, str], str] = {}
    found = {}
    for figure in reversed(every):
        if figure.row["kind"] == "numeral":
            key = figure.document_id, figure.row["unit_printed"]
            if key in following:
                found[figure.figure_id] = following[key]
            following[key] = figure.row["printed"]
    return found
