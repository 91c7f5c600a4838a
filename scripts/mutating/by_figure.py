"""Outcomes figure by figure, so that a few can be tried again and compared with what was recorded of them.

A cell holds one digit for each slip of its operator, in the order in which they are made: the sum of 1 (whole),
2 (single), 4 (structure), 8 (source) and 16 (no number has changed), written 0-9, a-v.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from ..building.seeds import Rows
from .operators import OPERATORS
from .tally import ALL, COLUMNS
from .trial import LAYERS, Outcome

DIGITS = "0123456789abcdefghijklmnopqrstuv"
WEIGHTS = {name: 1 << power for power, name in enumerate(("whole", "single", "structure", "source", "unchanged"))}
FIGURE_COLUMNS = ("figure_id", *OPERATORS)


def figure_rows(outcomes: Iterable[Outcome]) -> Rows:
    """One row for each figure, in the order of the outcomes."""
    cells: dict[str, dict[str, str]] = defaultdict(lambda: dict.fromkeys(OPERATORS, ""))
    for o in outcomes:
        digit = sum(weight for name, weight in WEIGHTS.items() if getattr(o, name))
        cells[o.mutant.figure_id][o.mutant.operator] += DIGITS[digit]
    return [{"figure_id": name, **row} for name, row in cells.items()]


def noticed_by(digit: str) -> set[str]:
    """The layers that noticed a slip, and ``unchanged`` where no number has changed."""
    return {name for name, weight in WEIGHTS.items() if DIGITS.index(digit) & weight}


def totals(rows: Rows) -> Rows:
    """What the table of amounts must say if these rows are true, in any order."""
    counts: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: dict.fromkeys(COLUMNS[2:], 0))
    for document, operator, found in _each(rows):
        for key in ((d, o) for d in (document, ALL) for o in (operator, ALL)):
            for column in found:
                counts[key][column] += 1
    return [
        {"document_id": document, "operator": operator, **{column: str(n) for column, n in own.items()}}
        for (document, operator), own in counts.items()
    ]


def _each(rows: Rows) -> Iterator[tuple[str, str, set[str]]]:
    """Document and operator of each slip, and the columns of the table of amounts in which it counts."""
    for row in rows:
        for operator in OPERATORS:
            for digit in row[operator]:
                found = noticed_by(digit)
                yield row["figure_id"].partition(":")[0], operator, found | _together(found)


def _together(found: set[str]) -> set[str]:
    layers = found.intersection(LAYERS)
    sums: Mapping[str, bool] = {
        "mutants": True,
        "without_documents": bool(layers - {"source"}),
        "with_documents": bool(layers),
    }
    return {name for name, holds in sums.items() if holds}
