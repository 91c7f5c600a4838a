"""How measures are named, and the number that is drawn for a name."""

from __future__ import annotations

import re
from fractions import Fraction as F
from hashlib import sha256
from typing import NamedTuple

PERIOD = r"[0-9]{4}(?:-Q[1-4]|-[0-9]{2}(?:-[0-9]{2}/P[0-9]+[YMD])?)?"
LEVEL = re.compile(rf"([^@:|]+)@({PERIOD})(?:\.(?:end|average))?:([a-z0-9_]+)")
"""The measure of a level: its series, its period, its document."""


class Time(NamedTuple):
    """Period, base period, basis and document of a figure."""

    now: str
    before: str
    basis: str
    document: str


def at(series: str, period: str, basis: str) -> str:
    """A series at a time."""
    return f"{series}@{period}" if basis == "whole" else f"{series}@{period}.{basis}"


def named(kind: str, series: str, other: str, time: Time) -> str:
    """The name of what a figure states, whatever number it gives."""
    parts = [at(series, time.now, time.basis), kind]
    parts += [other] if other not in ("_Z", series) else []
    parts += [time.before] if time.before not in ("_Z", time.now) else []
    return ":".join([*parts, time.document])


def year_before(period: str) -> str:
    """The same period of the year before."""
    return f"{int(period[:4]) - 1:04d}{period[4:]}"


def drawn(name: str) -> F:
    """A whole number above zero that nothing but the name decides."""
    return F(1 + int.from_bytes(sha256(name.encode()).digest()[:8], "big"))
