"""Certificates: proofs written down so that addition alone checks them, without any solver."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from .rows import Row
from .solver import Proof
from .steps import Step

Rows = list[dict[str, str]]
Steps = Mapping[str, Step]
"""Steps by name, as far as a proof uses them."""


@dataclass
class Certificates:
    """All certificates by id; the id is made of what a certificate says, so that equal proofs are one."""

    heads: dict[str, dict[str, str]] = field(default_factory=dict)
    rows: dict[str, Rows] = field(default_factory=dict)

    def of_bound(self, steps: Steps, step: Step) -> str:
        """The id of the certificate of a bound; the steps that it uses are written down first."""
        bound = step.bound
        return self._written(steps, step.proof, bound.measure, bound.side, bound.value, step.ratio_id)

    def of_contradiction(self, steps: Steps, proof: Proof) -> str:
        """The id of the certificate of rows that add up to less than nothing."""
        return self._written(steps, proof, "", "", proof.value, "")

    def tables(self) -> dict[str, Rows]:
        """Heads and rows, in order of their ids."""
        return {
            "certificates": [self.heads[i] for i in sorted(self.heads)],
            "certificate_rows": [row for i in sorted(self.rows) for row in self.rows[i]],
        }

    def _written(self, steps: Steps, proof: Proof, measure: str, side: str, value: Fraction, ratio_id: str) -> str:
        named = sorted((self._named(steps, row), str(m)) for row, m in proof.multipliers)
        parts = [measure, side, str(value), ratio_id, *(text for pair in named for text in pair)]
        identity = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]
        if identity not in self.heads:
            head = {"certificate_id": identity, "measure_id": measure, "side": side, "value": str(value)}
            self.heads[identity] = {**head, "ratio_id": ratio_id}
            self.rows[identity] = [{"certificate_id": identity, "row": name, "multiplier": m} for name, m in named]
        return identity

    def _named(self, steps: Steps, row: Row) -> str:
        """The name of a row, with steps under the ids of their certificates."""
        prefix, _, rest = row.name.partition(":")
        if prefix != "product":
            return self._source(steps, row.name)
        measure, denominator, on_ratio, on_denominator = rest.split("|")
        sources = (self._source(steps, source) for source in (on_ratio, on_denominator))
        return "|".join([f"product:{measure}", denominator, *sources])

    def _source(self, steps: Steps, name: str) -> str:
        return f"certificate:{self.of_bound(steps, steps[name])}" if name in steps else name
