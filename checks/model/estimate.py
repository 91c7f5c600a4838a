"""A number known from printed figures: its interval, its value from the printed digits, and the figures it rests on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from .interval import Interval, added, exactly
from .observation import Observation


@dataclass(frozen=True)
class Estimate:
    """``interval`` is what must hold; ``point`` is what a clerk gets who computes with the digits as printed.

    ``observations`` are the figures used, ``quantities`` the (quantity id, part played) pairs, ``text`` the
    computation in words. Arithmetic treats operands as independent, which is exact as long as no figure is used twice.
    """

    interval: Interval
    point: Fraction | None
    observations: tuple[str, ...] = ()
    quantities: tuple[tuple[str, str], ...] = ()
    text: str = ""

    def __add__(self, other: Estimate) -> Estimate:
        return self._combine(other, self.interval + other.interval, lambda a, b: a + b, "+")

    def __sub__(self, other: Estimate) -> Estimate:
        return self._combine(other, self.interval - other.interval, lambda a, b: a - b, "-")

    def __mul__(self, other: Estimate) -> Estimate:
        return self._combine(other, self.interval * other.interval, lambda a, b: a * b, "x")

    def __truediv__(self, other: Estimate) -> Estimate:
        interval = self.interval / other.interval
        return self._combine(other, interval, lambda a, b: a / b if b else None, "/")

    def named(self, text: str) -> Estimate:
        """The same estimate under another description."""
        return Estimate(self.interval, self.point, self.observations, self.quantities, text)

    def _combine(
        self,
        other: Estimate,
        interval: Interval,
        operation: Callable[[Fraction, Fraction], Fraction | None],
        symbol: str,
    ) -> Estimate:
        point = None if self.point is None or other.point is None else operation(self.point, other.point)
        return Estimate(
            interval,
            point,
            tuple(dict.fromkeys(self.observations + other.observations)),
            tuple(dict.fromkeys(self.quantities + other.quantities)),
            f"{self.text} {symbol} {other.text}",
        )


def constant(value: Fraction | int) -> Estimate:
    """A number that is part of a rule, not of a document."""
    return Estimate(exactly(value), Fraction(value), text=str(value))


def printed(observation: Observation, quantities: tuple[tuple[str, str], ...], text: str) -> Estimate:
    """The estimate that one figure gives of the number it states."""
    exact = observation.qualifier == "exact"
    return Estimate(
        observation.interval, observation.number if exact else None, (observation.observation_id,), quantities, text
    )


def total(estimates: Sequence[Estimate], text: str) -> Estimate:
    """The sum of at least one estimate, as adding them one by one would give it."""
    points = [estimate.point for estimate in estimates if estimate.point is not None]
    return Estimate(
        added(estimate.interval for estimate in estimates),
        sum(points, Fraction(0)) if len(points) == len(estimates) else None,
        tuple(dict.fromkeys(o for estimate in estimates for o in estimate.observations)),
        tuple(dict.fromkeys(q for estimate in estimates for q in estimate.quantities)),
        text,
    )


def joined(estimates: list[Estimate], text: str) -> Estimate | None:
    """What several independent estimates of one number leave for it; None where they exclude each other.

    Only the estimates that set the two ends are kept, earlier ones first, so that the result rests on few figures.
    """
    interval: Interval | None = estimates[0].interval
    for estimate in estimates[1:]:
        interval = None if interval is None else interval & estimate.interval
    if interval is None:
        return None
    low = next(e for e in estimates if e.interval.low == interval.low)
    high = low if low.interval.high == interval.high else next(e for e in estimates if e.interval.high == interval.high)
    kept = list(dict.fromkeys([low, high]))
    return Estimate(
        interval,
        kept[0].point,
        tuple(dict.fromkeys(o for e in kept for o in e.observations)),
        tuple(dict.fromkeys(q for e in kept for q in e.quantities)),
        text,
    )
