"""Exact intervals: what a printed, rounded figure says about the number behind it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

Number = Fraction | float
"""A fraction, or one of the two infinities; other floats never occur."""


@dataclass(frozen=True)
class Interval:
    """All numbers from ``low`` to ``high``; an open end is excluded when numbers are rounded half up."""

    low: Number
    high: Number
    low_open: bool = False
    high_open: bool = False

    @property
    def width(self) -> Number:
        return self.high - self.low

    @property
    def bounded(self) -> bool:
        return not infinite(self.low) and not infinite(self.high)

    @property
    def positive(self) -> bool:
        """Whether it is bounded and above zero, so that a larger factor makes a larger product."""
        return self.bounded and self.low > 0

    def __neg__(self) -> Interval:
        return Interval(-self.high, -self.low, self.high_open, self.low_open)

    def __add__(self, other: Interval) -> Interval:
        return Interval(
            self.low + other.low,
            self.high + other.high,
            self.low_open or other.low_open,
            self.high_open or other.high_open,
        )

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def __mul__(self, other: Interval) -> Interval:
        if self.positive and other.positive:
            low, high = self.low * other.low, self.high * other.high
            return Interval(low, high, self.low_open or other.low_open, self.high_open or other.high_open)
        return _extremes(self, other, lambda a, b: Fraction(0) if 0 in (a, b) else a * b, zero_decides=True)

    def __truediv__(self, other: Interval) -> Interval:
        if other.low <= 0 <= other.high:
            return EVERYTHING
        if self.positive and other.positive:
            low, high = self.low / other.high, self.high / other.low
            return Interval(low, high, self.low_open or other.high_open, self.high_open or other.low_open)
        return _extremes(self, other, _quotient)

    def __and__(self, other: Interval) -> Interval | None:
        """What both allow, or None where they exclude each other even as closed intervals."""
        low, low_open = max((self.low, self.low_open), (other.low, other.low_open))
        high, not_open = min((self.high, not self.high_open), (other.high, not other.high_open))
        return Interval(low, high, low_open, not not_open) if low <= high else None

    def slack(self, other: Interval) -> Number:
        """How far one of them can move before they part; negative: the gap between them."""
        return min(self.high - other.low, other.high - self.low)

    def meets(self, other: Interval) -> bool:
        """Whether some number lies in both, open ends respected."""
        gap = self.slack(other)
        if gap != 0:
            return gap > 0
        shared = self & other
        return shared is not None and (shared.low < shared.high or not (shared.low_open or shared.high_open))


EVERYTHING = Interval(-math.inf, math.inf)


def infinite(number: Number) -> bool:
    """Whether it is one of the two infinities, the only floats that occur; telling by type spares a conversion."""
    return isinstance(number, float)


def added(intervals: Iterable[Interval]) -> Interval:
    """The interval of the sum of one number from each."""
    terms = list(intervals)
    low, high = (sum(ends, Fraction(0)) for ends in ([t.low for t in terms], [t.high for t in terms]))
    return Interval(low, high, any(t.low_open for t in terms), any(t.high_open for t in terms))


def exactly(value: Fraction | int) -> Interval:
    """The interval of one number."""
    return Interval(Fraction(value), Fraction(value))


def root(interval: Interval, degree: int, digits: int = 12) -> Interval:
    """Encloses the ``degree``-th root of positive numbers, widened outward to ``digits`` decimals."""
    low, _ = _root_floor(Fraction(interval.low), degree, digits)
    high, exact = _root_floor(Fraction(interval.high), degree, digits)
    if not exact:
        high += Fraction(1, 10**digits)
    return Interval(low, high, interval.low_open, interval.high_open)


def _root_floor(value: Fraction, degree: int, digits: int) -> tuple[Fraction, bool]:
    """The largest multiple of 10^-digits whose power does not pass ``value``, and whether it reaches it."""
    scale = 10**digits
    target = value.numerator * scale**degree
    low, high = 0, scale * (int(value) + 2)
    while high - low > 1:
        middle = (low + high) // 2
        if middle**degree * value.denominator <= target:
            low = middle
        else:
            high = middle
    return Fraction(low, scale), low**degree * value.denominator == target


def _quotient(a: Number, b: Number) -> Number:
    return Fraction(0) if infinite(b) else a / b  # also where both grow beyond bounds: any ratio is possible then


def _extremes(
    x: Interval, y: Interval, operation: Callable[[Number, Number], Number], zero_decides: bool = False
) -> Interval:
    """The interval of all results; with ``zero_decides`` a reached zero is reached whatever the other factor is."""
    corners = []
    for (a, a_open), (b, b_open) in product(_ends(x), _ends(y)):
        reached_zero = zero_decides and ((a == 0 and not a_open) or (b == 0 and not b_open))
        corners.append((operation(a, b), (a_open or b_open) and not reached_zero))
    low = min(value for value, _ in corners)
    high = max(value for value, _ in corners)
    return Interval(
        low,
        high,
        all(is_open for value, is_open in corners if value == low),
        all(is_open for value, is_open in corners if value == high),
    )


def _ends(interval: Interval) -> tuple[tuple[Number, bool], tuple[Number, bool]]:
    return (interval.low, interval.low_open), (interval.high, interval.high_open)
