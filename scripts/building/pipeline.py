"""The one-way flow of the build: seeds, core tables, relations, verdicts, findings, topic tables, descriptor."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import asdict
from functools import partial
from pathlib import Path

from checks.joint.derive import joint_system
from checks.joint.system import System
from checks.joint.words import Words
from checks.model.observation import Observation, Series, observations_from_rows, series_from_rows
from checks.model.reference import Reference, reference_from_rows
from checks.package.contents import Package
from checks.package.layout import topic_layouts
from checks.problems import InputError, Problem
from checks.runners.suite_specs import suite_bytes, suite_spec
from checks.verdicts.concessions import Concession, concessions
from checks.verdicts.confrontation import Confrontation, confront_all

from ..proving.store import merged, still_true, stored, unproven
from .core import printed_tables, relation_tables, require_known
from .coverage import coverage_page
from .descriptor import descriptor, project_version, resource_specs
from .dictionary import dictionary_page
from .history import history_problems, redirect_problems
from .joint import joint_tables, proof_files
from .ledger import record
from .lint import seed_problems
from .seeds import Rows, read_seeds
from .topics import topic_tables
from .write import csv_bytes

Prover = Callable[[Mapping[str, System], Mapping[frozenset[str], str], list[frozenset[str]], Words], dict[str, Rows]]
"""Proves components, given by the ids under which results are kept; the sentences of relations that fail are given by
the items that each needs, then the figures of each line and of each section."""


def build(root: Path, prover: Prover | None = None, anew: bool = False) -> tuple[dict[str, bytes], Confrontation]:
    """All build products by file name, and the confrontation they rest on. Writes nothing.

    Results of the joint system are kept as they stand in ``root`` where their figures have not changed; others are
    left out, or proven anew if there is a ``prover``; with ``anew`` all are. Raises InputError with every problem found
    in the seeds.
    """
    seeds = read_seeds(root)
    recorded = record(seeds)
    problems = [*seed_problems(seeds), *recorded.problems]
    if problems:
        raise InputError(*problems)
    core = printed_tables(seeds, recorded)
    problems = history_problems(seeds, resource_specs(), core["observations"], project_version(root))
    if problems:
        raise InputError(*problems)
    confrontation = confront_tables(core)
    core |= relation_tables(
        list(confrontation.verdicts),
        seeds["discrepancies"],
        seeds["discrepancy_relations"],
        core["figure_observations"],
    )
    problems = redirect_problems(seeds["redirects"], core)
    if problems:
        raise InputError(*problems)
    facts = _facts(core)
    system = joint_system(*facts)
    joint = still_true({} if anew else stored(root), system)
    if prover is not None:
        joint = merged(
            joint,
            prover(unproven(joint, system), _failing(confrontation), _passages(core), Words(*facts[1:], _lines(core))),
        )
    core |= joint_tables(core, system, joint, seeds["discrepancy_contradictions"])
    core["concessions"] = [asdict(c) for c in _concessions(core, confrontation)]
    core |= topic_tables(seeds, core, _touched(core, confrontation))
    files = _files(root, core)
    files |= proof_files(system, joint)
    files["docs/reference/dictionary.md"] = dictionary_page(files["datapackage.json"], core)
    files["docs/reference/coverage.md"] = coverage_page(core, confrontation)
    return files, confrontation


def confront_tables(tables: dict[str, Rows]) -> Confrontation:
    """Confront the observations of a set of tables with all rules."""
    known = {row["observation_id"] for row in tables["observations"]}
    for name, owners, key in (("claim_terms", "claims", "claim_id"), ("identity_terms", "identities", "identity_id")):
        require_known(f"seeds/{name}.csv", tables[name], "observation_id", known, "observation")
        _require_own_document(f"seeds/{name}.csv", tables[name], tables[owners], key)
    return confront_all(*_facts(tables))


def _require_own_document(file: str, terms: Rows, owners: Rows, key: str) -> None:
    """A claim or identity speaks of one document; figures of several meet in no relation."""
    own = {row[key]: row["document_id"] for row in owners}
    strays = [
        Problem(
            file, number, "observation_id", f"is no observation of {own[row[key]]}; a relation keeps to one document"
        )
        for number, row in enumerate(terms, start=2)
        if not row["observation_id"].endswith(f":{own[row[key]]}")
    ]
    if strays:
        raise InputError(*strays)


def _concessions(tables: dict[str, Rows], confrontation: Confrontation) -> list[Concession]:
    return concessions(*_facts(tables), confrontation)


def _facts(tables: dict[str, Rows]) -> tuple[list[Observation], dict[str, Series], Reference]:
    names = (
        *("partitions", "partition_parts", "claims", "claim_terms", "units"),
        *("identities", "identity_terms", "indicators"),
    )
    reference = reference_from_rows(*(tables[name] for name in names))
    return observations_from_rows(tables["observations"]), series_from_rows(tables["series"]), reference


def _failing(confrontation: Confrontation) -> dict[frozenset[str], str]:
    """The sentence of each relation that fails, by its figures and by the words if there are any."""
    found = {}
    for v in confrontation.violated:
        words = [v.relation_id] if v.relation.family in ("claim", "identity") else []
        found[frozenset({*v.relation.observations, *words})] = v.sentence
    return found


def _passages(core: dict[str, Rows]) -> list[frozenset[str]]:
    """The observations that are printed together: line by line, then section by section."""
    observations = defaultdict(set)
    for link in core["figure_observations"]:
        observations[link["figure_id"]].add(link["observation_id"])
    groups: dict[tuple[int, str], set[str]] = defaultdict(set)
    for figure in core["figures"]:
        line = f"{figure['document_id']}:{figure['line']}"
        groups[0, line] |= observations[figure["figure_id"]]
        groups[1, figure["section_id"]] |= observations[figure["figure_id"]]
    return [frozenset(group) for _, group in sorted(groups.items()) if len(group) > 1]


def _lines(core: dict[str, Rows]) -> dict[str, list[int]]:
    """The lines on which each observation is printed."""
    lines = {row["figure_id"]: int(row["line"]) for row in core["figures"]}
    found = defaultdict(list)
    for link in core["figure_observations"]:
        found[link["observation_id"]].append(lines[link["figure_id"]])
    return found


def _touched(core: dict[str, Rows], confrontation: Confrontation) -> dict[str, set[str]]:
    """Observation ids to the discrepancies whose violated relations or contradictions use them."""
    relations = {v.relation_id: v.relation for v in confrontation.verdicts}
    touched: dict[str, set[str]] = defaultdict(set)
    for row in core["discrepancy_relations"]:
        if row["relation_id"] in relations:
            for observation in relations[row["relation_id"]].observations:
                touched[observation].add(row["discrepancy_id"])
    items: dict[str, list[str]] = defaultdict(list)
    for item in core["contradiction_items"]:
        items[item["contradiction_id"]].append(item["item_id"])
    for row in core["discrepancy_contradictions"]:
        for name in items[row["contradiction_id"]]:
            touched[name].add(row["discrepancy_id"])
    return touched


def _files(root: Path, tables: dict[str, Rows]) -> dict[str, bytes]:
    tables["excluded_numerals"] = [{**row, "numeral_id": row["figure_id"]} for row in tables["excluded_numerals"]]
    data, texts = {}, {}
    for name, spec in resource_specs().items():
        rows = tables[name]
        if name not in topic_layouts():
            rows = sorted(rows, key=partial(_sort_key, spec["key"]))
        texts[name] = [{column: row[column] for column in spec["fields"]} for row in rows]
        data[name] = csv_bytes(texts[name], spec["fields"])
    files = {f"resources/{name}.csv": content for name, content in data.items()}
    files["datapackage.json"] = descriptor(data, tables["documents"], project_version(root))
    package = Package(root, json.loads(files["datapackage.json"]), texts)
    for topic in topic_layouts():
        spec = suite_spec(package, topic, resource_specs()[topic]["fields"], texts[topic])
        files[f"checks/suites/{topic}.json"] = suite_bytes(spec)
    return files


def _sort_key(columns: list[str], row: dict[str, str]) -> list[list[tuple[int, int, str]]]:
    return [_natural(row[column]) for column in columns]


def _natural(text: str) -> list[tuple[int, int, str]]:
    """Sort key that orders 9 before 10 inside ids."""
    parts = []
    for piece in text.replace(":", "\0:\0").split("\0"):
        parts.append((0, int(piece), "") if piece.isascii() and piece.isdigit() else (1, 0, piece))
    return parts
