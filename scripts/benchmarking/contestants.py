"""The tools that are compared, each on the same sums, in the vectorised idiom that its documentation shows.

``prepare`` of a contestant turns sums into what the tool reads and sets up its rule; what it returns is the check
alone, and says for each row whether it is flagged. Only the check counts as run time. Floats get the one tolerance that
rounding justifies, half a unit for each figure; the sum expectation of Great Expectations has no tolerance to give.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from checks.bulk import sum_verdicts
from checks.model.relation import HARD, SOFT

from .sums import WHOLE, Sums

Flagged = NDArray[np.bool_]
Check = Callable[[], Flagged]


@dataclass(frozen=True)
class Contestant:
    """A tool: ``distribution`` as it is installed (empty: part of this project), its ``idiom`` in a few words."""

    name: str
    distribution: str
    idiom: str
    prepare: Callable[[Sums], Check]


def bulk_from_text(sums: Sums) -> Check:
    """This project's engine, which reads the figures as printed."""
    frame = sums.text
    return lambda: _violated(sum_verdicts(frame, WHOLE, sums.parts))


def bulk_from_integers(sums: Sums) -> Check:
    """This project's engine, on whole numbers in units of the last digit."""
    frame, decimals = sums.units, sums.decimals
    return lambda: _violated(sum_verdicts(frame, WHOLE, sums.parts, decimals))


def _violated(verdicts: pd.Series) -> Flagged:
    flagged: Flagged = verdicts.isin([SOFT, HARD]).to_numpy(dtype=bool)
    return flagged


def pandera(sums: Sums) -> Check:
    """A dataframe-level check that returns one truth value a row; the failure cases name the rows."""
    import pandera.pandas as pa
    from pandera.errors import SchemaErrors

    frame, parts, tolerance = _floats(sums), sums.parts, _tolerance(sums)
    schema = pa.DataFrameSchema(
        {name: pa.Column(float) for name in frame.columns},
        checks=pa.Check(lambda df: (df[WHOLE] - df[parts].sum(axis=1)).abs() <= tolerance, name="sum"),
    )

    def check() -> Flagged:
        try:
            schema.validate(frame, lazy=True)
        except SchemaErrors as errors:
            return _rows(errors.failure_cases["index"].unique(), len(frame))
        return _rows([], len(frame))

    return check


def gx_from_floats(sums: Sums) -> Check:
    """The sum expectation on the figures as floats; the whole enters with a minus sign and the total is zero."""
    return _gx(_floats(sums))


def gx_from_integers(sums: Sums) -> Check:
    """The sum expectation on whole numbers, which spares it what floats do to sums."""
    return _gx(sums.units)


def _gx(frame: pd.DataFrame) -> Check:
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")  # no network, before the first import
    import great_expectations as gx

    frame = frame.assign(**{WHOLE: -frame[WHOLE]})
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    definition = context.data_sources.add_pandas("sums").add_dataframe_asset("sums")
    batch = definition.add_batch_definition_whole_dataframe("all").get_batch({"dataframe": frame})
    expectation = gx.expectations.ExpectMulticolumnSumToEqual(column_list=list(frame.columns), sum_total=0)
    wanted = {"result_format": "COMPLETE", "return_unexpected_index_query": False}

    def check() -> Flagged:
        result = batch.validate(expectation, result_format=wanted)
        return _rows(result.result["unexpected_index_list"] or [], len(frame))

    return check


def pointblank(sums: Sums) -> Check:
    """An expression over columns of a Polars frame; the extract of the step holds the failing rows."""
    import pointblank as pb
    import polars as pl

    frame = pl.DataFrame({name: column.to_numpy() for name, column in _floats(sums).items()})
    apart = pl.col(WHOLE) - pl.sum_horizontal(sums.parts)
    plan = pb.Validate(data=frame).col_vals_expr(expr=apart.abs() <= _tolerance(sums))

    def check() -> Flagged:
        done = plan.interrogate(extract_limit=len(frame))
        rows = done.get_data_extracts(i=1, frame=True)
        return _rows([] if rows is None else rows["_row_num_"].to_numpy() - 1, len(frame))

    return check


def dpm_xl(sums: Sums) -> Check:
    """One rule with interval arithmetic on an open table of one key, evaluated on Polars frames."""
    from dpmxl.columnar import evaluate_rule_columnar

    from .dpm_frames import rule_and_provider

    rule, provider = rule_and_provider(sums)

    def check() -> Flagged:
        result = evaluate_rule_columnar(rule, provider, max_failing_keys=0)
        if result.status not in ("passed", "failed"):
            raise RuntimeError(f"dpm-xl answers {result.status}: {result.message}")
        failing = result.failing_frame
        return _rows([] if failing is None else failing["row"].cast(int).to_numpy(), len(sums.units))

    return check


def _floats(sums: Sums) -> pd.DataFrame:
    return sums.text.astype(float)


def _tolerance(sums: Sums) -> float:
    return float(f"{sums.half_units * 5}e-{sums.decimals + 1}")


def _rows(rows: object, count: int) -> Flagged:
    flagged = np.zeros(count, dtype=bool)
    flagged[np.asarray(rows, dtype=np.intp)] = True
    return flagged


CONTESTANTS = (
    Contestant("this package", "", "`sum_verdicts`, figures as text", bulk_from_text),
    Contestant("this package", "", "`sum_verdicts`, figures as whole numbers", bulk_from_integers),
    Contestant("Pandera", "pandera", "dataframe-level `Check`, floats, tolerance", pandera),
    Contestant("Great Expectations", "great-expectations", "`ExpectMulticolumnSumToEqual`, floats", gx_from_floats),
    Contestant(
        "Great Expectations", "great-expectations", "`ExpectMulticolumnSumToEqual`, whole numbers", gx_from_integers
    ),
    Contestant("pointblank", "pointblank", "`col_vals_expr`, Polars floats, tolerance", pointblank),
    Contestant("dpm-xl", "dpm-xl", "`evaluate_rule_columnar`, `interval: true`, Polars decimals", dpm_xl),
)
