"""Hand-declared knowledge that the rules need beside the figures: partitions, claims, names of units."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

Row = Mapping[str, str]


@dataclass(frozen=True)
class Partition:
    """A whole and its parts along one dimension. ``exhaustive`` is yes, residual, no, overlapping or unknown.

    The fields from ``indicator`` on narrow the series that it applies to; empty means any. ``inferred``: chosen because
    the arithmetic fits, so that nothing else may rest on it.
    """

    partition_id: str
    dimension: str
    whole: str
    parts: tuple[str, ...]
    exhaustive: str
    document_id: str
    indicator: str
    ref_area: str
    source_agency: str
    flow: str = ""
    item: str = ""
    population: str = ""
    inferred: bool = False

    @cached_property
    def scope(self) -> dict[str, str]:
        """Dimension to code for every dimension that is fixed, that of the whole included."""
        names = ("indicator", "ref_area", "flow", "item", "population", "source_agency")
        fixed = {name: getattr(self, name) for name in names} | {self.dimension: self.whole}
        return {name: code for name, code in fixed.items() if code}


@dataclass(frozen=True)
class Identity:
    """A result and its operands, all observation ids; ``mode`` is equal, at_least or at_most."""

    identity_id: str
    document_id: str
    operation: str
    mode: str
    terms: tuple[str, ...]


@dataclass(frozen=True)
class Claim:
    """An assertion without a numeral: a predicate over observations."""

    claim_id: str
    document_id: str
    predicate: str
    subjects: tuple[str, ...]
    others: tuple[str, ...]
    summary: str
    limits: tuple[str, ...] = ()
    printed: str = ""


@dataclass(frozen=True)
class Reference:
    """Everything hand-declared, as the families use it."""

    partitions: tuple[Partition, ...] = ()
    claims: tuple[Claim, ...] = ()
    unit_labels: Mapping[str, str] = field(default_factory=dict)
    identities: tuple[Identity, ...] = ()
    may_be_negative: frozenset[str] = frozenset()
    """Indicators whose levels may be below zero beside balances."""
    count_units: frozenset[str] = frozenset()
    """Units of which there are only whole numbers."""

    def restricted(self, kept: Container[str]) -> Reference:
        """The same knowledge, with claims that speak only of observations in ``kept``.

        A claim on the first year of a table goes with any of its rows: the next row would be another first.
        """
        whole = (c for c in self.claims if c.predicate != "first_year" or all(o in kept for o in c.subjects))
        claims = tuple(
            replace(
                claim,
                subjects=tuple(o for o in claim.subjects if o in kept),
                others=tuple(o for o in claim.others if o in kept),
                limits=tuple(o for o in claim.limits if o in kept),
            )
            for claim in whole
        )
        identities = tuple(i for i in self.identities if all(o in kept for o in i.terms))
        return replace(self, claims=claims, identities=identities)


def reference_from_rows(
    partitions: Iterable[Row],
    partition_parts: Iterable[Row],
    claims: Iterable[Row],
    claim_terms: Iterable[Row],
    units: Iterable[Row],
    identities: Iterable[Row] = (),
    identity_terms: Iterable[Row] = (),
    indicators: Iterable[Row] = (),
) -> Reference:
    """Build the reference from the rows of the resources of the same names."""
    units = list(units)
    parts: dict[str, list[str]] = defaultdict(list)
    for row in partition_parts:
        parts[row["partition_id"]].append(row["part"])
    terms: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in claim_terms:
        terms[row["claim_id"], row["part"]].append(row["observation_id"])
    operands: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for row in identity_terms:
        operands[row["identity_id"]].append((int(row["position"]), row["observation_id"]))
    return Reference(
        tuple(
            Partition(
                row["partition_id"],
                row["dimension"],
                row["whole"],
                tuple(sorted(parts[row["partition_id"]])),
                row["exhaustive"],
                row["document_id"],
                row["indicator"],
                row["ref_area"],
                row["source_agency"],
                row["flow"],
                row["item"],
                row["population"],
                row.get("basis_kind") == "inferred",
            )
            for row in partitions
        ),
        tuple(
            Claim(
                row["claim_id"],
                row["document_id"],
                row["predicate"],
                tuple(terms[row["claim_id"], "subject"]),
                tuple(terms[row["claim_id"], "other"]),
                row["summary"],
                tuple(terms[row["claim_id"], "limit"]),
                row["printed"],
            )
            for row in claims
        ),
        {row["unit_measure"]: row["label_en"] for row in units},
        tuple(
            Identity(
                row["identity_id"],
                row["document_id"],
                row["operation"],
                row["mode"],
                tuple(observation for _, observation in sorted(operands[row["identity_id"]])),
            )
            for row in identities
        ),
        frozenset(row["indicator"] for row in indicators if row["may_be_negative"] == "true"),
        frozenset(row["unit_measure"] for row in units if row.get("unit_kind") == "count"),
    )
