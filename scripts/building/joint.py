"""What is proven of all figures together, beside the core tables; and the proofs as files of their own."""

from __future__ import annotations

from collections import defaultdict

from checks.joint.system import System

from ..proving.store import PROOFS, RESULTS, SYSTEM, proof_path
from ..proving.system_tables import system_tables
from .seeds import Rows
from .write import csv_bytes

Tables = dict[str, Rows]
UNPROVEN = "Nothing is proven of these figures as they stand."
"""Arithmetic of a finding whose figures have changed, until python -m scripts.prove has run."""


def joint_tables(core: Tables, system: System, joint: Tables, listed: Rows) -> Tables:
    """The resources that rest on the joint system: results, unprinted quantities, and the findings they support."""
    tables = {name: joint[name] for name in RESULTS}
    tables["quantities"] = _with_unprinted(core["quantities"], system)
    sentences = {row["contradiction_id"]: row["sentence"] for row in joint["contradictions"]}
    # what is listed and not proven any more stays with the seeds, where the validation finds it: a broken link here
    # would keep it from saying anything else
    tables["discrepancy_contradictions"] = [row for row in listed if row["contradiction_id"] in sentences]
    figures = defaultdict(list)
    for link in core["figure_observations"]:
        figures[link["observation_id"]].append(link["figure_id"])
    touched = {(row["discrepancy_id"], row["figure_id"]) for row in core["discrepancy_figures"]}
    for row in listed:
        for item in joint["contradiction_items"]:
            if item["contradiction_id"] == row["contradiction_id"]:
                touched |= {(row["discrepancy_id"], f) for f in figures[item["item_id"]]}
    tables["discrepancy_figures"] = [{"discrepancy_id": d, "figure_id": f} for d, f in sorted(touched)]
    alone = defaultdict(list)
    for row in listed:
        if row["contradiction_id"] in sentences:
            alone[row["discrepancy_id"]].append(sentences[row["contradiction_id"]])
    tables["discrepancies"] = [
        d if d["arithmetic"] else {**d, "arithmetic": " ".join(alone[d["discrepancy_id"]]) or UNPROVEN}
        for d in core["discrepancies"]
    ]
    return tables


def proof_files(system: System, joint: Tables) -> dict[str, bytes]:
    """The joint system and its certificates as CSV, by file name."""
    tables = {**system_tables(system), **{name: joint[name] for name in PROOFS}}
    columns = {**SYSTEM, **PROOFS}
    return {proof_path(name): csv_bytes(tables[name], columns[name].split(",")) for name in columns}


def _with_unprinted(quantities: Rows, system: System) -> Rows:
    """The quantities that figures speak of, and those that only edits name."""
    known = {row["quantity_id"] for row in quantities}
    more = [
        {
            "quantity_id": name,
            "series_id": series,
            "time_period": period,
            "period_basis": basis,
            "document_id": name.rpartition(":")[2],
        }
        for name, (series, period, basis) in sorted(system.quantities.items())
        if name not in known and name in system.measures
    ]
    return [*quantities, *more]
