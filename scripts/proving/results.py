"""Proven components as rows of the tables that readers and checkers load."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction

from checks.joint.contradictions import Contradiction
from checks.joint.corroboration import Corroboration
from checks.joint.engine import Step
from checks.joint.proof import ProvenComponent
from checks.joint.rows import HIGH, LOW, SIDES
from checks.joint.system import Statement, System
from checks.joint.words import Words
from checks.model.observation import Observation
from checks.model.relation import HARD, HOLDS, SOFT

from .decimals import outward
from .digest import component_id

Rows = list[dict[str, str]]
Ends = tuple[Step | None, Step | None]
RESOURCES = ("components", "contradictions", "contradiction_items", "corroboration", "bounds", "bound_observations")
PROOFS = ("certificates", "certificate_rows", "witnesses")
EXTRA_PLACES = 2
"""How many places more than printed a proven end shows; ends are rounded outward."""


def result_tables(proven: list[ProvenComponent], words: Words) -> dict[str, Rows]:
    """Rows of all result tables for these components."""
    tables: dict[str, Rows] = {name: [] for name in (*RESOURCES, *PROOFS)}
    for p in proven:
        identity = component_id(p.component)
        tables["components"].append(_component(p, identity))
        for c, certificate in zip(p.contradictions, p.contradiction_ids, strict=True):
            name = contradiction_id(c)
            tables["contradictions"].append(
                {
                    "contradiction_id": name,
                    "component_id": identity,
                    "document_id": _document(p.component),
                    "verdict": c.verdict,
                    "sentence": sentence(p, c, words),
                    "certificate_id": certificate,
                }
            )
            tables["contradiction_items"] += _items(name, p, c)
        tables["corroboration"] += [_corroboration(c, p) for c in p.corroboration]
        for quantity, (low, high) in sorted(p.bounds.items()):
            if high is None and (low is None or low.bound.value <= 0):
                continue
            tables["bounds"].append(_bound(quantity, p, words))
            rests = {o for end in (low, high) if end is not None for o in end.bound.rests}
            tables["bound_observations"] += [
                {"quantity_id": quantity, "observation_id": o} for o in sorted(rests) if o in p.component.statements
            ]
        written = p.certificates.tables()
        tables["certificates"] += [{"component_id": identity, **row} for row in written["certificates"]]
        tables["certificate_rows"] += written["certificate_rows"]
        tables["witnesses"] += [
            {"component_id": identity, "measure_id": m, "value": str(v)} for m, v in sorted((p.values or {}).items())
        ]
    return tables


def contradiction_id(c: Contradiction) -> str:
    """Named after the first item of the smallest set that would have to be released."""
    return f"joint:{c.released[0]}"


def sentence(p: ProvenComponent, c: Contradiction, words: Words) -> str:
    """What cannot all be true, and where each figure that may be at fault would have to lie for the rest to agree."""
    figures = {i: p.component.statements[i].observation for i in c.items if i in p.component.statements}
    named = [f"{words.figure(o)}: {words.printed(o)}" for o in figures.values()]
    named += dict.fromkeys(f'the words "{words.words(i)}"' for i in c.items if i not in figures)
    if c.touches:
        opening = "These agree only if a half is rounded down"
    elif c.verdict == SOFT:
        opening = "These cannot all be true unless some were computed from rounded numbers"
    else:
        opening = "These cannot all be true"
    left = [
        f"{words.figure(s.observation)} would have to be {words.range(s.observation, *_numbers(s, ends))}"
        for item, ends in sorted(c.allowed.items())
        for s in [p.component.statements[item]]
        if item in c.released and any(ends)
    ]
    remedy = f" With the others as printed, {'; or '.join(left)}." if left else ""
    return f"{opening}: {'; '.join(named)}.{remedy}"


def _numbers(s: Statement, ends: Ends) -> tuple[Fraction | None, Fraction | None]:
    low, high = (None if end is None else end.bound.value * s.factor for end in ends)
    return low, high


def _component(p: ProvenComponent, identity: str) -> dict[str, str]:
    verdicts = {c.verdict for c in p.contradictions}
    return {
        "component_id": identity,
        "document_id": _document(p.component),
        "first_measure": p.component.name,
        "figures": str(len(p.component.statements)),
        "measures": str(len(p.component.measures)),
        "verdict": next((v for v in (HARD, SOFT) if v in verdicts), HOLDS),
    }


def _items(name: str, p: ProvenComponent, c: Contradiction) -> Rows:
    rows = []
    for item in sorted({*c.items, *c.released}):
        statement = p.component.statements.get(item)
        ends = _ends(statement, c.allowed.get(item, (None, None))) if statement is not None else ("", "")
        rows.append(
            {
                "contradiction_id": name,
                "item_id": item,
                "item_kind": "figure" if statement is not None else "words",
                "named": "true" if item in c.items else "false",
                "released": "true" if item in c.released else "false",
                "lower": ends[0],
                "upper": ends[1],
            }
        )
    return rows


def _ends(s: Statement, ends: Ends) -> tuple[str, str]:
    """The interval in the unit of the figure, rounded outward."""
    o = s.observation
    low, high = (
        "" if end is None else outward(end / o.scale, side, o.decimals + EXTRA_PLACES)
        for end, side in zip(_numbers(s, ends), SIDES, strict=True)
    )
    return low, high


def _corroboration(c: Corroboration, p: ProvenComponent) -> dict[str, str]:
    o = c.statement.observation
    low, high = _ends(c.statement, (c.low, c.high))
    places = [
        "" if end is None else outward((end - o.number) / c.place, side, 1)
        for end, side in zip(c.interval, SIDES, strict=True)
    ]
    certificates = [p.certified.get((o.observation_id, side), "") for side in SIDES]
    return {
        "observation_id": o.observation_id,
        "grade": c.grade,
        "lower": low,
        "upper": high,
        "lower_places": places[0],
        "upper_places": places[1],
        "set_aside": "true" if c.set_aside else "false",
        "lower_certificate": certificates[0],
        "upper_certificate": certificates[1],
    }


def _bound(quantity: str, p: ProvenComponent, words: Words) -> dict[str, str]:
    series_id, period, basis = p.component.quantities[quantity]
    mult, decimals = _unit_of(series_id, p.component)
    scale = Fraction(10) ** mult
    ends = {
        side: "" if step is None else outward(step.bound.value / scale, side, decimals + EXTRA_PLACES)
        for side, step in zip(SIDES, p.bounds[quantity], strict=True)
    }
    return {
        "quantity_id": quantity,
        "series_id": series_id,
        "time_period": period,
        "period_basis": basis,
        "document_id": _document(p.component),
        "lower": ends[LOW],
        "upper": ends[HIGH],
        "unit_measure": words.series[series_id].unit_measure,
        "unit_mult": str(mult),
        "lower_certificate": p.certified.get((quantity, LOW), ""),
        "upper_certificate": p.certified.get((quantity, HIGH), ""),
    }


def _unit_of(series_id: str, component: System) -> tuple[int, int]:
    """Multiplier and decimals in which the level of a series is printed, or else those of its component."""
    units: Mapping[str, list[Observation]] = defaultdict(list)
    for s in component.statements.values():
        if s.observation.transformation == "level":
            units[s.observation.series_id].append(s.observation)
            units["any"].append(s.observation)
    printed = units.get(series_id) or units.get("any")
    if not printed:
        return 0, 0
    return printed[0].unit_mult, max(o.decimals for o in printed)


def _document(component: System) -> str:
    return component.name.rpartition(":")[2].partition("/")[0]
