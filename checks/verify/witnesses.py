"""Checks the witnesses: numbers for all measures that satisfy every figure, edit and ratio at once."""

from __future__ import annotations

from fractions import Fraction as F
from pathlib import Path

from .certificates import Proofs
from .tables import read

ENDS = (("low", "lower"), ("high", "upper"))


def check(root: Path, proofs: Proofs) -> tuple[int, list[str]]:
    """How many numbers there are, and a line for each figure, edit, ratio or sign that they miss."""
    items = read(root / "resources" / "contradiction_items.csv")
    released = {i["item_id"] for i in items if i["release"] != "0"}
    value = {w["measure_id"]: F(w["value"]) for w in read(root / "checks" / "proofs" / "witnesses.csv")}
    roots = {r["measure_id"]: r for r in proofs.ratio.values() if r["power"] != "1"}
    wrong = [f"{m}: is negative" for m in sorted(proofs.signed) if value.get(m, F(0)) < 0]
    for name, o in proofs.figure.items():
        for side, bound in ENDS:
            gives = o["qualifier"] == "exact" or (o["bound_kind"] == "strict" and o["qualifier"] == bound)
            if gives and name not in released and not _within(proofs, name, side, value, roots):
                wrong.append(f"{name}: its witness lies outside what is printed")
    wrong += [
        f"{r['denominator']}: is not above zero" for r in proofs.ratio.values() if value.get(r["denominator"], 0) <= 0
    ]
    for name, r in proofs.ratio.items():
        known = {r["numerator"], r["denominator"], r["measure_id"]} <= value.keys()
        if r["power"] != "1" or (known and value[r["numerator"]] == _product(r, value)):
            continue
        wrong.append(f"{name}: its witness is not that of its parts")
    for name, edit in proofs.edit.items():
        words = {name, *(u["observation_id"] for u in proofs.used_by[name])}
        if edit["family"] == "claim" or words & released or any(t["measure_id"] in roots for t in proofs.terms[name]):
            continue  # words, set aside, or the sign of a root, which its figures settle
        if any(t["measure_id"] not in value for t in proofs.terms[name]):
            wrong.append(f"{name}: has no witness")
            continue
        terms = (F(t["coefficient"]) * value[t["measure_id"]] for t in proofs.terms[name])
        rest = sum(terms, F(0)) - F(edit["constant"])
        if not {"equal": rest == 0, "at_least": rest >= 0, "more_than": rest > 0}[edit["operator"]]:
            wrong.append(f"{name}: its witness does not satisfy it")
    return len(value), wrong


def _product(r: dict[str, str], value: dict[str, F]) -> F:
    return (int(r["offset"]) + value[r["measure_id"]]) * value[r["denominator"]]


def _within(proofs: Proofs, name: str, side: str, value: dict[str, F], roots: dict[str, dict[str, str]]) -> bool:
    """Whether the number of a figure lies within one end; an average growth rate is compared by its power."""
    measure, sign, end, left_out = proofs.printed(name, side)
    if measure in roots:
        r = roots[measure]
        known = {r["numerator"], r["denominator"]} <= value.keys()
        number = value[r["numerator"]] if known else F(0)
        beyond = number - (int(r["offset"]) + end) ** int(r["power"]) * value.get(r["denominator"], F(0))
    else:
        known, beyond = measure in value, value.get(measure, F(0)) - end
    return known and (sign * beyond > 0 if left_out else sign * beyond >= 0)
