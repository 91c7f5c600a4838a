"""Edits that follow from how series lie to each other: flows, and the declared partitions that apply to them."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction as F
from pathlib import Path
from typing import NamedTuple

from .formulas import Formulas, Row
from .names import LEVEL
from .tables import grouped, read

DIMENSIONS = (
    *("indicator", "ref_area", "counterpart_area", "flow", "item", "population"),
    *("unit_measure", "price_basis", "source_agency"),
)
"""All that tells one series from another."""


class Edit(NamedTuple):
    """Sum of coefficient x measure is equal to, at least or more than ``constant``; it rests on ``figures``."""

    form: dict[str, F]
    operator: str
    constant: F = F(0)
    figures: frozenset[str] = frozenset()


class Parts:
    """Series by their codes, and what is declared to make up a whole."""

    def __init__(self, root: Path, formulas: Formulas) -> None:
        self.formulas = formulas
        self._partition = {p["partition_id"]: p for p in read(root / "resources" / "partitions.csv")}
        self._parts = grouped(read(root / "resources" / "partition_parts.csv"), "partition_id")
        self._with_codes = {tuple(row[d] for d in DIMENSIONS): name for name, row in formulas.series.items()}

    def flow(self, edit_id: str) -> Edit | None:
        """What must be the case between a total or balance, exports and imports at one time."""
        family, _, result = edit_id.partition(":")
        whole = LEVEL.fullmatch(result)
        flow = self.formulas.series[whole[1]]["flow"] if whole else ""
        if whole is None or family != f"flow_{flow}" or flow not in ("total", "balance"):
            return None
        exports, imports = (self._beside(result, "flow", code) for code in ("exports", "imports"))
        if exports is None or imports is None:
            return None
        return Edit(summed([(result, 1), (exports, -1), (imports, -1 if flow == "total" else 1)]), "equal")

    def part_whole(self, edit_id: str) -> Edit | None:
        """The whole is the sum of all parts of a partition that exhausts it."""
        whole, partition, parts, _ = self._applied(edit_id)
        if partition["exhaustive"] != "yes" or None in parts:
            return None
        return Edit(summed([(whole, 1), *((part, -1) for part in parts if part)]), "equal")

    def within(self, edit_id: str, measures: Iterable[str]) -> Edit | None:
        """The whole is at least the parts that are among ``measures``: one if they overlap; no other is below zero."""
        whole, partition, parts, one = self._applied(edit_id)
        taken = {part for part in parts if part} & set(measures)
        left = [whole, *(part for part in parts if part and part not in taken)]
        negative = any(self.formulas.may_be_negative(series) for m in left for series in self._series(m))
        if negative or not taken or one != (taken if partition["exhaustive"] == "overlapping" else set()):
            return None
        return Edit(summed([(whole, 1), *((part, -1) for part in taken)]), "at_least")

    def exhaust(self, whole: str, parts: set[str]) -> bool:
        """Whether levels are all the parts of some partition that exhausts a whole."""
        return any(
            p["exhaustive"] == "yes"
            and self._applies(p, whole)
            and {self._beside(whole, p["dimension"], code) for code in self._codes(p)} == parts
            for p in self._partition.values()
        )

    def _applied(self, edit_id: str) -> tuple[str, Row, list[str | None], set[str]]:
        """Whole, partition, its parts, and those that an id names. Raises ValueError or KeyError where none applies."""
        _, place, document, code, *one = edit_id.split(":")
        whole, partition = f"{place}:{document}", self._partition[code]
        if not self._applies(partition, whole):
            raise ValueError(f"{code} does not apply to {whole}")
        parts = [self._beside(whole, partition["dimension"], c) for c in self._codes(partition)]
        return whole, partition, parts, {":".join(one)} - {""}

    def _applies(self, partition: Row, whole: str) -> bool:
        """To every series with its codes, in its own document; to none if arithmetic alone led to it."""
        place = LEVEL.fullmatch(whole)
        codes = {d: partition[d] for d in DIMENSIONS if partition.get(d)} | {partition["dimension"]: partition["whole"]}
        if place is None or place[3] != partition["document_id"] or partition["basis_kind"] == "inferred":
            return False
        return all(self.formulas.series[place[1]][d] == code for d, code in codes.items())

    def _beside(self, level: str, dimension: str, code: str) -> str | None:
        """The same level of the series that differs in one dimension alone; None if there is no such series."""
        series, _, time = level.partition("@")
        codes = {d: self.formulas.series[series][d] for d in DIMENSIONS} | {dimension: code}
        found = self._with_codes.get(tuple(codes.values()))
        return found and f"{found}@{time}"

    def _codes(self, partition: Row) -> list[str]:
        return [row["part"] for row in self._parts[partition["partition_id"]]]

    def _series(self, measure: str) -> frozenset[str]:
        meaning = self.formulas.of(measure)
        return meaning.series if meaning else frozenset()


def summed(terms: Iterable[tuple[str, F | int]]) -> dict[str, F]:
    """Coefficients by measure; one that is named twice counts twice."""
    form: dict[str, F] = {}
    for measure, coefficient in terms:
        form[measure] = form.get(measure, F(0)) + coefficient
    return form
