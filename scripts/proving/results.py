"""Proven components as rows of the tables that readers and checkers load."""

from __future__ import annotations

from checks.joint.contradictions import Contradiction, Ends
from checks.joint.corroboration import Corroboration
from checks.joint.digest import component_id
from checks.joint.proof import ProvenComponent
from checks.joint.rows import SIDES
from checks.joint.system import Statement, System
from checks.joint.words import Words
from checks.model.relation import HARD, HOLDS, SOFT

from .bounds import bound_rows
from .decimals import outward
from .sentences import Known, numbers, sentence
from .store import PROOFS, RESULTS

Rows = list[dict[str, str]]
EXTRA_PLACES = 2
"""How many places more than printed a proven end shows; ends are rounded outward."""


def result_tables(proven: list[ProvenComponent], words: Words, known: Known) -> dict[str, Rows]:
    """Rows of all result tables for these components; ``known`` are sentences of relations that fail."""
    tables: dict[str, Rows] = {name: [] for name in (*RESULTS, *PROOFS)}
    for p in proven:
        identity = component_id(p.component)
        tables["components"].append(_component(p, identity))
        for c, certificate in zip(p.contradictions, p.contradiction_ids, strict=True):
            name = c.contradiction_id
            tables["contradictions"].append(
                {
                    "contradiction_id": name,
                    "component_id": identity,
                    "document_id": _document(p.component),
                    "verdict": c.verdict,
                    "sentence": sentence(p.component, c, words, known),
                    "certificate_id": certificate,
                }
            )
            tables["contradiction_items"] += _items(name, p, c)
        tables["corroboration"] += [_corroboration(c, p) for c in p.corroboration]
        bounds, rests = bound_rows(p, words, _document(p.component))
        tables["bounds"] += bounds
        tables["bound_observations"] += rests
        written = p.certificates.tables()
        tables["certificates"] += [{"component_id": identity, **row} for row in written["certificates"]]
        tables["certificate_rows"] += written["certificate_rows"]
        tables["witnesses"] += [
            {"component_id": identity, "measure_id": m, "value": str(v)} for m, v in sorted((p.values or {}).items())
        ]
    return tables


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
    """A row for each item of each release, then for the items that the proof needs beside them."""
    numbered = [(number, item) for number, release in enumerate(c.releases, start=1) for item in release]
    numbered += [(0, item) for item in c.items if item not in c.released]
    rows = []
    for number, item in numbered:
        statement = p.component.statements.get(item)
        ends = c.allowed.get((c.releases[number - 1], item), (None, None)) if number else (None, None)
        lower, upper = _ends(statement, ends) if statement is not None else ("", "")
        certificates = [p.certified.get((f"{name}|{number}|{item}", side), "") for side in SIDES]
        rows.append(
            {
                "contradiction_id": name,
                "release": str(number),
                "item_id": item,
                "item_kind": "figure" if statement is not None else "words",
                "named": "true" if item in c.items else "false",
                "lower": lower,
                "upper": upper,
                "lower_certificate": certificates[0],
                "upper_certificate": certificates[1],
            }
        )
    return rows


def _ends(s: Statement, ends: Ends) -> tuple[str, str]:
    """The interval in the unit of the figure, rounded outward."""
    o = s.observation
    low, high = (
        "" if end is None else outward(end / o.scale, side, o.decimals + EXTRA_PLACES)
        for end, side in zip(numbers(s, ends), SIDES, strict=True)
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


def _document(component: System) -> str:
    return component.name.rpartition(":")[2].partition("/")[0]
