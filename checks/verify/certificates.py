"""Checks every certificate again by addition alone, from the tables: ``python -m checks.verify [DIR]``.

It shares no code with what found the proofs. Rows are rebuilt from printed figures, edits and ratios; multipliers above
zero must add them up to exactly what a certificate claims. What edits and ratios mean is checked in ``meaning``.
"""

from __future__ import annotations

from fractions import Fraction as F
from pathlib import Path

from .tables import grouped, read

Form = dict[str, F]  # coefficient of each measure, the constant under ""; the form is not negative
End = tuple[str, int, F, bool]  # measure, 1 for at least or -1 for at most, number, number itself left out


class Proofs:
    """The tables below ``root``; ``check`` gives a line for each certificate that does not hold."""

    def __init__(self, root: Path) -> None:
        self.wrong: list[str] = []
        proofs = root / "checks" / "proofs"
        self.figure = {o["observation_id"]: o for o in read(root / "resources" / "observations.csv")}
        self.stated = {s["observation_id"]: s for s in read(proofs / "measure_statements.csv")}
        self.ratio = {r["ratio_id"]: r for r in read(proofs / "ratios.csv")}
        self.edit = {e["edit_id"]: e for e in read(proofs / "edits.csv")}
        self.terms = grouped(read(proofs / "edit_terms.csv"), "edit_id")
        self.used_by = grouped(read(proofs / "edit_observations.csv"), "edit_id")
        self.head = {c["certificate_id"]: c for c in read(proofs / "certificates.csv")}
        self.steps = grouped(read(proofs / "certificate_rows.csv"), "certificate_id")
        self.signed = {m["measure_id"] for m in read(proofs / "measures.csv") if m["not_negative"] == "true"}
        self.positive = self.signed & {r["denominator"] for r in self.ratio.values()}
        self.proven: dict[str, frozenset[str]] = {}

    def scale(self, observation: str) -> F:
        """What one unit of a printed figure is in the measure that it states."""
        o = self.figure[observation]
        one = F(1, 100) if o["unit_measure"] in ("PC", "PP") else F(1)
        return one * F(10) ** int(o["unit_mult"]) / F(self.stated[observation]["factor"])

    def printed(self, observation: str, side: str) -> End:
        """One end of the interval that a printed figure implies, for the measure that it states."""
        o, s, scale = self.figure[observation], self.stated[observation], self.scale(observation)
        number, half = F(o["obs_fraction"] or o["obs_value"]), F(1, 2 * 10 ** int(o["decimals"]))
        half, sign = F(0) if o["rounding"] == "exact" else half, 1 if side == "low" else -1
        if o["qualifier"] == "exact":
            left_out = half > 0 and (sign > 0) == (number < 0)
            return s["measure_id"], sign, (number - sign * half) * scale, left_out
        if o["bound_kind"] == "strict" and o["qualifier"] == ("lower" if sign > 0 else "upper"):
            return s["measure_id"], sign, number * scale, False
        raise ValueError(f"{observation} gives no {side} end")

    def end(self, source: str) -> tuple[End, frozenset[str]]:
        """A printed, known or proven end of one measure, with the figures and words that it rests on."""
        kind, _, rest = source.partition(":")
        if kind == "figure":
            observation, _, side = rest.rpartition(":")
            return self.printed(observation, side), frozenset((observation,))
        if kind == "sign" and rest in self.signed:
            return (rest, 1, F(0), rest in self.positive), frozenset()
        head, rests = self.head[rest], self.certificate(rest)
        return (head["measure_id"], 1 if head["side"] == "low" else -1, F(head["value"]), False), rests

    def row(self, name: str) -> tuple[Form, bool, frozenset[str]]:
        """A row by its name: its form, whether it cannot be zero, and what it rests on."""
        kind, _, rest = name.partition(":")
        if kind == "constant":
            return {"": F(1)}, False, frozenset()
        if kind == "edit":
            edit_id, _, side = rest.rpartition(":")
            edit, sign = self.edit[edit_id], 1 if side == "low" else -1
            if sign < 0 and edit["operator"] != "equal":
                raise ValueError(f"{edit_id} has one side only")
            form = summed([(sign, {t["measure_id"]: F(t["coefficient"])}) for t in self.terms[edit_id]])
            form = summed([(1, form), (-sign, {"": F(edit["constant"])})])
            words = {edit_id} if edit["family"] in ("claim", "identity") else set()
            rests = frozenset(words | {u["observation_id"] for u in self.used_by[edit_id]})
            return form, edit["operator"] == "more_than", rests
        if kind == "product":
            measure, denominator, first, second = rest.split("|")
            return self.product(self.ratio[f"{measure}|{denominator}"], *self.end(first), *self.end(second))
        (measure, sign, number, left_out), rests = self.end(name)
        return {measure: F(sign), "": -sign * number}, left_out, rests

    def product(
        self, r: dict[str, str], a: End, x: frozenset[str], b: End, y: frozenset[str]
    ) -> tuple[Form, bool, frozenset[str]]:
        """Two ends on the factors of numerator = (offset + ratio)^power x denominator, multiplied."""
        offset, power, sign = int(r["offset"]), int(r["power"]), a[1] * b[1]
        factor = offset + a[2]
        if a[0] != r["measure_id"] or b[0] != r["denominator"] or (power > 1 and (b[2] != 0 or factor < 0)):
            raise ValueError(f"ends do not belong to the ratio {r['ratio_id']}")
        form: Form = {r["numerator"]: F(1)}
        form = summed([(1, form), (-(factor**power), {r["denominator"]: F(1)}), (-b[2], {r["measure_id"]: F(1)})])
        return summed([(sign, form), (sign, {"": b[2] * (factor - offset)})]), a[3] and (not b[2] or b[3]), x | y

    def certificate(self, name: str) -> frozenset[str]:
        """What a certificate rests on; its rows are added up and held against its claim once."""
        if name not in self.proven:
            parts = [(F(s["multiplier"]), *self.row(s["row"])) for s in self.steps[name]]
            strict = any(left_out for _, _, left_out, _ in parts)
            self.proven[name] = frozenset().union(*(rests for *_, rests in parts))
            total = summed([(m, form) for m, form, _, _ in parts])
            if not parts or any(m <= 0 for m, *_ in parts) or not self.claimed(self.head[name], total, strict):
                self.wrong.append(f"certificate {name}: its rows do not add up to what it claims")
        return self.proven[name]

    def claimed(self, head: dict[str, str], total: Form, strict: bool) -> bool:
        """Whether a sum proves the claim: a contradiction, the end of a measure, or of a ratio of two measures."""
        if not head["measure_id"]:
            return set(total) <= {""} and (total.get("", F(0)) < 0 or (total.get("", F(0)) == 0 and strict))
        sign, value = 1 if head["side"] == "low" else -1, F(head["value"])
        if not head["ratio_id"]:
            rest = summed([(1, {head["measure_id"]: F(sign), "": -sign * value}), (-1, total)])
            return set(rest) <= {""} and rest.get("", F(0)) >= 0
        r = self.ratio[head["ratio_id"]]
        above, below = total.pop(r["numerator"], F(0)), total.pop(r["denominator"], F(0))
        left = total.pop("", F(0))
        if (
            total
            or above != sign
            or left > 0
            or r["measure_id"] != head["measure_id"]
            or r["denominator"] not in self.signed
        ):
            return False
        base = int(r["offset"]) + value
        return sign * (-sign * below - base ** int(r["power"])) >= 0 and (int(r["power"]) == 1 or base >= 0)

    def check(self) -> list[str]:
        """Add up every certificate; a line for each that does not hold."""
        self.wrong += [] if self.head else ["there are no certificates"]
        for name in self.head:
            try:
                self.certificate(name)
            except (KeyError, ValueError, RecursionError, ZeroDivisionError) as error:
                self.wrong.append(f"certificate {name}: {error!r}")
        return self.wrong


def summed(parts: list[tuple[F | int, Form]]) -> Form:
    total: Form = {}
    for factor, form in parts:
        for measure, coefficient in form.items():
            total[measure] = total.get(measure, F(0)) + factor * coefficient
    return {measure: coefficient for measure, coefficient in total.items() if coefficient}
