"""Rules that bind several seed files together, beyond columns, keys and links."""

from __future__ import annotations

from collections.abc import Iterator

from checks.problems import Problem

from .seeds import Seeds

SERIES_KEY = (
    "indicator",
    "ref_area",
    "counterpart_area",
    "flow",
    "item",
    "population",
    "unit_measure",
    "price_basis",
    "source_agency",
)
SILENT = ("_T", "_Z", "_U", "nominal")
"""Codes that a series id leaves out, because they are what one expects."""


def series_id(series: dict[str, str]) -> str:
    """The id of a series, composed of its codes."""
    return ".".join(series[part] for part in SERIES_KEY if series[part] not in SILENT)


def seed_problems(seeds: Seeds) -> list[Problem]:
    """Everything wrong between the seed tables."""
    return [
        *_series_problems(seeds),
        *_section_problems(seeds),
        *_discrepancy_problems(seeds),
        *_partition_problems(seeds),
    ]


def _series_problems(seeds: Seeds) -> Iterator[Problem]:
    flows = {row["indicator"]: row["stock_flow"] for row in seeds["codes/indicators"]}
    for number, row in enumerate(seeds["series"], start=2):
        if row["series_id"] != series_id(row):
            yield Problem("seeds/series.csv", number, "series_id", f"should be {series_id(row)}, composed of its codes")
        if row["stock_flow"] != flows[row["indicator"]]:
            message = f"should be {flows[row['indicator']]}, as the indicator says"
            yield Problem("seeds/series.csv", number, "stock_flow", message)


def _section_problems(seeds: Seeds) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for row in seeds["sections"]:
        first[row["document_id"]] = min(int(row["line"]), first.get(row["document_id"], int(row["line"])))
    for document in seeds["documents"]:
        name = f"ledger:{document['document_id']}"
        for number, row in enumerate(seeds.get(name, []), start=2):
            line = int(row["line"]) if row["line"].isdecimal() and row["line"].isascii() else 0
            if row["role"] == "figure" and line < first.get(document["document_id"], 10**9):
                message = "stands before the first section; add its heading to seeds/sections.csv"
                yield Problem(f"seeds/{document['document_id']}.csv", number, "line", message)


def _discrepancy_problems(seeds: Seeds) -> Iterator[Problem]:
    lists = ("discrepancy_relations", "discrepancy_contradictions")
    listed = {row["discrepancy_id"] for name in lists for row in seeds[name]}
    for number, row in enumerate(seeds["discrepancies"], start=2):
        if row["discrepancy_id"] not in listed:
            message = "names nothing; list a relation in seeds/discrepancy_relations.csv or a contradiction beside it"
            yield Problem("seeds/discrepancies.csv", number, "discrepancy_id", message)


def _partition_problems(seeds: Seeds) -> Iterator[Problem]:
    codes = {
        "item": {row["item"] for row in seeds["codes/items"]},
        "population": {row["population"] for row in seeds["codes/populations"]},
        "indicator": {row["indicator"] for row in seeds["codes/indicators"]},
    }
    codes["ref_area"] = codes["counterpart_area"] = {row["area"] for row in seeds["codes/areas"]}
    for number, row in enumerate(seeds["partitions"], start=2):
        if row["dimension"] not in codes:
            yield Problem("seeds/partitions.csv", number, "dimension", f"{row['dimension']!r} is no dimension")
        elif row["whole"] not in codes[row["dimension"]]:
            yield Problem("seeds/partitions.csv", number, "whole", f"{row['whole']!r} is no code of its dimension")
    dimension = {row["partition_id"]: row["dimension"] for row in seeds["partitions"]}
    for number, row in enumerate(seeds["partition_parts"], start=2):
        if row["part"] not in codes.get(dimension[row["partition_id"]], {row["part"]}):
            yield Problem("seeds/partition_parts.csv", number, "part", f"{row['part']!r} is no code of its dimension")
