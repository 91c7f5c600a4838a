"""One relation between figures, and its confrontation: stated interval, computed interval, verdict, sentence."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from .estimate import Estimate
from .interval import Number, infinite

VERBS = {
    "equal": "should be",
    "at_most": "should be at most",
    "at_least": "should be at least",
    "more_than": "should be more than",
    "less_than": "should be less than",
}
HOLDS, SOFT, HARD, UNDETERMINED = "holds", "violated_soft", "violated_hard", "undetermined"


@dataclass(frozen=True)
class Display:
    """How numbers of a relation are shown: divided by ``scale``, with ``decimals``, followed by ``unit``."""

    scale: Fraction = Fraction(1)
    decimals: int = 1
    unit: str = ""
    grouped: bool = True  # years are not

    def show(self, number: Number, extra: int = 0) -> str:
        """The number rounded for reading; never used for a verdict."""
        if infinite(number):
            return "unbounded"
        places, exact = self.decimals + extra, Fraction(number)
        above, below = exact.numerator * self.scale.denominator, exact.denominator * self.scale.numerator
        whole = _rounded(abs(above) * 10**places, below)
        text = format(whole // 10**places, "," if self.grouped else "d")
        text += f".{whole % 10**places:0{places}d}" if places else ""
        for _ in range(extra):
            text = text.removesuffix("0")
        text = text.removesuffix(".")
        return f"-{text}" if above < 0 and whole else text


@dataclass(frozen=True)
class Lever:
    """A printed figure of a relation; changing it by ``d`` moves the stated side against the computed by d x factor."""

    number: Fraction
    step: Fraction  # one unit of the last printed digit
    factor: Fraction = Fraction(1)


@dataclass(frozen=True)
class Relation:
    """``stated`` compared with ``computed``: ``mode`` is a key of VERBS.

    ``rounded`` holds further results that someone gets who computes from rounded intermediate figures.
    ``missing`` says what is not printed where there is nothing to compare with.
    """

    relation_id: str
    family: str
    document_id: str
    severity: str
    subject: str
    stated: Estimate
    computed: Estimate | None = None
    mode: str = "equal"
    rounded: tuple[Fraction, ...] = ()
    half_unit: Fraction = Fraction(0)
    levers: tuple[Lever, ...] = ()
    display: Display = field(default_factory=Display)
    missing: str = ""

    @property
    def observations(self) -> tuple[str, ...]:
        used = self.stated.observations + (self.computed.observations if self.computed else ())
        return tuple(dict.fromkeys(used))

    @property
    def quantities(self) -> tuple[tuple[str, str], ...]:
        used = self.stated.quantities + (self.computed.quantities if self.computed else ())
        return tuple(dict.fromkeys(used))


@dataclass(frozen=True)
class Verdict:
    """The result of one relation.

    ``slack`` is in the unit shown; negative slack is the excess over rounding, None is undetermined or without end.
    """

    relation: Relation
    verdict: str
    slack: Fraction | None

    @cached_property
    def sentence(self) -> str:
        """What is printed, what it should be and why, and whether it is; written when it is first read."""
        if self.verdict == UNDETERMINED:
            return f"{self.relation.subject}: printed {self.relation.stated.text}, {_why_undetermined(self.relation)}"
        return f"{_claim(self.relation)}: {_outcome(self)}"

    @property
    def relation_id(self) -> str:
        return self.relation.relation_id

    @property
    def violated(self) -> bool:
        return self.verdict in (SOFT, HARD)

    @property
    def compared(self) -> bool:
        """Whether the relation is a check: decided, and such that one changed digit of a figure breaks it."""
        return self.verdict != UNDETERMINED and breakable(self.relation)


def _rounded(above: int, below: int) -> int:
    """``above`` / ``below`` to the nearest whole number, halves to the even one; ``below`` is positive."""
    whole, rest = divmod(2 * above + below, 2 * below)
    return whole - (rest == 0 and whole % 2)


def confront(relation: Relation) -> Verdict:
    """Decide one relation exactly."""
    if relation.computed is None:
        return Verdict(relation, UNDETERMINED, None)
    slack = min(_room(relation))
    if _no_constraint(relation, slack):
        return Verdict(relation, UNDETERMINED, None)
    if slack > 0 or (slack == 0 and _touches(relation)):
        verdict = HOLDS
    elif slack == 0:
        verdict = HARD if relation.mode in ("more_than", "less_than") else SOFT
    else:
        verdict = SOFT if _explained_by_rounded(relation) else HARD
    return Verdict(relation, verdict, None if infinite(slack) else Fraction(slack) / relation.display.scale)


def breakable(relation: Relation) -> bool:
    """Whether some other digit in one place of one printed figure would break the relation."""
    if relation.computed is None:
        return False
    above, below = _room(relation)
    for lever in relation.levers:
        shifts = [change * lever.step * lever.factor for change in _extreme_changes(lever)]
        if max(shifts) > below or min(shifts) < -above:
            return True
    return False


def _extreme_changes(lever: Lever) -> tuple[int, int]:
    """By how many units of its last digit a figure changes most, downward and upward, with one digit replaced."""
    fall = rise = 0
    for place, character in enumerate(reversed(str(int(abs(lever.number) / lever.step)))):
        digit = int(character)
        fall, rise = max(fall, digit * 10**place), max(rise, (9 - digit) * 10**place)
    lowest, highest = -fall or 1, rise or -1  # a bare 0 can only rise, a row of nines only fall
    return (-highest, -lowest) if lever.number < 0 else (lowest, highest)


def _room(relation: Relation) -> tuple[Number, Number]:
    """How far the stated side can move down and up before the relation breaks; negative where it is broken."""
    assert relation.computed is not None
    stated, computed = relation.stated.interval, relation.computed.interval
    down = math.inf if relation.mode in ("at_most", "less_than") else stated.high - computed.low
    up = math.inf if relation.mode in ("at_least", "more_than") else computed.high - stated.low
    return down, up


def _touches(relation: Relation) -> bool:
    """Whether a relation without slack holds with open ends respected."""
    assert relation.computed is not None
    stated, computed = relation.stated.interval, relation.computed.interval
    if relation.mode == "equal":
        return stated.meets(computed)
    ends = {"at_least": stated.high_open or computed.low_open, "at_most": stated.low_open or computed.high_open}
    return not ends.get(relation.mode, True)


def _no_constraint(relation: Relation, slack: Number) -> bool:
    assert relation.computed is not None
    return infinite(slack) and (
        relation.mode == "equal" or not (relation.stated.interval.bounded and relation.computed.interval.bounded)
    )


def _explained_by_rounded(relation: Relation) -> bool:
    """Whether the stated figure is what a clerk prints who computes from the printed, rounded figures."""
    if relation.mode != "equal" or relation.stated.point is None or relation.computed is None:
        return False
    candidates = (relation.computed.point, *relation.rounded)
    return any(c is not None and abs(c - relation.stated.point) <= relation.half_unit for c in candidates)


def _why_undetermined(relation: Relation) -> str:
    if relation.computed is None:
        return f"not comparable because {relation.missing}"
    return "not comparable because an approximate or one-sided figure leaves it open"


def _outcome(v: Verdict) -> str:
    """How a decided relation ends: what it has to spare, or by how much it fails and what would explain that."""
    if v.slack is None:
        return "holds"
    amount = v.relation.display.show(abs(v.slack) * v.relation.display.scale, extra=3)
    if v.verdict == HOLDS:
        return f"holds with {amount} to spare"
    if v.verdict == SOFT:
        return (
            "holds only if halves are rounded down"
            if v.slack == 0
            else "agrees only when computed from rounded figures"
        )
    return (
        "contradiction, at best they are equal"
        if v.slack == 0
        else f"contradiction, {amount} beyond what rounding explains"
    )


@dataclass(frozen=True)
class Claim:
    """A decided relation in pieces: ``said`` is printed, or follows from print by ``derivation``; the others give
    ``value`` by ``computation``."""

    said: str
    derivation: str
    verb: str
    value: str
    computation: str
    unit: str


def claim_of(relation: Relation) -> Claim:
    """What is printed, what it should be and why, unit. Raises ValueError where nothing is computed."""
    if relation.computed is None:
        raise ValueError(f"{relation.relation_id}: has nothing to compare with")
    stated, computed, display = relation.stated, relation.computed, relation.display
    said, derivation = stated.text, ""
    if stated.point is not None and len(stated.observations) == 1:
        said = display.show(stated.point)
    elif stated.point is not None:
        said, derivation = display.show(stated.point, extra=2), stated.text
    value = display.show(computed.point, extra=2) if computed.point is not None else _range(relation)
    return Claim(said, derivation, VERBS[relation.mode], value, computed.text, display.unit)


def _claim(relation: Relation) -> str:
    """The pieces in a sentence."""
    c = claim_of(relation)
    said = f"{c.said} from {c.derivation}" if c.derivation else f"printed {c.said}"
    return f"{relation.subject}: {said}, {c.verb} {c.value} = {c.computation}{f' ({c.unit})' if c.unit else ''}"


def _range(relation: Relation) -> str:
    assert relation.computed is not None
    interval, show = relation.computed.interval, relation.display.show
    if infinite(interval.high) and not infinite(interval.low):
        return f"{show(interval.low, 2)} or more"
    if infinite(interval.low) and not infinite(interval.high):
        return f"{show(interval.high, 2)} or less"
    return f"between {show(interval.low, 2)} and {show(interval.high, 2)}"
