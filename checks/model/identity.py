"""Ids of observations: composed of content, so that no row order can change them."""

from __future__ import annotations

from collections.abc import Mapping


def observation_id(row: Mapping[str, str]) -> str:
    """The id of an observation, composed of what makes it different from every other one."""
    time = row["time_period"] + ("" if row["period_basis"] == "whole" else f".{row['period_basis']}")
    parts = [f"{row['series_id']}@{time}", row["transformation"]]
    if row["reference_series"] not in ("_Z", row["series_id"]):
        parts.append(row["reference_series"])
    if row["reference_period"] not in ("_Z", row["time_period"]):
        parts.append(row["reference_period"])
    if row["qualifier"] != "exact":
        parts.append(row["qualifier"])
    if row["variant"] != "1":
        parts.append(f"v{row['variant']}")
    return ":".join([*parts, row["document_id"]])
