"""Proofs on disk: what was proven stays as long as the component it was proven of."""

from __future__ import annotations

from pathlib import Path

from checks.joint.digest import component_id
from checks.joint.system import System
from checks.package.csv_lint import read_rows

Rows = list[dict[str, str]]
RESULTS = {
    "components": "component_id,document_id,first_measure,figures,measures,verdict",
    "contradictions": "contradiction_id,component_id,document_id,verdict,sentence,certificate_id",
    "contradiction_items": "contradiction_id,release,item_id,item_kind,named,lower,upper,"
    "lower_certificate,upper_certificate",
    "corroboration": "observation_id,grade,lower,upper,lower_places,upper_places,set_aside,"
    "lower_certificate,upper_certificate",
    "bounds": "quantity_id,series_id,time_period,period_basis,document_id,lower,upper,unit_measure,unit_mult,set_aside,"
    "lower_certificate,upper_certificate",
    "bound_observations": "quantity_id,observation_id",
}
"""Columns of the results that are resources of the package."""
PROOFS = {
    "certificates": "certificate_id,component_id,measure_id,side,value,ratio_id",
    "certificate_rows": "certificate_id,row,multiplier",
    "witnesses": "component_id,measure_id,value",
}
"""Columns of the proofs behind them, in ``checks/proofs``."""
SYSTEM = {
    "measures": "measure_id,not_negative",
    "measure_statements": "observation_id,measure_id,factor",
    "ratios": "ratio_id,measure_id,numerator,denominator,offset,power",
    "edits": "edit_id,family,operator,constant",
    "edit_terms": "edit_id,measure_id,coefficient",
    "edit_observations": "edit_id,observation_id",
}
"""Columns of the joint system itself, beside the proofs."""


def proof_path(name: str) -> str:
    """Where a table of the joint system stands, from the root of a checkout."""
    return f"resources/{name}.csv" if name in RESULTS else f"checks/proofs/{name}.csv"


def stored(root: Path) -> dict[str, Rows]:
    """The tables of results and proofs as they stand; those that are missing are empty."""
    tables = {}
    for name, columns in {**RESULTS, **PROOFS}.items():
        path = root / proof_path(name)
        rows = []
        if path.is_file():
            rows = [row for row in read_rows(path, name=proof_path(name)) if set(row) == set(columns.split(","))]
        tables[name] = rows
    return tables


def still_true(tables: dict[str, Rows], system: System) -> dict[str, Rows]:
    """Of stored results and proofs those whose component has not changed; missing tables are empty."""
    tables = {name: tables.get(name, []) for name in (*RESULTS, *PROOFS)}
    parts = current(system)
    kept = set(parts) & {row["component_id"] for row in tables["components"]}
    alive = {c: part for c, part in parts.items() if c in kept}
    observations = {o for part in alive.values() for o in part.statements}
    quantities = {q for part in alive.values() for q in part.quantities}
    found = {}
    for name in ("components", "contradictions", "certificates", "witnesses"):
        found[name] = [row for row in tables[name] if row["component_id"] in kept]
    contradictions = {row["contradiction_id"] for row in found["contradictions"]}
    certificates = {row["certificate_id"] for row in found["certificates"]}
    for name, column, known in (
        ("contradiction_items", "contradiction_id", contradictions),
        ("corroboration", "observation_id", observations),
        ("bounds", "quantity_id", quantities),
        ("bound_observations", "quantity_id", quantities),
        ("certificate_rows", "certificate_id", certificates),
    ):
        found[name] = [row for row in tables[name] if row[column] in known]
    return found


def current(system: System) -> dict[str, System]:
    """The components of a system by the ids under which their proofs are kept."""
    return {component_id(part): part for part in system.components()}


def unproven(tables: dict[str, Rows], system: System) -> dict[str, System]:
    """Components of which nothing is proven as they stand now."""
    known = {row["component_id"] for row in tables["components"]}
    return {name: part for name, part in current(system).items() if name not in known}


def merged(first: dict[str, Rows], second: dict[str, Rows]) -> dict[str, Rows]:
    """Rows of both, each once, in an order that does not depend on which they came from."""
    result = {}
    for name, columns in {**RESULTS, **PROOFS}.items():
        order = columns.split(",")
        rows = {tuple(row[column] for column in order): row for row in [*first[name], *second[name]]}
        result[name] = [dict(zip(order, cells, strict=True)) for cells in sorted(rows)]
    return result
