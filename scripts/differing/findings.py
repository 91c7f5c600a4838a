"""Findings of the checks in two versions: new, healed, with another verdict, or merely out of sight."""

from __future__ import annotations

from dataclasses import dataclass

from .version import Version

TABLES = {"relation": "relations", "contradiction": "contradictions", "discrepancy": "discrepancies"}
"""What is a finding: a violated relation, a proven contradiction of several figures, an explained discrepancy."""

NEW, HEALED, CHANGED, LOST = WORDS = ("new", "healed", "changed", "lost")
GONE = "gone"


@dataclass(frozen=True)
class Finding:
    """A finding that differs; ``old`` and ``new`` are verdicts or standings, empty where there was none.

    ``word``: healed only if the same is still asked and the answer is another one; lost if it is not asked any more.
    """

    kind: str
    id: str
    old: str
    new: str
    word: str
    sentence: str


def compare_findings(old: Version, new: Version) -> list[Finding]:
    """The findings that differ, by kind and id."""
    found = []
    for kind, identity in sorted({*old.findings, *new.findings}):
        before, after = old.findings.get((kind, identity), ""), new.findings.get((kind, identity), "")
        if before == after:
            continue
        word = CHANGED if before and after else NEW
        if not after:
            after = _cell(new, kind, identity, "verdict") or GONE
            word = HEALED if _healed(kind, identity, old, new) else LOST
        found.append(Finding(kind, identity, before, after, word, _sentence(old, new, kind, identity)))
    return found


def _healed(kind: str, identity: str, old: Version, new: Version) -> bool:
    """Whether a finding is none any more although what it was about is still checked."""
    if kind == "relation":
        return _cell(new, kind, identity, "verdict") == "holds"
    if kind == "contradiction":
        figures = _partners(old, "contradiction_items", identity, -1) & _keys(old, "corroboration")
        return bool(figures) and figures <= _keys(new, "corroboration")
    parts = [("relation", relation) for relation in _partners(old, "discrepancy_relations", identity, 1)]
    parts += [("contradiction", part) for part in _partners(old, "discrepancy_contradictions", identity, 1)]
    return bool(parts) and all(part not in new.findings and _healed(*part, old, new) for part in parts)


def _partners(version: Version, table: str, identity: str, place: int) -> set[str]:
    """What rows of a link table that begin with an id name at some place of their key."""
    rows = version.tables[table].rows if table in version.tables else ()
    return {key[place] for key in rows if key[0] == identity}


def _keys(version: Version, table: str) -> set[str]:
    return {key[0] for key in version.tables[table].rows} if table in version.tables else set()


def _cell(version: Version, kind: str, identity: str, column: str) -> str:
    table = version.tables.get(TABLES[kind])
    row = table.rows.get((identity,)) if table else None
    return row.cells.get(column, "") if row else ""


def _sentence(old: Version, new: Version, kind: str, identity: str) -> str:
    """What a finding says, in the words of the new version if it has any."""
    column = "explanation" if kind == "discrepancy" else "sentence"
    return _cell(new, kind, identity, column) or _cell(old, kind, identity, column)
