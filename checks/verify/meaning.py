"""Justifies what the certificates rest on: no measure, statement, ratio or edit that does not follow from the tables.

What each may say is found here anew, from codes and declarations alone; that nothing is left out is checked elsewhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from fractions import Fraction as F
from pathlib import Path

from .formulas import Formulas, Row
from .names import at
from .parts import Edit, Parts, summed
from .tables import grouped, read
from .words import Words

PROOFS, TABLES = "checks/proofs", "resources"
KEYS = {
    f"{PROOFS}/measures.csv": ("measure_id",),
    f"{PROOFS}/measure_statements.csv": ("observation_id",),
    f"{PROOFS}/ratios.csv": ("ratio_id",),
    f"{PROOFS}/edits.csv": ("edit_id",),
    f"{PROOFS}/edit_observations.csv": ("edit_id", "observation_id"),
    f"{PROOFS}/certificates.csv": ("certificate_id",),
    f"{PROOFS}/witnesses.csv": ("measure_id",),
    f"{TABLES}/observations.csv": ("observation_id",),
    f"{TABLES}/series.csv": ("series_id",),
    f"{TABLES}/indicators.csv": ("indicator",),
    f"{TABLES}/partitions.csv": ("partition_id",),
    f"{TABLES}/partition_parts.csv": ("partition_id", "part"),
    f"{TABLES}/claims.csv": ("claim_id",),
    f"{TABLES}/claim_terms.csv": ("claim_id", "part", "observation_id"),
    f"{TABLES}/identities.csv": ("identity_id",),
    f"{TABLES}/identity_terms.csv": ("identity_id", "position"),
    f"{TABLES}/quantities.csv": ("quantity_id",),
}


def check(root: Path) -> tuple[Counter[str], list[str]]:
    """How many rows of each kind are justified, and a line for each that is not. Reads the tables below ``root``."""
    judge = Judge(root)
    judge.all_rows()
    return judge.justified, judge.wrong


class Judge:
    """Judges every row: ``justified`` counts them by kind, ``wrong`` has a line for each that does not follow."""

    def __init__(self, root: Path) -> None:
        self.justified: Counter[str] = Counter()
        self.wrong: list[str] = []
        self.formulas = Formulas(root)
        self._parts = Parts(root, self.formulas)
        self._words = Words(root, self.formulas, self._parts)
        self._table = {name: read(root / name) for name in KEYS}
        self._terms = grouped(read(root / PROOFS / "edit_terms.csv"), "edit_id")
        self._figures = grouped(self._table[f"{PROOFS}/edit_observations.csv"], "edit_id")
        self._ratios = {row["ratio_id"] for row in self._table[f"{PROOFS}/ratios.csv"]}

    def all_rows(self) -> None:
        """Judge each row of each table; what is found adds up in ``justified`` and ``wrong``."""
        for name, key in KEYS.items():
            times = Counter(", ".join(row[column] for column in key) for row in self._table[name])
            self.wrong += [f"{name}, {row}: stands there {n} times" for row, n in times.items() if n > 1]
        self._judge(f"{TABLES}/quantities.csv", self._quantity, "is not named for its series and time")
        for name, kind_of, problem in (
            ("measure_statements", self._statement, "its figure states another measure, or another multiple of it"),
            ("measures", self._measure, "no figure speaks of it, or it is said not to be negative and can be"),
            ("ratios", self._ratio, "its numerator is not (offset + measure)^power x denominator"),
            ("edits", self._edit, "does not follow from what its measures mean, nor from what is declared"),
        ):
            self._judge(f"{PROOFS}/{name}.csv", kind_of, problem)
        edits = {row["edit_id"] for row in self._table[f"{PROOFS}/edits.csv"]}
        for name, groups in (("edit_terms", self._terms), ("edit_observations", self._figures)):
            self.wrong += [f"{PROOFS}/{name}.csv, {edit}: is no edit" for edit in groups if edit not in edits]
        self._missing({row["observation_id"] for row in self._table[f"{PROOFS}/measure_statements.csv"]})

    def _judge(self, name: str, kind_of: Callable[[Row], str], problem: str) -> None:
        for row in self._table[name]:
            try:
                kind = kind_of(row)
            except (KeyError, ValueError, ZeroDivisionError):  # names what does not exist, or no number
                kind = ""
            if kind:
                self.justified[kind] += 1
            else:
                self.wrong.append(f"{name}, {row[KEYS[name][0]]}: {problem}")

    def _quantity(self, q: Row) -> str:
        name = f"{at(q['series_id'], q['time_period'], q['period_basis'])}:{q['document_id']}"
        return "quantity" if q["quantity_id"] == name and q["series_id"] in self.formulas.series else ""

    def _statement(self, s: Row) -> str:
        """The measure is named for series and period of its figure, and in the unit of the series if it is a level."""
        o = self.formulas.figures[s["observation_id"]]
        measure, factor = self.formulas.stated[s["observation_id"]]
        units = {self.formulas.series[o["series_id"]]["unit_measure"], o["unit_measure"]}
        level = o["transformation"] in ("level", "intensity", "change") and measure != s["observation_id"]
        mixed = level and len(units) > 1 and units != {"PC", "PP"}
        return "statement" if s["measure_id"] == measure and F(s["factor"]) == factor and not mixed else ""

    def _measure(self, m: Row) -> str:
        meaning = self.formulas.of(m["measure_id"])
        if meaning is None or m["measure_id"] in self.formulas.clashes:
            return ""
        level = meaning.kind in ("level", "unchanged")
        above = level and not any(map(self.formulas.may_be_negative, meaning.series))
        return {"true": "not_negative" if above else "", "false": "measure"}[m["not_negative"]]

    def _ratio(self, r: Row) -> str:
        """Numerator = (offset + measure)^power x denominator, whatever the levels are, or as an identity declares."""
        own = measure, numerator, denominator = r["measure_id"], r["numerator"], r["denominator"]
        known = [meaning for meaning in map(self.formulas.of, own) if meaning]
        named = r["ratio_id"] == f"{measure}|{denominator}" and self._private_to(r["ratio_id"], own)
        if len(known) < 3 or numerator == denominator or not named or not self.formulas.one_agency(own):
            return ""
        ratio, _, base = known
        if base.kind == "level" and any(self.formulas.series[s]["flow"] == "balance" for s in base.series):
            return ""  # a surplus and a deficit do not grow, or have shares, in one sense
        offset, power = int(r["offset"]), int(r["power"])
        if own in self._words.ratios:
            return "quotient" if (offset, power) == (0, 1) else ""
        if power != ratio.power or (power > 1 and offset != 1):
            return ""
        factor = ratio.value if power > 1 else offset + ratio.value
        step = any(meaning.kind == "step" for meaning in known)
        holds = self.formulas.value(numerator) == factor * self.formulas.value(denominator)
        return ("step" if step else ratio.kind) if holds else ""

    def _edit(self, e: Row) -> str:
        name, family = e["edit_id"], e["family"]
        terms = summed((t["measure_id"], F(t["coefficient"])) for t in self._terms[name])
        own = Edit(terms, e["operator"], F(e["constant"]), frozenset(f["observation_id"] for f in self._figures[name]))
        if not name.startswith(f"{family}:") or not self._private_to(name, terms):
            return ""
        if family in ("difference", "whole"):
            left = sum((c * self.formulas.value(m) for m, c in terms.items()), -own.constant)
            equal = own.operator == "equal" and not own.figures and self.formulas.one_agency(terms)
            return family if equal and left == 0 else ""
        if family in ("flow_total", "flow_balance"):
            expected = self._parts.flow(name)
        elif family == "part_whole":
            expected = self._parts.part_whole(name)
        elif family == "within":
            expected = self._parts.within(name, terms)
        else:
            expected = self._base(name, own.figures) if family == "base" else self._words.edits.get(name)
        return family if own == expected else ""

    def _base(self, edit_id: str, figures: Iterable[str]) -> Edit | None:
        """Who prints a ratio to a level says that there was something, even where such levels may be negative."""
        for figure in figures:
            denominator = edit_id.removeprefix("base:").removesuffix(f":{figure}")
            if f"{self.formulas.stated[figure][0]}|{denominator}" in self._ratios:
                return Edit({denominator: F(1)}, "more_than", F(0), frozenset((figure,)))
        return None

    def _private_to(self, row: str, measures: Iterable[str]) -> bool:
        """Whether auxiliary measures stand in no other rows than the few they were made for."""
        return all(row in self.formulas.private.get(m, (row,)) for m in measures)

    def _missing(self, stating: set[str]) -> None:
        """Figures that state nothing, and printed growth rates and shares without their ratio."""
        for name, o in self.formulas.figures.items():
            if name not in stating:
                self.wrong.append(f"{PROOFS}/measure_statements.csv, {name}: is missing")
            ratio = self.formulas.ratio_of(o)
            if ratio and ratio not in self._ratios:
                self.wrong.append(f"{PROOFS}/ratios.csv, {ratio}: is missing, though {name} is printed")
