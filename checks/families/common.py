"""What every family needs to turn figures into a relation."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

from ..model.estimate import Estimate
from ..model.facts import Facts
from ..model.observation import Observation, scale_of
from ..model.reference import Reference
from ..model.relation import Display, Lever, Relation

MULTIPLES = {
    0: "",
    3: "thousand ",
    4: "10 thousand ",
    6: "million ",
    7: "10 million ",
    8: "100 million ",
    12: "trillion ",
}


def display_of(o: Observation, reference: Reference) -> Display:
    """Show numbers as the observation prints them."""
    return _display(o.unit_measure, o.unit_mult, o.decimals, reference.unit_labels.get(o.unit_measure, o.unit_measure))


@cache
def _display(unit_measure: str, unit_mult: int, decimals: int, label: str) -> Display:
    if unit_measure in ("PC", "PP"):
        return Display(Fraction(1, 100), decimals, {"PC": "%", "PP": "percentage points"}[unit_measure])
    unit = f"{MULTIPLES.get(unit_mult, f'10^{unit_mult} ')}{label}"
    return Display(Fraction(10) ** unit_mult, decimals, unit)


def in_unit_of(facts: Facts, o: Observation, estimate: Estimate) -> str:
    """The text of a figure in the unit in which ``o`` is shown, where it is printed in another one."""
    if len(estimate.observations) != 1:
        return estimate.text
    own = facts.by_id[estimate.observations[0]]
    if own.unit_mult == o.unit_mult or own.unit_measure != o.unit_measure:
        return estimate.text
    return Display(Fraction(10) ** o.unit_mult, 0).show(own.number, extra=6)


def lever(o: Observation, factor: Fraction | int = 1) -> Lever:
    """The printed digits of an observation, as far as they can be mistyped."""
    return Lever(o.number, _step(o.unit_measure, o.unit_mult if o.value else 0, o.decimals), Fraction(factor))


@cache
def _step(unit_measure: str, unit_mult: int, decimals: int) -> Fraction:
    return Fraction(1, 10**decimals) * scale_of(unit_measure, unit_mult)


def levers(facts: Facts, stated: Estimate, computed: Estimate | None = None) -> tuple[Lever, ...]:
    """Levers of a number proportional to its first figure, and of a computed one that is a mere figure."""
    found = []
    first = facts.by_id[stated.observations[0]]
    if stated.point is not None and first.number:
        found.append(lever(first, 1 if stated.point == first.number else stated.point / first.number))
    if computed is not None and len(computed.observations) == 1:
        other = facts.by_id[computed.observations[0]]
        if computed.point == other.number:
            found.append(lever(other, -1))
    return tuple(found)


def severity(facts: Facts, *estimates: Estimate | None) -> str:
    """Hard within one agency's figures; information where figures of several agencies meet."""
    known = (estimate for estimate in estimates if estimate is not None)
    # computed sides without figures (zero, one hundred percent) add none
    agencies = {facts.agency_of[o] for estimate in known for o in estimate.observations}
    return "hard" if len(agencies) <= 1 else "info"


def about(
    family: str,
    facts: Facts,
    reference: Reference,
    o: Observation,
    computed: Estimate | None,
    against: str,
    what: str,
    *,
    rounded: tuple[Fraction, ...] = (),
    missing: str = "",
) -> Relation:
    """The relation that confronts one printed observation with what other figures make of it."""
    stated = facts.estimate(o)
    target = facts.quantity(o.series_id, o.time_period, o.period_basis)
    apart = ("" if o.qualifier == "exact" else f":{o.qualifier}") + ("" if o.variant == 1 else f":v{o.variant}")
    return Relation(
        f"{family}:{target}:{against}{apart}",
        family,
        facts.document_id,
        severity(facts, stated, computed),
        f"{facts.name(o.series_id)}{when(o.time_period)}, {what}",
        stated,
        computed,
        rounded=rounded,
        half_unit=o.half_unit,
        levers=(lever(o),) if o.qualifier == "exact" else levers(facts, stated, computed),
        display=display_of(o, reference),
        missing=missing,
    )


def when(period: str) -> str:
    """A period after a name; nothing where the document does not say it."""
    return "" if period == "_U" else f" {period}"


def since(base: str) -> str:
    """A base period in words."""
    return "an unnamed earlier period" if base == "_U" else base
