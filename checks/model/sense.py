"""What a transformation demands of its figure: the unit, the base period, and the direction of trade of its whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from .printed import POINT_TRANSFORMATIONS

PERCENT = ("growth_rate", "average_growth_rate", "share", "share_of_growth", "ratio_to_reference_period")
"""In percent, or a plain fraction such as a third."""
AMOUNTS = ("level", "threshold", "intensity")
"""In the unit of the series; percent only where that is percent, and never in percentage points."""
DIFFERENCES = ("change",)
"""In the unit of the series; that of a series in percent is in percentage points."""

WITHOUT_BASE = ("level", "threshold")
IN_OWN_PERIOD = ("share", "intensity", "ratio_part", "rank")
SINCE = (
    *("growth_rate", "average_growth_rate", "change", "change_in_share", "change_in_growth_rate", "growth_gap"),
    *("contribution_to_growth", "share_of_growth", "ratio_to_reference_period"),
)
"""Relative to an earlier period."""
PART_OF_WHOLE = ("share", "change_in_share", "contribution_to_growth", "share_of_growth")
"""Relative to a whole, of which exports or imports are a part only if it has the same direction or both."""

CYCLE, DAYS_OF_CYCLE = 400, 146097
"""Years after which the calendar repeats, so that no year is out of its reach."""

UNNAMED, NONE = "_U", "_Z"
TOTAL = "total"
_PERIOD = re.compile(r"(\d{4})(?:-Q(\d)|-(\d{2})(?:-(\d{2})/P(\d+)([YMD]))?)?")


def senseless(observation: Mapping[str, str], unit: str, flow: str, whole_flow: str) -> Iterator[tuple[str, str]]:
    """Columns of an observation that its transformation does not allow to stand as they do, each with what to do.

    ``unit`` and ``flow`` are those of its series, ``whole_flow`` that of its reference series, empty if it has none.
    """
    problems = (
        ("unit_measure", _unit(observation, unit)),
        ("reference_period", _base(observation)),
        ("reference_series", _direction(observation, flow, whole_flow)),
    )
    yield from ((column, message) for column, message in problems if message)


def _unit(o: Mapping[str, str], of_series: str) -> str:
    name, unit = o["transformation"], o["unit_measure"]
    if name in PERCENT:
        wanted, fits = "percent", unit in ("PC", "PURE")
    elif name in POINT_TRANSFORMATIONS:
        wanted, fits = "percentage points", unit == "PP"
    elif name in AMOUNTS:
        wanted, fits = f"the unit of its series, {of_series}", unit not in ("PC", "PP") or unit == of_series
    elif name in DIFFERENCES:
        own = "percentage points" if of_series == "PC" else of_series
        wanted, fits = f"the unit of its series, {own}", unit != "PC" and (unit != "PP" or of_series == "PC")
    else:
        return ""
    return (
        "" if fits else f"a {_words(name)} is in {wanted}, not in {unit}; correct the unit word or the transformation"
    )


def _base(o: Mapping[str, str]) -> str:
    name, own, base = o["transformation"], o["time_period"], o["reference_period"]
    kind = _words(name)
    if name in WITHOUT_BASE:
        return "" if base == NONE else f"is {base}, but a {kind} has no base period; write {NONE}"
    if name in IN_OWN_PERIOD:
        return "" if base == own else f"is {base}, but a {kind} is taken in its own period; write {own}"
    if name not in SINCE and name != "multiple":
        return ""
    if base == NONE:
        return f"is {NONE}, but a {kind} has a base; name it, or write {UNNAMED} if print names none"
    if UNNAMED in (own, base):
        return ""
    if name == "multiple" and o["reference_series"] != o["series_id"]:  # of another level of its time, or of its growth
        return "" if _end(base) <= _end(own) else f"{base} ends after {own}; name the same or an earlier period"
    return "" if _end(base) < _end(own) else f"{base} does not end before {own}; name the earlier period"


def _direction(o: Mapping[str, str], flow: str, whole: str) -> str:
    name = o["transformation"]
    if name not in PART_OF_WHOLE or not whole or NONE in (flow, whole) or whole in (flow, TOTAL):
        return ""
    return f"has flow {whole}, of which {flow} are no part; name the series with flow {flow} or {TOTAL}"


def _end(period: str) -> int:
    """The number of the day behind a period."""
    found = _PERIOD.fullmatch(period)
    if found is None:
        raise ValueError(f"{period!r} is no period")
    year, quarter, month, day, length, unit = found.groups()
    months = {"Y": 12, "M": 1, "D": 0}[unit] * int(length) if unit else 3 if quarter else 1 if month else 12
    first = int(month) if month else 3 * int(quarter) - 2 if quarter else 1
    days = int(day or 1) - 1 + (int(length) if unit == "D" else 0)
    years, over = divmod(12 * int(year) + first - 1 + months, 12)
    cycles, within = divmod(years, CYCLE)
    return DAYS_OF_CYCLE * cycles + date(CYCLE + within, over + 1, 1).toordinal() + days


def _words(transformation: str) -> str:
    return transformation.replace("_", " ")
