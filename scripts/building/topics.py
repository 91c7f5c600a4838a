"""Topic tables: observations laid out as an analyst wants them, each cell traceable to the observation it shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import Any

from checks.facts import year_before
from checks.layout import row_key, topic_layouts
from checks.problems import InputError, Problem

from .core import decimal_text
from .labels import Labels
from .seeds import Rows, Seeds

LABEL_KIND = {"ref_area": "area", "item": "item", "flow": "flow"}
LONG = "other_observations"

Row = dict[str, str]
Spec = Mapping[str, Any]


def topic_tables(seeds: Seeds, core: Mapping[str, Rows], findings: Mapping[str, set[str]]) -> dict[str, Rows]:
    """All topic tables, the long table of what fits none of them, and the trace of every cell.

    ``findings`` maps observation ids to the discrepancies that touch them.
    """
    tables: dict[str, Rows] = {}
    cells: Rows = []
    for name, spec in topic_layouts().items():
        layout = _Layout(name, spec, seeds, core, findings)
        tables[name], traced = layout.build()
        cells += traced
    shown = {cell["observation_id"] for cell in cells}
    rest = [o for o in core["observations"] if o["observation_id"] not in shown]
    tables[LONG] = _long(rest, seeds, core, findings)
    tables["topic_cells"] = cells
    return tables


@dataclass
class _Layout:
    name: str
    spec: Spec
    seeds: Seeds
    core: Mapping[str, Rows]
    findings: Mapping[str, set[str]]

    def build(self) -> tuple[Rows, Rows]:
        self.labels = Labels(self.seeds)
        self.series = {s["series_id"]: s for s in self.core["series"]}
        self.proxies = self._proxies()
        by_cell: dict[tuple[str, ...], list[Row]] = defaultdict(list)
        periods: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for o in self.core["observations"]:
            series = self.series[o["series_id"]]
            entity = tuple(series[dimension] for dimension in self.spec["rows"])
            for measure in self.spec["measures"]:
                if self._in_scope(series) and self._matches(measure, o, series):
                    by_cell[(*entity, o["time_period"], measure["name"])].append(o)
                    periods[entity].add(o["time_period"])
        rows, cells = [], []
        for entity in product(*self.spec["rows"].values()):
            for period in sorted(periods.get(entity, ())):
                row, traced = self._row(entity, period, by_cell)
                rows.append(row)
                cells += traced
        self._require_filled(rows)
        return rows, cells

    def _in_scope(self, series: Row) -> bool:
        wanted = {**self.spec["where"], **self.spec["rows"]}
        return all(series[column] in codes for column, codes in wanted.items())

    def _matches(self, measure: Spec, o: Row, series: Row) -> bool:
        if o["transformation"] != measure["transformation"] or o["period_basis"] != "whole" or o["time_period"] == "_U":
            return False
        if o["qualifier"] != "exact":
            return False  # a bare number in a cell would pass for exact
        if measure.get("since") == "year_before":
            return o["reference_period"] == year_before(o["time_period"]) != "_U"
        if "of" in measure:
            reference = self.series[o["reference_series"]]
            return reference["indicator"] == series["indicator"] and any(
                all(reference[c] == (code if c == changed else series[c]) for c in ("ref_area", "flow", "item"))
                and series[changed] != code
                for changed, codes in measure["of"].items()
                for code in ([codes] if isinstance(codes, str) else codes)
            )
        return True

    def _row(
        self, entity: tuple[str, ...], period: str, by_cell: Mapping[tuple[str, ...], list[Row]]
    ) -> tuple[Row, Rows]:
        row: Row = {}
        for dimension, code in zip(self.spec["rows"], entity, strict=True):
            row[dimension] = code
            for language in ("en", "zh"):
                row[f"{dimension}_{language}"] = self.labels.of(LABEL_KIND[dimension], code, language)
        row["time_period"] = period
        touched: set[str] = set()
        cells = []
        for measure in self.spec["measures"]:
            found = sorted(
                by_cell.get((*entity, period, measure["name"]), []),
                key=lambda o: (int(o["variant"]), o["observation_id"]),
            )
            row[measure["name"]] = ""
            if "names" in measure:
                row[measure["names"]] = ""
            if found:
                shown = found[0]
                row[measure["name"]] = _shown_value(shown, measure)
                if "names" in measure:
                    row[measure["names"]] = self.series[shown["reference_series"]]["item"]
                touched |= self.findings.get(shown["observation_id"], set())
                if "proxy_for" in self.spec.get("extra", ()):
                    row["proxy_for"] = self.proxies.get(shown["series_id"], "_Z")
                cell = {"table": self.name, "row_key": row_key(self.spec, row), "column_name": measure["name"]}
                cells.append({**cell, "observation_id": shown["observation_id"]})
        row["finding_ids"] = ";".join(sorted(touched))
        return row, cells

    def _proxies(self) -> dict[str, str]:
        observations = {o["observation_id"]: o for o in self.core["observations"]}
        return {
            observations[f["observation_id"]]["series_id"]: f["proxy_for"]
            for f in self.core["figures"]
            if f["proxy_for"]
        }

    def _require_filled(self, rows: Rows) -> None:
        for measure in self.spec["measures"]:
            filled = sum(bool(row[measure["name"]]) for row in rows)
            if 2 * filled < len(rows) or not rows:
                message = f"measure {measure['name']} of {self.name} is filled in {filled} of {len(rows)} rows; drop it"
                raise InputError(Problem("schemas/topics.toml", 0, measure["name"], message))


def _shown_value(o: Row, measure: Spec) -> str:
    if "unit_mult" not in measure:
        return o["obs_value"]
    return decimal_text(
        Fraction(Decimal(o["obs_value"])) * Fraction(10) ** (int(o["unit_mult"]) - measure["unit_mult"])
    )


def _long(rest: Rows, seeds: Seeds, core: Mapping[str, Rows], findings: Mapping[str, set[str]]) -> Rows:
    labels = Labels(seeds)
    series = {s["series_id"]: s for s in core["series"]}
    rows = []
    for o in rest:
        reference = series.get(o["reference_series"])
        rows.append(
            {
                **o,
                "series_en": series[o["series_id"]]["label_en"],
                "series_zh": series[o["series_id"]]["label_zh"],
                "transformation_en": labels.of("transformation", o["transformation"], "en"),
                "transformation_zh": labels.of("transformation", o["transformation"], "zh"),
                "reference_en": reference["label_en"] if reference else "",
                "reference_zh": reference["label_zh"] if reference else "",
                "unit_en": labels.of("unit", o["unit_measure"], "en"),
                "unit_zh": labels.of("unit", o["unit_measure"], "zh"),
                "finding_ids": ";".join(sorted(findings.get(o["observation_id"], ()))),
            }
        )
    return rows
