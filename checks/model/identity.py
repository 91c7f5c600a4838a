"""Ids of observations and of what they state: composed of content, so that no row order can change them."""

from __future__ import annotations

from collections.abc import Mapping


def observation_id(row: Mapping[str, str]) -> str:
    """The id of an observation, composed of what makes it different from every other one."""
    variant = ([] if row["qualifier"] == "exact" else [row["qualifier"]]) + (
        [] if row["variant"] == "1" else [f"v{row['variant']}"]
    )
    names = ("series_id", "time_period", "period_basis", "transformation", "reference_series", "reference_period")
    series, period, basis, transformation, reference, base = (row[name] for name in names)
    return statement_id(series, period, basis, transformation, reference, base, row["document_id"], *variant)


def statement_id(
    series_id: str,
    period: str,
    basis: str,
    transformation: str,
    reference_series: str,
    reference_period: str,
    document_id: str,
    *variant: str,
) -> str:
    """What an observation states, whatever number it gives: the id of an exact first observation of it."""
    parts = [f"{series_id}@{period}" + ("" if basis == "whole" else f".{basis}"), transformation]
    if reference_series not in ("_Z", series_id):
        parts.append(reference_series)
    if reference_period not in ("_Z", period):
        parts.append(reference_period)
    return ":".join([*parts, *variant, document_id])
