"""The comparison for machines: every list in full."""

from __future__ import annotations

import json
from typing import Any

from checks.package.semver import text

from ..building.changes import RECOMPUTED, RELABELLED, REVISED
from .compare import Difference, NameChange
from .findings import WORDS
from .policy import Bump
from .rows import FILLED, TableChanges


def json_bytes(difference: Difference, bump: Bump) -> bytes:
    """UTF-8 JSON; the keys of rows are lists of cells in the order of the table's key."""
    old, new = difference.old, difference.new
    document = {
        "package": new.name,
        "old": {"source": old.source, "version": text(old.number)},
        "new": {"source": new.source, "version": text(new.number)},
        "bump": {
            "level": bump.level,
            "version": text(bump.number),
            "enough": new.number >= bump.number,
            "reasons": [{"level": reason.level, "sentence": reason.sentence} for reason in bump.reasons],
        },
        "past_values_changed": any(table.of(REVISED) for table in difference.tables),
        "resources": _names(difference, "resource"),
        "fields": _names(difference, "field"),
        "codes": _names(difference, "code"),
        "other_names": [_told(c) for c in difference.names if c.kind not in ("resource", "field", "code")],
        "tables": [_table(table) for table in difference.tables],
        "findings": {
            word: [
                {"kind": f.kind, "id": f.id, "old": f.old, "new": f.new, "sentence": f.sentence}
                for f in difference.findings
                if f.word == word
            ]
            for word in WORDS
        },
        "metadata": difference.metadata,
        "not_compared": difference.silent,
    }
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def _names(difference: Difference, kind: str) -> dict[str, Any]:
    changes = [change for change in difference.names if change.kind == kind]
    renamed = [vars(r) for r in difference.renamed if r.kind == kind]
    renamed += [_told(c) | {"declared": True} for c in changes if c.old and c.new]
    return {
        "added": [_told(c) for c in changes if not c.old],
        "removed": [_told(c) for c in changes if not c.new],
        "renamed": renamed,
    }


def _told(change: NameChange) -> dict[str, Any]:
    return {"kind": change.kind, "place": change.place, "old": change.old, "new": change.new}


def _table(table: TableChanges) -> dict[str, Any]:
    return {
        "name": table.name,
        "stable_keys": table.stable,
        "rows_before": table.rows[0],
        "rows_now": table.rows[1],
        "compared": table.compared,
        "added": table.added,
        "withdrawn": table.withdrawn,
        "renamed": [{"old": old, "new": new} for old, new in table.renamed],
        **{
            kind: [{"key": c.key, "column": c.column, "old": c.old, "new": c.new} for c in table.of(kind)]
            for kind in (REVISED, FILLED, RECOMPUTED, RELABELLED)
        },
    }
