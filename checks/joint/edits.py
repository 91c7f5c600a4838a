"""Edits of a document: sums, balances, partitions, ranks, claims and identities, over printed and unprinted levels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise, product

from ..families.order import lists
from ..families.parts import applications
from ..families.ratios import complete
from ..model.facts import Facts, quantity_id
from ..model.observation import Observation
from ..model.reference import Claim, Identity, Partition, Reference
from .measures import MINUS, ONE, Measures
from .system import AT_LEAST, EQUAL, MORE_THAN, Edit, Ratio, System

Terms = list[tuple[str, Fraction]]


class Edits:
    """Adds everything that connects the measures of one document."""

    def __init__(self, facts: Facts, reference: Reference, system: System, measures: Measures) -> None:
        self.facts = facts
        self.reference = reference
        self.system = system
        self.measures = measures
        self.known = system.measures

    def add_all(self) -> None:
        """Flows and partitions until nothing new becomes known, then what speaks of printed figures only."""
        before = -1
        while before != (now := sum(len(e.terms) for e in self.system.edits.values())):
            before = now
            self._flows()
            found = applications(self.facts, self.reference)
            for partition, whole, period, basis in sorted(found, key=lambda a: (a[0].partition_id, *a[1:])):
                if not partition.inferred:
                    self._partition(partition, whole, period, basis)
        self._ratio_sums()
        self._ranks()
        for claim in self.reference.claims:
            if claim.document_id == self.facts.document_id:
                self._claim(claim)
        for identity in self.reference.identities:
            if identity.document_id == self.facts.document_id:
                self._identity(identity)

    def _add(self, name: str, family: str, operator: str, terms: Terms, observations: Iterable[str] = ()) -> None:
        edit = Edit(f"{family}:{name}", family, operator, tuple(terms), observations=tuple(observations))
        older = self.system.edits.get(edit.edit_id)
        if older is None or len(older.terms) < len(terms):  # parts may become known after the whole
            self.system.edits[edit.edit_id] = edit
        self.known.update(m for m, _ in terms)

    def _level(self, series_id: str, period: str, basis: str) -> str:
        return self.measures.quantity(series_id, period, basis)

    def _has(self, series_id: str, period: str, basis: str) -> bool:
        return quantity_id(series_id, period, basis, self.facts.document_id) in self.known

    def _flows(self) -> None:
        for series_id, series in sorted(self.facts.series.items()):
            if series.flow not in ("total", "balance"):
                continue
            sides = [self.facts.sibling(series_id, flow=flow) for flow in ("exports", "imports")]
            if None in sides:
                continue
            triple = [series_id, *(s for s in sides if s is not None)]
            for period, basis in self.facts.periods(series.indicator):
                if sum(self._has(s, period, basis) for s in triple) < 2:
                    continue
                result, exports, imports = (self._level(s, period, basis) for s in triple)
                sign = MINUS if series.flow == "total" else ONE
                self._add(result, f"flow_{series.flow}", EQUAL, [(result, ONE), (exports, MINUS), (imports, sign)])

    def _partition(self, partition: Partition, whole_id: str, period: str, basis: str) -> None:
        if not self._has(whole_id, period, basis):
            return
        names = [self.facts.sibling(whole_id, **{partition.dimension: code}) for code in partition.parts]
        series = [name for name in names if name is not None]
        known = [name for name in series if self._has(name, period, basis)]
        if not known:
            return
        whole = self._level(whole_id, period, basis)
        name = f"{whole}:{partition.partition_id}"
        if partition.exhaustive == "yes" and len(series) == len(names):
            parts = [(self._level(s, period, basis), MINUS) for s in series]
            self._add(name, "part_whole", EQUAL, [(whole, ONE), *parts])
        elif self.facts.series[whole_id].flow != "balance":
            levels = [(self._level(s, period, basis), MINUS) for s in known]
            for suffix, parts in (
                [(f":{m}", [(m, c)]) for m, c in levels] if partition.exhaustive == "overlapping" else [("", levels)]
            ):
                self._add(name + suffix, "within", AT_LEAST, [(whole, ONE), *parts])

    def _ratio_sums(self) -> None:
        groups: dict[str, list[Observation]] = defaultdict(list)
        for o in self.facts.of("ratio_part"):
            groups[o.range_id].append(o)
        for range_id, parts in sorted(groups.items()):
            if len(parts) > 1 and complete(self.facts, self.reference, parts):
                shares = tuple((self.system.statements[o.observation_id].measure, ONE) for o in parts)
                name = f"ratio_sum:{range_id}:{parts[0].time_period}:{self.facts.document_id}"
                self.system.edits[name] = Edit(name, "ratio_sum", EQUAL, shares, ONE)

    def _ranks(self) -> None:
        for whole, period, basis, places in lists(self.facts):
            by_rank: dict[int, list[Observation]] = defaultdict(list)
            for o in places:
                by_rank[int(o.number)].append(o)
            for above, below in pairwise(sorted(by_rank)):
                for first, second in product(by_rank[above], by_rank[below]):
                    upper, lower = (self._level(o.series_id, period, basis) for o in (first, second))
                    terms = [(upper, ONE), (lower, MINUS)]
                    resting = (first.observation_id, second.observation_id)
                    self._add(f"{upper}:{whole}:{second.series_id}", "rank_order", AT_LEAST, terms, resting)

    def _claim(self, claim: Claim) -> None:
        below = claim.predicate in ("below_all", "negative")
        for subject in claim.subjects:
            name = f"{claim.claim_id}:{subject}"
            own = self._term(subject, MINUS if below else ONE)
            if claim.predicate in ("positive", "negative"):
                self._add(f"{name}:zero", "claim", MORE_THAN, [own])
            if claim.predicate == "two_digit":
                edit_id = f"claim:{name}:ten_percent"
                self.system.edits[edit_id] = Edit(edit_id, "claim", AT_LEAST, (own,), Fraction(1, 10))
            if claim.predicate in ("above_all", "below_all"):
                for other in claim.others:
                    if self._one_agency(subject, other):
                        self._add(
                            f"{name}:{other}", "claim", MORE_THAN, [own, self._term(other, ONE if below else MINUS)]
                        )

    def _identity(self, identity: Identity) -> None:
        if len(identity.terms) < 2 or not self._one_agency(*identity.terms):
            return
        result, *operands = identity.terms
        own = self.facts.by_id[result]
        connected = {r.measure for r in self.system.ratios.values()}
        if own.transformation == "multiple" and self.system.statements[result].measure in connected:
            return  # its codes say what it is a multiple of; two meanings at once would contradict each other
        name = f"{self._level(own.series_id, own.time_period, own.period_basis)}:{identity.identity_id}"
        measure = self.system.statements[result].measure
        if (
            len(operands) == 2
            and (identity.operation, identity.mode) == ("quotient", "equal")
            and measure not in connected
        ):
            self.measures.connect(Ratio(measure, self._scaled(operands[0]), self._scaled(operands[1])))
            return
        sign = ONE if identity.operation == "sum" else MINUS
        if identity.operation in ("sum", "difference") or len(operands) == 1:
            right = [self._term(operands[0], MINUS), *(self._term(o, -sign) for o in operands[1:])]
        else:
            right = [(self._chain(identity, operands), MINUS)]
        terms = [self._term(result, ONE), *right]
        if identity.mode == "at_most":
            terms = [(m, -c) for m, c in terms]
        self._add(name, "identity", EQUAL if identity.mode == "equal" else AT_LEAST, terms)

    def _chain(self, identity: Identity, operands: list[str]) -> str:
        """The measure of a product or quotient, built up from left to right; each step is a ratio."""
        left = self._scaled(operands[0])
        for position, operand in enumerate(operands[1:], start=2):
            name = f"{identity.identity_id}/{position}:{self.facts.document_id}"
            right = self._scaled(operand)
            if identity.operation == "product":  # name = left x right: right is the ratio of name to left
                self.measures.connect(Ratio(right, name, left))
                self.measures.connect(Ratio(left, name, right))
            else:
                self.measures.connect(Ratio(name, left, right))
            left = name
        return left

    def _term(self, observation: str, sign: Fraction) -> tuple[str, Fraction]:
        statement = self.system.statements[observation]
        return statement.measure, sign * statement.factor

    def _scaled(self, observation: str) -> str:
        statement = self.system.statements[observation]
        assert statement.factor == 1, f"{observation} is a part of a ratio; no product is declared of one"
        return statement.measure

    def _one_agency(self, *observations: str) -> bool:
        names = (self.facts.by_id[o].series_id for o in observations)
        return len({self.facts.series[s].source_agency for s in names}) == 1
