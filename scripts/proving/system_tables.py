"""The joint system as tables: everything that a checker needs beside the figures to build the rows again."""

from __future__ import annotations

from checks.joint.system import System

Rows = list[dict[str, str]]


def system_tables(system: System) -> dict[str, Rows]:
    """Measures, the figures that state them, ratios and edits, in order of their ids."""
    measures = sorted(system.measures)
    return {
        "measures": [{"measure_id": m, "not_negative": _truth(m in system.not_negative)} for m in measures],
        "measure_statements": [
            {"observation_id": name, "measure_id": s.measure, "factor": str(s.factor)}
            for name, s in sorted(system.statements.items())
        ],
        "ratios": [
            {
                "ratio_id": name,
                "measure_id": r.measure,
                "numerator": r.numerator,
                "denominator": r.denominator,
                "offset": str(r.offset),
                "power": str(r.power),
            }
            for name, r in sorted(system.ratios.items())
        ],
        "edits": [
            {"edit_id": name, "family": e.family, "operator": e.operator, "constant": str(e.constant)}
            for name, e in sorted(system.edits.items())
        ],
        "edit_terms": [
            {"edit_id": name, "measure_id": m, "coefficient": str(c)}
            for name, e in sorted(system.edits.items())
            for m, c in e.terms
        ],
        "edit_observations": [
            {"edit_id": name, "observation_id": o} for name, e in sorted(system.edits.items()) for o in e.observations
        ],
    }


def _truth(value: bool) -> str:
    return "true" if value else "false"
