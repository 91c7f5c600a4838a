"""From printed figures to numbers that nobody printed: step by step, in fractions, and as a formula to follow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations

from checks.joint.system import EQUAL, Edit, Ratio

Values = Mapping[str, Fraction]
Connection = Edit | Ratio
ZERO = Fraction(0)


@dataclass(frozen=True)
class Step:
    """``measure`` is ``form`` with its ``operands`` put in for {0}, {1} and so on; ``value`` computes it.

    ``result`` tells whether the edit or ratio is there for this measure: the whole of parts, the rate of two levels.
    """

    measure: str
    form: str
    operands: tuple[str, ...]
    value: Callable[[Values], Fraction]
    result: bool = False


@dataclass(frozen=True)
class Number:
    """A number as printed figures give it, and as it is where the two that should agree are nearest to each other."""

    printed: Fraction
    nearest: Fraction


class Workings:
    """``numbers`` of measures: those given at first, and what follows from them step by step."""

    def __init__(self, given: Mapping[str, Number]) -> None:
        self.numbers = dict(given)
        self.steps: dict[str, Step] = {}
        self._depth = dict.fromkeys(given, 0)

    def follow(self, connections: Iterable[Connection]) -> None:
        """Everything that follows from one connection, or from two edits together, with few steps between."""
        known = list(connections)
        equalities = [e for e in known if isinstance(e, Edit) and e.operator == EQUAL]
        while fresh := self._next(known) or self._next(self._pairs(equalities)):
            for measure, (step, number) in fresh.items():
                self._depth[measure] = 1 + self.depth(step.operands)
                self.steps[measure], self.numbers[measure] = step, number

    def depth(self, measures: Iterable[str]) -> int:
        """How many steps stand one upon the other."""
        return max((self._depth[m] for m in measures), default=0)

    def way(self, measures: Iterable[str]) -> list[Step]:
        """The steps that lead to some measures, each after those that it needs."""
        found: dict[str, Step] = {}
        for step in (self.steps[m] for m in measures if m in self.steps):
            found |= {s.measure: s for s in self.way(step.operands)} | {step.measure: step}
        return list(found.values())

    def given(self, measures: Sequence[str]) -> list[str]:
        """The measures given at first that some measures follow from, in the order in which the steps use them."""
        used = [m for step in self.way(measures) for m in step.operands]
        return list(dict.fromkeys(m for m in [*used, *measures] if m not in self.steps))

    def computed(self, step: Step) -> Number | None:
        """The result of a step; None where it would divide by zero."""
        printed, nearest = ({m: getattr(n, kind) for m, n in self.numbers.items()} for kind in ("printed", "nearest"))
        try:
            return Number(step.value(printed), step.value(nearest))
        except ZeroDivisionError:
            return None

    def _next(self, connections: Iterable[Connection]) -> dict[str, tuple[Step, Number]]:
        found: dict[str, tuple[Step, Number]] = {}
        for connection in connections:
            unknown = [m for m in connection.measures if m not in self.numbers]
            step = step_to(connection, unknown[0]) if len(unknown) == 1 else None
            number = None if step is None else self.computed(step)
            if step is not None and number is not None:
                found.setdefault(step.measure, (step, number))
        return found

    def _pairs(self, edits: list[Edit]) -> Iterator[Edit]:
        """Sums or differences of two edits in which something unknown to both drops out: 2 x = (x + y) + (x - y)."""
        for first, second in combinations(edits, 2):
            one, other = dict(first.terms), dict(second.terms)
            for measure in sorted((one.keys() & other.keys()) - self.numbers.keys()):
                factor = one[measure] / other[measure]
                total = {m: one.get(m, ZERO) - factor * other.get(m, ZERO) for m in {**other, **one}}
                terms = tuple((m, c) for m, c in total.items() if c)
                yield replace(first, terms=terms, constant=first.constant - factor * second.constant)


def step_to(connection: Connection, unknown: str) -> Step | None:
    """An edit, as an equality, or a ratio, solved for one of its measures; None for a root."""
    step = _sum(connection, unknown) if isinstance(connection, Edit) else _product(connection, unknown)
    return replace(step, result=connection.measures[0] == unknown) if step else None


def _sum(edit: Edit, unknown: str) -> Step:
    """What is added comes before what is taken away; a factor that all terms share stands outside."""
    own = dict(edit.terms)[unknown]
    terms = sorted(((m, -c / own) for m, c in edit.terms if m != unknown), key=lambda term: term[1] < 0)
    constant = edit.constant / own
    sizes = {abs(c) for _, c in terms}
    shared = sizes.pop() if len(sizes) == 1 and len(terms) > 1 and not constant else Fraction(1)
    pieces = [(c, f"{{{i}}}" if abs(c) == shared else f"{abs(c)} x {{{i}}}") for i, (_, c) in enumerate(terms)]
    if constant or not terms:
        pieces.append((constant, f"{abs(constant) * 100}%" if constant else "zero"))  # constants are shares or rates
    form = " ".join(f"{'-' if c < 0 else '+'} {text}" for c, text in pieces).removeprefix("+ ")
    if shared != 1:
        form = f"({form})/{shared.denominator}" if shared.numerator == 1 else f"{shared} x ({form})"
    return Step(
        unknown,
        form,
        tuple(m for m, _ in terms),
        lambda values: sum((c * values[m] for m, c in terms), constant),
    )


def _product(r: Ratio, unknown: str) -> Step | None:
    factor = (f"({r.offset} + {{1}})" if r.offset else "{1}") + (f"^{r.power}" if r.power > 1 else "")
    if unknown == r.numerator:
        return Step(
            unknown, f"{{0}} x {factor}", (r.denominator, r.measure), lambda v: v[r.denominator] * _factor(r, v)
        )
    if unknown == r.denominator:
        return Step(unknown, f"{{0}}/{factor}", (r.numerator, r.measure), lambda v: v[r.numerator] / _factor(r, v))
    if r.power > 1:
        return None
    form = f"{{0}}/{{1}} - {r.offset}" if r.offset else "{0}/{1}"
    return Step(unknown, form, (r.numerator, r.denominator), lambda v: v[r.numerator] / v[r.denominator] - r.offset)


def _factor(r: Ratio, values: Values) -> Fraction:
    return (r.offset + values[r.measure]) ** r.power
