"""Wide frames of sums with known truth: a whole and its parts a row, as every tool of the comparison reads them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from checks.model.interval import exactly
from checks.model.observation import Observation
from checks.model.relation import Verdict

WHOLE = "x"
FINE = 100
"""True quantities are counted in this part of the last printed digit."""


@dataclass(frozen=True)
class Sums:
    """``units``: whole numbers in units of the last of ``decimals``, one column for the whole, the others for parts.

    ``planted`` marks the rows in which one digit is wrong; the printed figures of all others can be true.
    """

    units: pd.DataFrame
    decimals: int
    planted: NDArray[np.bool_]

    @property
    def parts(self) -> list[str]:
        """Names of the columns of parts."""
        return [name for name in self.units.columns if name != WHOLE]

    @cached_property
    def text(self) -> pd.DataFrame:
        """The figures as printed."""
        return self.units.map(lambda units: decimal_text(units, self.decimals))

    @property
    def half_units(self) -> int:
        """How many half units rounding can put between the whole and the sum of its parts."""
        return len(self.units.columns)

    @cached_property
    def provable(self) -> NDArray[np.bool_]:
        """Rows further apart than any rounding can explain, told by whole numbers and nothing else."""
        apart = (self.units[WHOLE] - self.units[self.parts].sum(axis=1)).abs().to_numpy()
        return np.asarray(2 * apart > self.half_units)


def generate_sums(rows: int, seed: int, errors: float = 0.01, parts: int = 3, decimals: int = 1) -> Sums:
    """``rows`` sums of true quantities of many sizes, rounded half up; ``errors`` is the share of rows with a slip."""
    draw = np.random.default_rng(seed)
    true = draw.integers(0, 10 ** draw.integers(4, 9, size=(rows, parts)))
    columns = [true.sum(axis=1), *true.T]
    units = np.stack([(column + FINE // 2) // FINE for column in columns])
    planted = draw.random(rows) < errors
    where = np.flatnonzero(planted)
    column = draw.integers(0, parts + 1, size=len(where))
    figure = units[column, where]
    digits = np.maximum(np.char.str_len(figure.astype(str)), decimals + 1)
    place = 10 ** draw.integers(0, digits)
    digit = figure // place % 10
    units[column, where] += ((digit + draw.integers(1, 10, size=len(where))) % 10 - digit) * place
    names = [WHOLE, *(f"p{i}" for i in range(1, parts + 1))]
    return Sums(pd.DataFrame(dict(zip(names, units, strict=True))), decimals, planted)


def package_sums(verdicts: Iterable[Verdict], observations: Iterable[Observation]) -> list[Sums]:
    """The sums of printed figures in a package, one frame for each number of parts and decimals.

    Only what every tool can be given: a whole and parts that are printed, rounded and exact, in one unit and with one
    number of decimals. ``planted`` marks the sums that the package finds contradictory.
    """
    by_id = {o.observation_id: o for o in observations}
    groups: dict[tuple[int, int], list[tuple[list[int], bool]]] = {}
    for v in verdicts:
        figures = [by_id[o] for o in v.relation.observations]
        if _is_plain_sum(v, figures):
            units = [int(o.value * 10**o.decimals) for o in figures]
            groups.setdefault((len(units), figures[0].decimals), []).append((units, v.violated))
    found = []
    for (count, decimals), rows in sorted(groups.items()):
        names = [WHOLE, *(f"p{i}" for i in range(1, count))]
        frame = pd.DataFrame([units for units, _ in rows], columns=names)
        found.append(Sums(frame, decimals, np.array([violated for _, violated in rows])))
    return found


def _is_plain_sum(v: Verdict, figures: list[Observation]) -> bool:
    relation = v.relation
    if relation.family not in ("flow_total", "part_whole") or relation.mode != "equal" or relation.computed is None:
        return False
    plain = all(o.qualifier == "exact" and o.rounding == "rounded" and o.transformation == "level" for o in figures)
    alike = len({(o.unit_measure, o.unit_mult, o.decimals) for o in figures}) == 1
    total = sum((o.interval for o in figures[1:]), start=exactly(0))
    return plain and alike and len(figures) > 2 and total == relation.computed.interval


def decimal_text(units: int, decimals: int) -> str:
    """Whole units of the last decimal as a decimal numeral."""
    digits = f"{abs(units):0{decimals + 1}d}"
    sign = "-" if units < 0 else ""
    return f"{sign}{digits[:-decimals]}.{digits[-decimals:]}" if decimals else f"{sign}{digits}"
