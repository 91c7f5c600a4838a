"""Holds what is published against the certificates: bounds, corroboration, contradictions and their intervals."""

from __future__ import annotations

from fractions import Fraction as F
from pathlib import Path

from . import grades
from .certificates import Proofs
from .tables import grouped, read

SIDES = (("lower", "low", 1), ("upper", "high", -1))
Row = dict[str, str]


def check(root: Path, proofs: Proofs) -> tuple[int, list[str]]:
    """How many ends and contradictions were compared, and a line for each that its certificate does not prove."""
    tables = root / "resources"
    items = read(tables / "contradiction_items.csv")
    contradictions = read(tables / "contradictions.csv")
    wrong, count = _contradictions(proofs, contradictions, items), len(contradictions)
    released = {i["item_id"] for i in items if i["release"] != "0"}
    apart = released | {e for e, edit in proofs.edit.items() if e.startswith("claim:") or edit["family"] == "claim"}
    rests = grouped(read(tables / "bound_observations.csv"), "quantity_id")
    counts = {unit["unit_measure"] for unit in read(tables / "units.csv") if unit["unit_kind"] == "count"}
    for row in read(tables / "bounds.csv"):
        used = {r["observation_id"] for r in rests[row["quantity_id"]]}
        known = (proofs.proven.get(row[f"{column}_certificate"], frozenset()) for column, *_ in SIDES)
        if used != frozenset().union(*known) & proofs.figure.keys():
            wrong.append(f"{row['quantity_id']}: rests on other figures than are listed")
        whole = row["unit_measure"] not in ("PC", "PP")
        scale = F(10) ** int(row["unit_mult"]) * (1 if whole else F(1, 100))
        counted = row["unit_mult"] == "0" and row["unit_measure"] in counts
        wrong += _ends(proofs, row, row["quantity_id"], row["quantity_id"], scale, apart, counted)
        count += 2
    corroboration = read(tables / "corroboration.csv")
    if sorted(row["observation_id"] for row in corroboration) != sorted(proofs.figure):
        wrong.append("corroboration: has not one row for each observation")
    wrong += grades.check(proofs, corroboration)
    for row in corroboration:
        name = row["observation_id"]
        wrong += _ends(proofs, row, name, proofs.stated[name]["measure_id"], proofs.scale(name), apart | {name})
        if (name in released) != (row["set_aside"] == "true") or (row["grade"] == "disputed") != (name in released):
            wrong.append(f"{name}: its grade does not say whether it is disputed")
        count += 2
    for row in items:
        if row["item_kind"] == "figure":
            name, own = row["item_id"], row["contradiction_id"]
            kept = {i["item_id"] for i in items if (i["contradiction_id"], i["release"]) == (own, row["release"])}
            others = {i["item_id"] for i in items if i["contradiction_id"] != own and i["release"] != "0"}
            named = {i["item_id"] for i in items if i["contradiction_id"] == own}
            left_out = kept | (others - named)
            wrong += _ends(proofs, row, name, proofs.stated[name]["measure_id"], proofs.scale(name), left_out)
    return count, wrong


def _contradictions(proofs: Proofs, contradictions: list[Row], items: list[Row]) -> list[str]:
    """Each rests on the items that it names and on no others, and releases something."""
    wrong = []
    for row in contradictions:
        own = [i for i in items if i["contradiction_id"] == row["contradiction_id"]]
        head = proofs.head.get(row["certificate_id"])
        rests = set(proofs.proven.get(row["certificate_id"], ()))
        if head is None or head["measure_id"] or rests != {i["item_id"] for i in own if i["named"] == "true"}:
            wrong.append(f"{row['contradiction_id']}: is not what its certificate proves")
        if all(i["release"] == "0" for i in own):
            wrong.append(f"{row['contradiction_id']}: releases nothing")
    known = {row["contradiction_id"] for row in contradictions}
    return wrong + [f"{i['item_id']}: belongs to no contradiction" for i in items if i["contradiction_id"] not in known]


def _ends(
    proofs: Proofs, row: Row, name: str, measure: str, scale: F, apart: set[str], counted: bool = False
) -> list[str]:
    """Published ends: of the same measure as their certificate, neither tighter nor wider than rounding makes them, and
    resting on nothing in ``apart``. What is ``counted`` is rounded inward: between two whole numbers there is none."""
    wrong = []
    for column, side, sign in SIDES:
        text, certificate = row[column], row[f"{column}_certificate"]
        if not text and not certificate:
            continue
        head = proofs.head.get(certificate)
        proves = head is not None and (head["measure_id"], head["side"]) == (measure, side) and bool(text)
        beyond = F(0) if head is None or not text else sign * (F(head["value"]) - F(text) * scale)
        unit = scale / 10 ** len(text.partition(".")[2])
        rounded = -1 < beyond <= 0 if counted and "." not in text else 0 <= beyond < unit
        if not proves or not rounded:
            wrong.append(f"{name}: its {column} end is not what its certificate proves")
        elif proofs.proven.get(certificate, frozenset()) & apart:
            wrong.append(f"{name}: its {column} end rests on itself or on what is set aside")
    return wrong
