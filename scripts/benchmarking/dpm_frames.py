"""Sums as dpm-xl reads them: an open table with one key, a column of the table for the whole and for each part."""

from __future__ import annotations

from typing import Any

import polars as pl
from dpmxl.columnar import CELL, DEC, FLAG, NUM, THR, TXT
from dpmxl.provider import CellQuery, axis_matcher

from .sums import Sums

TABLE = "T"


class SumsProvider:
    """A frame provider over columns of figures: their values are decimals, their thresholds half a unit."""

    def __init__(self, sums: Sums) -> None:
        keys = pl.Series("k:row", [str(row) for row in range(len(sums.units))])
        codes = zip(_codes(sums), sums.units.columns, strict=True)
        self._frames = {code: _frame(code, keys, sums.text[name], sums.decimals) for code, name in codes}

    def select_frame(self, query: CellQuery) -> pl.DataFrame:
        """The data points of the selected columns."""
        selected = axis_matcher(query.columns)
        return pl.concat([frame for code, frame in self._frames.items() if selected(code)])

    def table_reported(self, table: str) -> bool | None:
        """The one table is."""
        return table == TABLE

    def parameter(self, name: str) -> None:
        """There are none."""
        return


def rule_and_provider(sums: Sums) -> tuple[str, Any]:
    """The rule that a whole is the sum of its parts, and the figures that it speaks of."""
    whole, *parts = (f"{{c{code}}}" for code in _codes(sums))
    return f"with {{t{TABLE}, interval: true}}: {whole} = {' + '.join(parts)}", SumsProvider(sums)


def _codes(sums: Sums) -> list[str]:
    return [f"{10 * (i + 1):04d}" for i in range(len(sums.units.columns))]


def _frame(code: str, keys: pl.Series, figures: Any, decimals: int) -> pl.DataFrame:
    text = pl.lit(None, pl.String)
    return pl.DataFrame([keys, pl.Series(NUM, figures.tolist()).cast(DEC)]).with_columns(
        pl.lit(code).alias(CELL),
        text.alias("r"),
        pl.lit(code).alias("c"),
        text.alias("s"),
        pl.lit(f"0.{'0' * decimals}5").cast(DEC).alias(THR),
        text.alias(TXT),
        pl.lit(None, pl.Boolean).alias(FLAG),
    )
