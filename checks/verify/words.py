"""Edits that follow from what is printed or declared in words: ranks, ratios, shares in growth, claims, identities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction as F
from itertools import permutations
from pathlib import Path

from .formulas import Formulas, Row
from .names import Time, at, named
from .parts import DIMENSIONS, Edit, Parts, summed
from .tables import grouped, read

OF_ONE_KIND = ("indicator", "flow", "unit_measure", "price_basis", "source_agency")
"""Codes that the series of a ranking share."""
Named = tuple[str, Edit]


class Words:
    """``edits`` by id, and ``ratios`` (measure, numerator, denominator) that are declared and follow from no codes."""

    def __init__(self, root: Path, formulas: Formulas, parts: Parts) -> None:
        self.formulas = formulas
        self.parts = parts
        self.ratios: set[tuple[str, str, str]] = set()
        self.edits: dict[str, Edit] = dict([*self._ranks(), *self._ratio_sums(), *self._growing()])
        tables = root / "resources"
        terms = grouped(read(tables / "claim_terms.csv"), "claim_id")
        for claim in read(tables / "claims.csv"):
            self.edits.update(self._claim(claim, terms[claim["claim_id"]]))
        terms = grouped(read(tables / "identity_terms.csv"), "identity_id")
        for identity in read(tables / "identities.csv"):
            own = sorted(terms[identity["identity_id"]], key=lambda term: int(term["position"]))
            self.edits.update(self._identity(identity, [term["observation_id"] for term in own]))

    def _ranks(self) -> Iterator[Named]:
        """A level is at least any that stands behind it in the same ranking."""
        lists: dict[tuple[str, ...], list[Row]] = defaultdict(list)
        for o in self.formulas.figures.values():
            own, whole = (self.formulas.series.get(o[c]) for c in ("series_id", "reference_series"))
            if o["transformation"] == "rank" and o["qualifier"] == "exact" and own and whole:
                differing = ",".join(d for d in DIMENSIONS if own[d] != whole[d])
                kind = (own[column] for column in OF_ONE_KIND)
                place = (o["reference_series"], o["time_period"], o["period_basis"], o["document_id"])
                if own["flow"] != "balance" and o["time_period"] != "_U":
                    lists[(*place, differing, *kind)].append(o)
        for (among, *_), places in lists.items():
            for first, second in permutations(places, 2):
                if F(first["obs_value"]) < F(second["obs_value"]):
                    upper, lower = (self._level(o) for o in (first, second))
                    figures = frozenset(o["observation_id"] for o in (first, second))
                    edit = Edit(summed([(upper, 1), (lower, -1)]), "at_least", F(0), figures)
                    yield f"rank_order:{upper}:{among}:{second['series_id']}", edit

    def _ratio_sums(self) -> Iterator[Named]:
        """The parts of a ratio that exhaust a whole make one."""
        ranges: dict[tuple[str, ...], list[Row]] = defaultdict(list)
        for o in self.formulas.figures.values():
            if o["transformation"] == "ratio_part":
                columns = ("range_id", "time_period", "document_id", "reference_series", "period_basis")
                ranges[tuple(o[column] for column in columns)].append(o)
        for (name, period, document, whole, basis), own in ranges.items():
            levels = {self._level(o) for o in own}
            if self.parts.exhaust(f"{at(whole, period, basis)}:{document}", levels):
                measures = {self.formulas.stated[o["observation_id"]][0] for o in own}
                yield f"ratio_sum:{name}:{period}:{document}", Edit(dict.fromkeys(measures, F(1)), "equal", F(1))

    def _growing(self) -> Iterator[Named]:
        """Who prints a share in the growth of a whole says that it has grown."""
        for name, o in self.formulas.figures.items():
            own, _ = self.formulas.stated[name]
            meaning = self.formulas.of(own)
            if meaning and meaning.kind == "share_of_growth":
                time = Time(o["time_period"], o["reference_period"], o["period_basis"], o["document_id"])
                change = named("change", o["reference_series"], o["reference_series"], time)
                yield f"growing:{own}", Edit({change: F(1)}, "more_than", F(0), frozenset((name,)))

    def _claim(self, claim: Row, terms: list[Row]) -> Iterator[Named]:
        """Each figure that a claim is about, against zero, ten percent, or each figure that it is set against."""
        subjects, others = (
            [t["observation_id"] for t in terms if t["part"] == part and self._of(claim, t["observation_id"])]
            for part in ("subject", "other")
        )
        sign = -1 if claim["predicate"] in ("negative", "below_all") else 1
        for subject in subjects:
            name, own = f"claim:{claim['claim_id']}:{subject}", self._term(subject, sign)
            if claim["predicate"] in ("positive", "negative"):
                yield f"{name}:zero", Edit(summed([own]), "more_than")
            if claim["predicate"] == "two_digit" and self.formulas.figures[subject]["unit_measure"] == "PC":
                yield f"{name}:ten_percent", Edit(summed([own]), "at_least", F(1, 10))
            if claim["predicate"] in ("above_all", "below_all"):
                for other in others:
                    pair = summed([own, self._term(other, -sign)])
                    if self.formulas.one_agency(pair):
                        yield f"{name}:{other}", Edit(pair, "more_than")

    def _identity(self, identity: Row, terms: list[str]) -> Iterator[Named]:
        """Result against what the operands give; a product or quotient has an auxiliary measure, made step by step."""
        measures = [self.formulas.stated[t][0] for t in terms if self._of(identity, t)]
        if len(measures) < max(2, len(terms)) or not self.formulas.one_agency(measures):
            return
        operation, mode = identity["operation"], identity["mode"]
        own, scaled = self.formulas.of(measures[0]), any(self.formulas.stated[t][1] != 1 for t in terms)
        if own is None or own.kind == "multiple":
            return  # codes say what it is a multiple of, and it cannot mean two things
        edit_id = f"identity:{self._level(self.formulas.figures[terms[0]])}:{identity['identity_id']}"
        if operation in ("product", "quotient") and len(measures) > 2:
            if scaled or any(meaning.power != 1 for m in measures if (meaning := self.formulas.of(m))):
                return  # a part of a ratio, or an average rate, whose value is no number to multiply by
            computed = [(self._chain(identity, edit_id, measures[1:]), F(-1))]
        else:
            sign = 1 if operation == "difference" else -1
            computed = [self._term(terms[1], -1), *(self._term(t, sign) for t in terms[2:])]
        form = summed([self._term(terms[0], 1), *computed])
        if mode == "at_most":
            form = {measure: -coefficient for measure, coefficient in form.items()}
        yield edit_id, Edit(form, "equal" if mode == "equal" else "at_least")
        if (operation, mode, len(measures)) == ("quotient", "equal", 3) and own.kind in ("level", "plain"):
            self.ratios.add((measures[0], measures[1], measures[2]))

    def _chain(self, identity: Row, edit_id: str, operands: list[str]) -> str:
        """The product or quotient of measures, from left to right."""
        left, product = operands[0], identity["operation"] == "product"
        for position, right in enumerate(operands[1:], start=2):
            values = self.formulas.value(left), self.formulas.value(right)
            series = {s for m in (left, right) if (meaning := self.formulas.of(m)) for s in meaning.series}
            name = f"{identity['identity_id']}/{position}:{identity['document_id']}"
            self.formulas.know(name, "step", values[0] * values[1] if product else values[0] / values[1], series)
            ratios = {f"{right}|{left}", f"{left}|{right}"} if product else {f"{name}|{right}"}
            for step in (left, name) if position > 2 else (name,):
                self.formulas.private.setdefault(step, {edit_id}).update(ratios)
            left = name
        return left

    def _of(self, words: Row, figure: str) -> bool:
        """Whether a figure is one of the document that words are about."""
        o = self.formulas.figures.get(figure)
        return o is not None and o["document_id"] == words["document_id"]

    def _level(self, o: Row) -> str:
        return f"{at(o['series_id'], o['time_period'], o['period_basis'])}:{o['document_id']}"

    def _term(self, figure: str, sign: int) -> tuple[str, F]:
        """A figure's number is ``factor`` times the measure that it states."""
        measure, factor = self.formulas.stated[figure]
        return measure, F(sign * factor)
