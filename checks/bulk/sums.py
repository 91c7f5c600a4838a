"""Sums of printed figures, a frame at a time: whether each whole can be the sum of its parts, decided exactly.

The verdicts are those of ``checks.model.relation.confront`` for a whole and the sum of its parts. All numbers are
counted in half units of the last digit, so that columns of 64-bit integers decide; rows for which 64 bits are not
proven to be enough are decided by the same lines on Python's own integers.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..model.relation import HARD, HOLDS, SOFT, UNDETERMINED
from .columns import BLOCK, POWERS, Column, Flags, read_column

VERDICTS = (HOLDS, SOFT, HARD, UNDETERMINED)
"""The words behind the codes 0 to 3."""
LARGEST = np.iinfo(np.int64).max


@dataclass(frozen=True)
class Figures:
    """One column of a sum, ready to be added: ``exact`` counts have no half unit, levels are ``not_negative``."""

    column: Column
    exact: bool = False
    not_negative: bool = False


def sum_verdicts(
    frame: pd.DataFrame,
    whole: str,
    parts: Sequence[str],
    decimals: int | Mapping[str, int] | None = None,
    *,
    exact: Collection[str] = (),
    not_negative: Collection[str] = (),
) -> pd.Series:
    """For each row whether ``whole`` can be the sum of ``parts``, as a categorical series on the index of the frame.

    ``holds``; ``violated_soft``: only if halves are rounded down, or only the printed digits add up, not the numbers
    behind them; ``violated_hard``: a contradiction; ``undetermined``: a figure is missing.

    Columns hold decimal texts (``"5520.0"``), or whole numbers in units of the last printed digit (55200 with one
    decimal). ``decimals`` is one number or one for each column; None: as each text shows. A difference is a sum as
    well: exports = balance + imports.

    ``exact`` columns are counts that nobody rounded; the true values of ``not_negative`` columns are known not to lie
    below zero, so that a printed zero stands for nothing less than zero.

    Raises KeyError for an unknown column, TypeError for a column of floats, ValueError for a text that is no numeral.
    """
    names = [whole, *parts]
    figures = []
    for name in names:
        places = decimals.get(name) if isinstance(decimals, Mapping) else decimals
        figures.append(Figures(read_column(frame[name], places), name in exact, name in not_negative))
    codes = sum_codes(figures[0], figures[1:])
    verdicts = pd.Categorical.from_codes(codes, categories=pd.Index(VERDICTS))
    return pd.Series(verdicts, index=frame.index, name="verdict")


def sum_codes(whole: Figures, parts: Sequence[Figures]) -> NDArray[np.int8]:
    """As ``sum_verdicts``, on columns already read: for each row an index of VERDICTS. There is at least one part."""
    if not parts:
        raise ValueError("a sum needs at least one part")
    figures = [whole, *parts]
    columns = [f.column for f in figures]
    shifts = _shifts(columns)
    fits = _fits(columns, shifts)
    scales: list[Any] = [POWERS[np.where(fits, shift, 0) if np.ndim(shift) else shift] for shift in shifts]
    codes = np.empty(len(fits), dtype=np.int8)
    for block in (slice(start, start + BLOCK) for start in range(0, len(fits), BLOCK)):
        part = [scale[block] if np.ndim(scale) else scale for scale in scales]
        codes[block] = _decide(figures, [c.units[block] for c in columns], part)
    rows = np.flatnonzero(~fits)
    if len(rows):
        units, scales = _unlimited(columns, rows)
        codes[rows] = _decide(figures, units, scales)
    codes[np.logical_or.reduce([c.missing for c in columns])] = VERDICTS.index(UNDETERMINED)
    return codes


def _shifts(columns: Sequence[Column]) -> list[Any]:
    """By how many decimals each figure must be moved to the finest of its row; zeros where all columns are alike."""
    if all((c.decimals == columns[0].decimals[:1]).all() for c in columns):
        return [0] * len(columns)
    finest = np.maximum.reduce([c.decimals for c in columns])
    return [finest - c.decimals for c in columns]


def _fits(columns: Sequence[Column], shifts: Sequence[Any]) -> Flags:
    """Rows in which no number of the computation can pass 64 bits.

    An end of a figure is at most (2 x |units| + 1) x 10^shift. Where that is at most a share of the largest number, one
    share for each column, the ends of all columns added up, with whatever signs, stay below it.
    """
    share = LARGEST // len(columns)
    limits = np.array([(share // int(power) - 1) // 2 for power in POWERS], dtype=np.int64)
    fits = np.ones(len(columns[0].units), dtype=bool)
    for column, shift in zip(columns, shifts, strict=True):
        limit = limits[np.minimum(shift, len(POWERS) - 1)]
        fits &= (column.units <= limit) & (column.units >= -limit) & (shift < len(POWERS))
        fits[list(column.large)] = False
    return fits


def _unlimited(columns: Sequence[Column], rows: NDArray[np.intp]) -> tuple[list[Any], list[Any]]:
    """Units and scales of some rows as Python integers."""
    read = [
        [column.large.get(int(row), (int(column.units[row]), int(column.decimals[row]))) for row in rows]
        for column in columns
    ]
    finest = [max(decimals for _, decimals in figures) for figures in zip(*read, strict=True)]
    units = [np.array([number for number, _ in column], dtype=object) for column in read]
    scales = [
        np.array([10 ** (most - own) for most, (_, own) in zip(finest, column, strict=True)], dtype=object)
        for column in read
    ]
    return units, scales


def _decide(figures: Sequence[Figures], units: Sequence[Any], scales: Sequence[Any]) -> NDArray[np.int8]:
    """Codes of the rows, from integers of any kind.

    ``apart`` is whole minus parts as printed, in units of the finest digit of a row; ``above`` and ``below`` are, in
    half units, how far the highest whole is above the lowest sum, and the lowest whole below the highest sum.
    """
    halves = [scale * (not figure.exact) for figure, scale in zip(figures, scales, strict=True)]
    whole, *parts = (number * scale for number, scale in zip(units, scales, strict=True))
    apart = sum((-part for part in parts), start=whole)
    reach = sum(halves)
    above, below = reach + 2 * apart, reach - 2 * apart
    for position, (figure, number, half) in enumerate(zip(figures, units, halves, strict=True)):
        if figure.not_negative:  # the low end of a printed zero is zero
            raised = (number == 0) * half
            above, below = (above - raised, below) if position else (above, below - raised)
    parted = (above < 0) | (below < 0)
    as_printed = parted & (2 * np.abs(apart) <= halves[0])  # the digits add up, the numbers behind them cannot
    codes = np.where(parted & ~as_printed, 2, np.where(parted, 1, 0)).astype(np.int8)
    touching = np.flatnonzero(~parted & ((above == 0) | (below == 0)))
    reached = [number[touching] for number in units]
    low, high = (
        [_open(figure, number, end) for figure, number in zip(figures, reached, strict=True)] for end in ("low", "high")
    )
    excluded = (above[touching] == 0) & np.logical_or.reduce([high[0], *low[1:]])
    excluded |= (below[touching] == 0) & np.logical_or.reduce([low[0], *high[1:]])
    codes[touching[excluded]] = 1
    return codes


def _open(figure: Figures, number: Any, end: str) -> Flags:
    """Where rounding half up leaves an end out: the end further from zero."""
    negative: Flags = number < 0
    return negative & False if figure.exact else (negative if end == "low" else ~negative)
