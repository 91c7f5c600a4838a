"""From ledgers to figures, exclusions and observations: every row of every document, in order."""

from __future__ import annotations

from checks.model.printed import Words

from .ledger_row import Recorded, RowReader
from .seeds import Seeds, seed_file


def record(seeds: Seeds) -> Recorded:
    """Read every ledger. Problems are collected, not raised, so that a curator sees all of them at once."""
    recorded = Recorded()
    words = words_of(seeds)
    for document in seeds["documents"]:
        name = f"ledger:{document['document_id']}"
        for number, row in enumerate(seeds.get(name, []), start=2):
            RowReader(seeds, words, document["document_id"], seed_file(name), number, row, recorded).read()
    return recorded


def words_of(seeds: Seeds) -> Words:
    """The closed word lists as the value function wants them."""
    units: dict[str, dict[str, int]] = {}
    for row in seeds["codes/unit_words"]:
        units.setdefault(row["unit_word"], {})[row["unit_measure"]] = int(row["unit_mult"])
    return Words(
        units,
        {row["sign_word"]: int(row["sign"]) for row in seeds["codes/sign_words"]},
        {row["qualifier_word"]: (row["qualifier"], row["bound_kind"]) for row in seeds["codes/qualifier_words"]},
    )
