"""The ledgers recorded once; a corrupted row is read again with the few rows that its meaning depends on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from checks.model.identity import observation_id
from checks.model.observation import Observation, observations_from_rows
from checks.package.restate import negative_level

from ..building.core import printed_tables
from ..building.ledger import record, words_of
from ..building.ledger_row import Recorded, RowReader
from ..building.seeds import Rows, Seeds, seed_file
from .mutants import Mutant
from .operators import Row


@dataclass(frozen=True)
class Change:
    """What a mutant does to the data.

    ``refused`` says why the build would not accept the ledger, empty if it would. ``gone`` are observations that no row
    states any more, ``stated`` those that are new or have another number, as far as the row can be read at all.
    """

    refused: str
    gone: frozenset[str]
    stated: tuple[Observation, ...]

    @property
    def nothing(self) -> bool:
        return not self.gone and not self.stated


class _Lenient(RowReader):
    """Reads the number of a row that lacks its sign word or makes no sense, which the build refuses."""

    def stated(self) -> dict[str, Row]:
        """Rows of observations by id; none where print is no number."""
        return {observation_id(row): {"observation_id": observation_id(row), **row} for row in self._observations()}

    def _check_sign(self, flow: str) -> None:
        return

    def _check_sense(self, observation: Row, series: Mapping[str, Row]) -> None:
        return


class Ledgers:
    """All ledgers with what they state. Raises nothing for ledgers that the build accepts."""

    def __init__(self, seeds: Seeds) -> None:
        self.seeds = seeds
        self.words = words_of(seeds)
        recorded = record(seeds)
        self.tables = printed_tables(seeds, recorded)
        self.observations = {o.observation_id: o for o in observations_from_rows(list(recorded.observations.values()))}
        self._flows = {s["series_id"]: s["flow"] for s in seeds["series"]}
        self._named = {row["observation_id"] for name in ("claim_terms", "identity_terms") for row in seeds[name]}
        self._states: dict[str, list[str]] = defaultdict(list)
        for link in recorded.links:
            self._states[link["figure_id"]].append(link["observation_id"])
        self._rows_of: dict[str, set[int]] = defaultdict(set)
        self._range: dict[tuple[str, str], set[int]] = defaultdict(set)
        for document in (d["document_id"] for d in seeds["documents"]):
            for index, row in enumerate(seeds.get(f"ledger:{document}", [])):
                for observation in self.stated_by(document, row):
                    self._rows_of[observation].add(index)
                if row["range_id"]:
                    self._range[document, row["range_id"]].add(index)

    def stated_by(self, document: str, row: Mapping[str, str]) -> list[str]:
        """The observations that a row of the clean ledger states."""
        return self._states.get(f"{document}:{row['line']}:{row['column']}", [])

    def corrupted(self, mutant: Mutant) -> Rows:
        """All rows of the ledger of a mutant."""
        clean = self.seeds[f"ledger:{mutant.document_id}"]
        return [*clean[: mutant.index], *mutant.rows, *clean[mutant.index + 1 :]]

    def change(self, mutant: Mutant) -> Change:
        """Read the corrupted ledger as far as it differs."""
        document, name = mutant.document_id, f"ledger:{mutant.document_id}"
        clean = self.seeds[name]
        rows = dict(enumerate(clean)) | {mutant.index: mutant.rows[0] if mutant.rows else {}}
        seeds = {**self.seeds, name: [row for row in rows.values() if row]}
        together = {mutant.index} | self._range.get((document, clean[mutant.index]["range_id"]), set())
        before = {o for i in together for o in self.stated_by(document, clean[i])}
        after: dict[str, Row] = {}
        for index in sorted(together):
            if rows[index]:
                after |= _Lenient(seeds, self.words, document, "", 0, rows[index], Recorded()).stated()
        gone = frozenset(o for o in before - after.keys() if self._rows_of[o] <= together)
        stated = [o for o in observations_from_rows(after.values()) if self.observations.get(o.observation_id) != o]
        touched = together.union(*(self._rows_of.get(o, set()) for o in {*before, *after}))
        again = [rows[index] for index in sorted(touched) if rows[index]]
        return Change(self._refused(seeds, mutant, again, gone, after.values()), gone, tuple(stated))

    def _refused(self, seeds: Seeds, mutant: Mutant, again: Rows, gone: Iterable[str], after: Iterable[Row]) -> str:
        """Why the build or the package checks would stop, without documents and without any relation."""
        if len(mutant.rows) > 1:
            return "two rows have one place"
        name, recorded = f"ledger:{mutant.document_id}", Recorded()
        for row in again:
            RowReader(seeds, self.words, mutant.document_id, seed_file(name), 0, row, recorded).read()
        if recorded.problems:
            return recorded.problems[0].message
        if unknown := sorted(self._named.intersection(gone)):
            return f"a claim or identity names {unknown[0]}, which no row states"
        if any(negative_level(row, self._flows[row["series_id"]]) for row in after):
            return "a level that is no balance is negative"
        return ""
