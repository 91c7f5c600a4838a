"""Made-up figures, series and packages in a line each, for tests of the rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path

from checks.families import FAMILIES
from checks.model.facts import Facts
from checks.model.identity import observation_id
from checks.model.observation import Observation, Series
from checks.model.reference import Claim, Identity, Partition, Reference
from checks.model.relation import Verdict, confront
from checks.package.contents import Package, read_package
from checks.verdicts.confrontation import Confrontation, confront_all

ROOT = Path(__file__).resolve().parents[1]
DOCUMENT = "doc"
BOUNDS = {">": ("lower", "strict"), "<": ("upper", "strict"), "≲": ("upper", "soft"), "~": ("approx", "none")}
TO_ITSELF = ("growth_rate", "change", "change_in_growth_rate", "average_growth_rate")
IN_POINTS = ("change_in_share", "change_in_growth_rate", "growth_gap")


def a_series(series_id: str, **changes: str) -> Series:
    """Services exports of China in dollars, except for ``changes``; the id is also the label."""
    plain = {
        "indicator": "services_trade",
        "ref_area": "CHN",
        "counterpart_area": "_T",
        "flow": "exports",
        "item": "_T",
        "population": "_Z",
        "unit_measure": "USD",
        "price_basis": "nominal",
        "source_agency": "ministry",
        "stock_flow": "flow",
    }
    return Series(series_id=series_id, label_en=series_id, label_zh=series_id, **{**plain, **changes})


def some_series(*series: Series) -> dict[str, Series]:
    return {s.series_id: s for s in series}


FLOWS = some_series(
    a_series("total", flow="total"),
    a_series("exports", flow="exports"),
    a_series("imports", flow="imports"),
    a_series("balance", flow="balance"),
)
"""One item, all four flows."""

ITEMS = some_series(a_series("whole"), a_series("first", item="A"), a_series("second", item="B"))
"""A whole and two parts of one flow."""

CELLS = some_series(
    *(
        a_series(f"{flow}_{item}".removesuffix("__T"), flow=flow, item=item)
        for flow in ("total", "exports", "imports", "balance")
        for item in ("_T", "A", "B")
    )
)
"""All flows of a whole (``total``) and of its parts (``total_A``, ``total_B``)."""


def figure(
    series_id: str,
    text: str,
    transformation: str = "level",
    of: str = "",
    since: str = "",
    time: str = "2023",
    exact: bool = False,
    document: str = DOCUMENT,
    **changes: object,
) -> Observation:
    """A printed figure: decimals are those of ``text``, which may start with > < ≲ (close to) or ~ (about).

    Levels and changes are in 100 million dollars; everything else is in percent or percentage points.
    """
    qualifier, bound_kind = BOUNDS.get(text[0], ("exact", "none"))
    number = text.lstrip("".join(BOUNDS))
    money = transformation in ("level", "change")
    if transformation == "level":
        reference, base = "_Z", "_Z"
    else:
        reference = series_id if transformation in TO_ITSELF else of
        base = since or (time if transformation == "share" else str(int(time) - 1))
    row: dict[str, object] = {
        "series_id": series_id,
        "time_period": time,
        "period_basis": "whole",
        "transformation": transformation,
        "reference_series": reference,
        "reference_period": base,
        "qualifier": qualifier,
        "bound_kind": bound_kind,
        "variant": 1,
        "document_id": document,
        "value": Fraction(number),
        "unit_measure": "USD" if money else "PP" if transformation in IN_POINTS else "PC",
        "unit_mult": 8 if money else 0,
        "decimals": len(number.partition(".")[2]),
        "rounding": "exact" if exact else "rounded",
        "obs_status": "A",
        "range_id": "",
        **changes,
    }
    return Observation(observation_id({k: str(v) for k, v in row.items()}), **row)  # type: ignore[arg-type]


def level(series_id: str, text: str, time: str = "2023", **changes: object) -> Observation:
    return figure(series_id, text, time=time, **changes)  # type: ignore[arg-type]


def count(series_id: str, text: str, time: str = "2023", **changes: object) -> Observation:
    """An exact count, which stands for itself alone."""
    return figure(series_id, text, time=time, exact=True, unit_mult=0, **changes)  # type: ignore[arg-type]


def growth(series_id: str, text: str, time: str = "2023", **changes: object) -> Observation:
    return figure(series_id, text, "growth_rate", time=time, **changes)  # type: ignore[arg-type]


def share(series_id: str, of: str, text: str, time: str = "2023", **changes: object) -> Observation:
    return figure(series_id, text, "share", of, time=time, **changes)  # type: ignore[arg-type]


def lead(series_id: str, over: str, text: str, **changes: object) -> Observation:
    return figure(series_id, text, "growth_gap", over, **changes)  # type: ignore[arg-type]


def change(series_id: str, text: str, **changes: object) -> Observation:
    return figure(series_id, text, "change", **changes)  # type: ignore[arg-type]


def share_change(series_id: str, of: str, text: str, **changes: object) -> Observation:
    return figure(series_id, text, "change_in_share", of, **changes)  # type: ignore[arg-type]


def faster(series_id: str, text: str, **changes: object) -> Observation:
    """A growth rate that is ``text`` percentage points above that of the year before."""
    return figure(series_id, text, "change_in_growth_rate", **changes)  # type: ignore[arg-type]


def average(series_id: str, text: str, since: str, **changes: object) -> Observation:
    return figure(series_id, text, "average_growth_rate", since=since, **changes)  # type: ignore[arg-type]


def multiple(series_id: str, of: str, text: str, kind: str = "ratio", **changes: object) -> Observation:
    """A multiple of another series: of its level in the same year, or of its growth with an earlier ``since``."""
    changes = {"since": "2023", "unit_measure": "TIMES", "multiple_kind": kind, **changes}
    return figure(series_id, text, "multiple", of, **changes)  # type: ignore[arg-type]


def ratio_part(series_id: str, of: str, text: str, **changes: object) -> Observation:
    """One number of a ratio like 40 : 16.6 : 43.4."""
    changes = {"since": "2023", "unit_measure": "PURE", "range_id": "ratio", **changes}
    return figure(series_id, text, "ratio_part", of, **changes)  # type: ignore[arg-type]


def rank(series_id: str, of: str, text: str, **changes: object) -> Observation:
    """A place in a ranking by size among the parts of ``of``."""
    changes = {"since": "2023", "unit_measure": "RANK", "exact": True, **changes}
    return figure(series_id, text, "rank", of, **changes)  # type: ignore[arg-type]


def threshold(series_id: str, text: str, **changes: object) -> Observation:
    """A limit in 100 million dollars, which is set and not measured."""
    changes = {"since": "_Z", "unit_measure": "USD", "unit_mult": 8, "exact": True, **changes}
    return figure(series_id, text, "threshold", "_Z", **changes)  # type: ignore[arg-type]


def parts_of(exhaustive: str, *parts: str, document: str = DOCUMENT, whole: str = "_T") -> Partition:
    """A partition named ``split`` of items; without ``parts`` it has the items A and B."""
    return Partition("split", "item", whole, parts or ("A", "B"), exhaustive, document, "services_trade", "", "")


def said(predicate: str, subject: Observation, *others: Observation) -> Claim:
    """A claim named ``words`` of one figure over others."""
    names = tuple(o.observation_id for o in others)
    return Claim("words", DOCUMENT, predicate, (subject.observation_id,), names, "It is said")


def counted(predicate: str, number: Observation, limit: Observation, *levels: Observation) -> Claim:
    """A claim named ``words`` that a printed number of things, ``levels`` among them, pass a limit."""
    names = tuple(o.observation_id for o in levels)
    return Claim("words", DOCUMENT, predicate, (number.observation_id,), names, "It is said", (limit.observation_id,))


def equation(operation: str, mode: str, result: Observation, *operands: Observation) -> Identity:
    """A declared identity named ``equation``."""
    return Identity("equation", DOCUMENT, operation, mode, tuple(o.observation_id for o in (result, *operands)))


def reference(*known: Partition | Claim | Identity) -> Reference:
    return Reference(
        tuple(k for k in known if isinstance(k, Partition)),
        tuple(k for k in known if isinstance(k, Claim)),
        {"USD": "US dollars"},
        tuple(k for k in known if isinstance(k, Identity)),
    )


def facts(figures: Iterable[Observation], series: Mapping[str, Series], document: str = DOCUMENT) -> Facts:
    return Facts(document, figures, _distinct(series))


def verdicts_of(
    family: str, figures: Iterable[Observation], series: Mapping[str, Series], known: Reference | None = None
) -> dict[str, Verdict]:
    """The verdicts of one family alone, by relation id; fails if two relations share an id."""
    found = [confront(r) for r in FAMILIES[family](facts(figures, series), known or reference())]
    by_id = {v.relation_id: v for v in found}
    assert len(by_id) == len(found), f"ids of {family} are not unique: {[v.relation_id for v in found]}"
    return by_id


def confronted(
    figures: Iterable[Observation], series: Mapping[str, Series], known: Reference | None = None
) -> Confrontation:
    return confront_all(figures, _distinct(series), known or reference())


def _distinct(series: Mapping[str, Series]) -> Mapping[str, Series]:
    """Made-up series must differ in their codes, or the rules find the wrong sibling."""
    codes = [replace(s, series_id="", label_en="", label_zh="") for s in series.values()]
    assert len(set(codes)) == len(codes), "two series have the same codes"
    return series


def stating(o: Observation, value: Fraction | str) -> Observation:
    """The same figure with another number printed."""
    return replace(o, value=Fraction(value))


def lines(problems: Iterable[object]) -> str:
    """Offending rows, one a line, for the message of a failing assertion."""
    return "\n" + "\n".join(f"  {p}" for p in problems)


@cache
def committed() -> Package:
    """The package of this checkout, read once for all tests."""
    return read_package(ROOT)


@cache
def committed_confrontation() -> Confrontation:
    package = committed()
    return confront_all(package.observations, package.series, package.reference)


def other_leading_digits(value: Fraction, decimals: int) -> Iterator[Fraction]:
    """All numbers that differ from ``value`` in their first printed digit other than zero, smallest first."""
    digits = str(abs(int(value * 10**decimals)))
    sign = -1 if value < 0 else 1
    for digit in "123456789":
        if digit != digits[0]:
            yield Fraction(sign * int(digit + digits[1:]), 10**decimals)
