"""Topic tables: observations laid out as an analyst wants them, each cell traceable to the observation it shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from checks.model.index import year_before
from checks.model.observation import observations_from_rows
from checks.package.layout import (
    ANY,
    columns,
    factor,
    in_own_unit,
    in_scope,
    key_columns,
    row_key,
    shown_unit,
    topic_layouts,
)
from checks.problems import InputError, Problem

from .core import decimal_text
from .labels import Labels
from .seeds import Rows, Seeds

LABEL_KIND = {
    **{"ref_area": "area", "counterpart_area": "area", "item": "item", "flow": "flow"},
    **{"indicator": "indicator", "population": "population"},
}
DIMENSIONS = tuple(LABEL_KIND)
LONG = "other_observations"

Row = dict[str, str]
Spec = Mapping[str, Any]
Entity = tuple[str, ...]
"""The key of a row of a topic table."""
Cells = Mapping[tuple[Entity, str], list[Row]]
"""For each row and measure the observations that could fill the cell."""
AHEAD = ("F", "TG", "SC")
"""What has not happened stands in rows of its own; estimates stand beside normal figures and mark their row E."""


def topic_tables(seeds: Seeds, core: Mapping[str, Rows], findings: Mapping[str, set[str]]) -> dict[str, Rows]:
    """All topic tables, the long table of what fits none of them, and the trace of every cell.

    ``findings`` maps observation ids to the discrepancies that touch them.
    """
    tables: dict[str, Rows] = {}
    cells: Rows = []
    for name, spec in topic_layouts().items():
        tables[name], traced = _Layout(name, spec, seeds, core, findings).build()
        cells += traced
    if cells:  # a project of other subjects stands in the long table alone
        for name, spec in topic_layouts().items():
            _require_filled(name, spec, tables[name])
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
        self.facts = {o.observation_id: o for o in observations_from_rows(self.core["observations"])}
        self.proxies = self._proxies()
        by_cell: dict[tuple[Entity, str], list[Row]] = defaultdict(list)
        entities: set[Entity] = set()
        for o in self.core["observations"]:
            series = self.series[o["series_id"]]
            for measure in self.spec["measures"]:
                if in_scope(self.spec, measure, series) and self._matches(measure, o, series):
                    entity = self._entity(o, series)
                    by_cell[entity, measure["name"]].append(o)
                    entities.add(entity)
        rows, cells = [], []
        for entity in sorted(entities, key=self._order):
            row, traced = self._row(entity, by_cell)
            rows.append(row)
            cells += traced
        return rows, cells

    def _entity(self, o: Row, series: Row) -> Entity:
        stated = {**series, **o, "obs_status": o["obs_status"] if o["obs_status"] in AHEAD else "A"}
        return tuple(stated[column] for column in key_columns(self.spec))

    def _order(self, entity: Entity) -> tuple[object, ...]:
        """As the layout lists the codes; where it takes any code, by code."""
        listed = self.spec["rows"].values()
        ranks = [code if codes == ANY else codes.index(code) for codes, code in zip(listed, entity, strict=False)]
        return (*ranks, *entity[len(ranks) :])

    def _matches(self, measure: Spec, o: Row, series: Row) -> bool:
        if o["transformation"] not in _kinds(measure) or o["time_period"] == "_U":
            return False
        if o["period_basis"] != "whole" and not self.spec.get("stocks"):
            return False
        if o["qualifier"] != "exact":
            return False  # a bare number in a cell would pass for exact
        if "unit_measure" in measure and self.series[o["series_id"]]["unit_measure"] != measure["unit_measure"]:
            return False
        if measure.get("since") == "year_before":
            return o["reference_period"] == year_before(o["time_period"]) != "_U"
        if "of" in measure:
            reference = self.series[o["reference_series"]]
            return any(
                (codes == ANY or reference[changed] in codes) and _differ_in(changed, series, reference)
                for changed, codes in measure["of"].items()
            )
        return True

    def _row(self, entity: Entity, by_cell: Cells) -> tuple[Row, Rows]:
        row: Row = dict.fromkeys(columns(self.spec), "")
        row.update(zip(key_columns(self.spec), entity, strict=True))
        for dimension in self.spec["rows"]:
            for language in ("en", "zh"):
                row[f"{dimension}_{language}"] = self.labels.of(LABEL_KIND[dimension], row[dimension], language)
        chosen = self._chosen(entity, by_cell)
        if row["obs_status"] == "A" and any(o["obs_status"] == "E" for o in chosen.values()):
            row["obs_status"] = "E"
        touched: set[str] = set()
        cells = []
        for measure in self.spec["measures"]:
            shown = chosen.get(measure["name"])
            if shown is not None:
                row[measure["name"]] = self._shown(shown, measure)
                if in_own_unit(measure):
                    row |= {f"unit_{x}": self._unit(shown["unit_measure"], x) for x in ("en", "zh")}
                if "names" in measure:
                    row |= self._whole(shown, measure)
                touched |= self.findings.get(shown["observation_id"], set())
                if "proxy_for" in self.spec.get("extra", ()):
                    row["proxy_for"] = self.proxies.get(shown["series_id"], "_Z")
                cell = {"table": self.name, "row_key": row_key(self.spec, row), "column_name": measure["name"]}
                cells.append({**cell, "observation_id": shown["observation_id"]})
        row["finding_ids"] = ";".join(sorted(touched))
        return row, cells

    def _chosen(self, entity: Entity, by_cell: Cells) -> dict[str, Row]:
        """The preferred observation of each filled measure of a row."""
        return {
            measure["name"]: min(by_cell[entity, measure["name"]], key=partial(_preference, measure))
            for measure in self.spec["measures"]
            if (entity, measure["name"]) in by_cell
        }

    def _shown(self, o: Row, measure: Spec) -> str:
        stated = self.facts[o["observation_id"]]
        shift = factor(measure, stated)
        return o["obs_value"] if shift == 1 and o["obs_value"] else decimal_text(stated.value * shift)

    def _whole(self, o: Row, measure: Spec) -> Row:
        """The whole that a share is of, by code and labels, along the dimension in which part and whole differ."""
        part, whole = self.series[o["series_id"]], self.series[o["reference_series"]]
        changed = next(dimension for dimension in measure["of"] if whole[dimension] != part[dimension])
        name, code = measure["names"], whole[changed]
        labels = {f"{name}_{x}": self.labels.of(LABEL_KIND[changed], code, x) for x in ("en", "zh")}
        return {name: code, **labels}

    def _unit(self, code: str, language: str) -> str:
        return shown_unit(code, self.labels.of("unit", code, language), language)

    def _proxies(self) -> dict[str, str]:
        observations = {o["observation_id"]: o for o in self.core["observations"]}
        return {
            observations[f["observation_id"]]["series_id"]: f["proxy_for"]
            for f in self.core["figures"]
            if f["proxy_for"]
        }


def _require_filled(name: str, spec: Spec, rows: Rows) -> None:
    for measure in spec["measures"]:
        filled = sum(bool(row[measure["name"]]) for row in rows)
        if 2 * filled < len(rows) or not rows:
            message = f"measure {measure['name']} of {name} is filled in {filled} of {len(rows)} rows; drop it"
            raise InputError(Problem("schemas/topics.toml", 0, measure["name"], message))


def _differ_in(changed: str, series: Row, reference: Row) -> bool:
    """Whether two series differ in one dimension and in no other."""
    return all((reference[c] != series[c]) == (c == changed) for c in DIMENSIONS)


def _kinds(measure: Spec) -> list[str]:
    """The transformations that a measure shows, the preferred one first."""
    return [measure["transformation"], *measure.get("else", ())]


def _preference(measure: Spec, o: Row) -> tuple[int, int, str]:
    return _kinds(measure).index(o["transformation"]), int(o["variant"]), o["observation_id"]


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
