"""The content of a component in twelve letters: a proof holds for exactly these figures and edits."""

from __future__ import annotations

import hashlib

from .system import System


def component_id(component: System) -> str:
    """Changes with every number, edit and ratio of the component, and with nothing else."""
    lines = []
    for name, s in component.statements.items():
        o = s.observation
        parts = (o.number, o.half_unit, o.qualifier, o.bound_kind, o.obs_status, s.measure, s.factor)
        lines.append(f"figure {name} {' '.join(map(str, parts))}")
    for name, e in component.edits.items():
        terms = " ".join(f"{c} {m}" for m, c in e.terms)
        lines.append(f"edit {name} {e.operator} {terms} {e.constant} {' '.join(e.observations)}")
    for name, r in component.ratios.items():
        lines.append(f"ratio {name} {r.numerator} {r.denominator} {r.offset} {r.power}")
    lines += [f"sign {m}" for m in component.not_negative]
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()[:12]
