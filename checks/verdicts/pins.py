"""How much is compared, per document and rule family: pinned in a seed, so that a check cannot quietly compare less."""

from __future__ import annotations

from collections import Counter

from .confrontation import Confrontation, kind_of

COLUMNS = ("document_id", "family", "compared", "trivial", "not_compared", "violated")

Row = dict[str, str]


def counted(confrontation: Confrontation) -> list[Row]:
    """The counts as rows of ``seeds/pinned_counts.csv``."""
    table: dict[tuple[str, str], Counter[str]] = {}
    for v in confrontation.verdicts:
        counter = table.setdefault((v.relation.document_id, v.relation.family), Counter())
        counter[kind_of(v)] += 1
        counter["violated"] += v.violated
    return [
        {"document_id": document, "family": family, **{c: str(counter[c]) for c in COLUMNS[2:]}}
        for (document, family), counter in sorted(table.items())
    ]


def differences(confrontation: Confrontation, pinned: list[Row]) -> list[str]:
    """A line for every count that is not the pinned one."""
    expected = {(row["document_id"], row["family"]): row for row in pinned}
    found = {(row["document_id"], row["family"]): row for row in counted(confrontation)}
    nothing = dict.fromkeys(COLUMNS[2:], "0")
    lines = []
    for key in sorted(expected.keys() | found.keys()):
        before, now = expected.get(key, nothing), found.get(key, nothing)
        changed = [f"{c} {before[c]} -> {now[c]}" for c in COLUMNS[2:] if before[c] != now[c]]
        if changed:
            advice = "correct the figures, or run python -m scripts.pin if this is meant"
            lines.append(f"seeds/pinned_counts.csv, {'/'.join(key)}: {', '.join(changed)}; {advice}")
    return lines
