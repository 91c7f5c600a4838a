"""Holds what is published against the certificates: bounds, corroboration and contradictions."""

from __future__ import annotations

from fractions import Fraction as F
from pathlib import Path

from .certificates import Proofs, grouped, read

SIDES = (("lower", "low", 1), ("upper", "high", -1))


def check(root: Path, proofs: Proofs) -> tuple[int, list[str]]:
    """How many ends and contradictions were compared, and a line for each that its certificate does not prove."""
    resources = root / "resources"
    items = read(resources / "contradiction_items.csv")
    released = {i["item_id"] for i in items if i["released"] == "true"}
    named = grouped([i for i in items if i["named"] == "true"], "contradiction_id")
    wrong = []
    contradictions = read(resources / "contradictions.csv")
    for row in contradictions:
        head = proofs.head.get(row["certificate_id"])
        rests = set(proofs.proven.get(row["certificate_id"], ()))
        if head is None or head["measure_id"] or rests != {i["item_id"] for i in named[row["contradiction_id"]]}:
            wrong.append(f"{row['contradiction_id']}: is not what its certificate proves")
    count = len(contradictions)
    for row in read(resources / "bounds.csv"):
        scale = F(10) ** int(row["unit_mult"])
        count += 2
        wrong += _ends(proofs, row, row["quantity_id"], row["quantity_id"], scale, released)
    for row in read(resources / "corroboration.csv"):
        o, s = proofs.figure[row["observation_id"]], proofs.stated[row["observation_id"]]
        scale = F(10) ** int(o["unit_mult"]) * (F(1, 100) if o["unit_measure"] in ("PC", "PP") else 1) / F(s["factor"])
        apart = released | {row["observation_id"]}
        count += 2
        wrong += _ends(proofs, row, row["observation_id"], s["measure_id"], scale, apart)
    return count, wrong


def _ends(proofs: Proofs, row: dict[str, str], name: str, measure: str, scale: F, apart: set[str]) -> list[str]:
    """Published ends: of the same measure as their certificate, not tighter, and resting on nothing in ``apart``."""
    wrong = []
    for column, side, sign in SIDES:
        text, certificate = row[column], row[f"{column}_certificate"]
        if not text and not certificate:
            continue
        head, rests = proofs.head.get(certificate), proofs.proven.get(certificate)
        proves = head is not None and (head["measure_id"], head["side"]) == (measure, side) and bool(text)
        if head is None or rests is None or not proves or sign * (F(head["value"]) - F(text) * scale) < 0:
            wrong.append(f"{name}: its {column} end is not what its certificate proves")
        elif rests & apart:
            wrong.append(f"{name}: its {column} end rests on itself or on what is set aside")
    return wrong
