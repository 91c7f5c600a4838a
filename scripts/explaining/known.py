"""The tables of a package, looked up by id, and in the words that every page uses."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from checks.families.common import MULTIPLES
from checks.joint.words import Words
from checks.model.observation import Observation
from checks.model.relation import UNDETERMINED, Verdict
from checks.package.contents import Package
from checks.problems import near
from china_services_trade._words import printed_words

Row = dict[str, str]


class Known:
    """What one package says; every attribute maps ids."""

    def __init__(self, package: Package) -> None:
        self.tables = package.tables
        self.words = Words(package.series, package.reference)
        self.series = package.series
        self.figures = self._by("figures", "figure_id")
        self.observations = {o.observation_id: o for o in package.observations}
        self.findings = self._by("discrepancies", "discrepancy_id")
        self.documents = self._by("documents", "document_id")
        self.sections = self._by("sections", "section_id")
        self.bounds = self._by("bounds", "quantity_id")
        self.quantities = self._by("quantities", "quantity_id")
        self._package = package

    @cached_property
    def verdicts(self) -> dict[str, Verdict]:
        """All relations, confronted anew."""
        return {v.relation_id: v for v in self._package.confrontation.verdicts}

    @cached_property
    def compared(self) -> dict[str, list[Verdict]]:
        """Observation ids to the decided relations that use them: those that fail, then those with the least slack."""
        found: dict[str, list[Verdict]] = defaultdict(list)
        decided = [v for v in self.verdicts.values() if v.verdict != UNDETERMINED]
        for v in sorted(
            decided, key=lambda v: (not v.violated, not v.compared, v.slack is None, v.slack or 0, v.relation_id)
        ):
            for o in set(v.relation.observations):
                found[o].append(v)
        return found

    @cached_property
    def relations(self) -> dict[str, list[Verdict]]:
        """As ``compared``, and after these the relations that cannot be decided."""
        found = defaultdict(list, {name: list(own) for name, own in self.compared.items()})
        for v in self.verdicts.values():
            if v.verdict == UNDETERMINED:
                for o in set(v.relation.observations):
                    found[o].append(v)
        return found

    @cached_property
    def reading_order(self) -> list[str]:
        """Figure ids in the order of the documents, then of lines and columns."""
        return sorted(self.figures, key=lambda f: (f.split(":")[0], *map(int, f.split(":")[1:])))

    @cached_property
    def stated(self) -> dict[str, list[str]]:
        """Figure ids to the observations that they state."""
        return self._links("figure_id", "observation_id")

    @cached_property
    def stating(self) -> dict[str, list[str]]:
        """Observation ids to the figures that state them."""
        return self._links("observation_id", "figure_id")

    @cached_property
    def of_series(self) -> dict[str, list[Observation]]:
        """Series ids to what is printed of them."""
        found: dict[str, list[Observation]] = defaultdict(list)
        for o in self.observations.values():
            found[o.series_id].append(o)
        return found

    @cached_property
    def corroboration(self) -> dict[str, Row]:
        return self._by("corroboration", "observation_id")

    @cached_property
    def grades(self) -> dict[str, Row]:
        return self._by("grades", "grade")

    def dropped(self, figure_id: str) -> bool:
        """Whether a figure is read with a final zero that print left out, as its passage prints decimals."""
        printed = len(self.figures[figure_id]["printed"].partition(".")[2])
        stated = (self.observations[name] for name in self.stated[figure_id])
        return any(o.half_unit and o.decimals > printed for o in stated)

    def now(self, name: str) -> str:
        """An id as it is called now."""
        moved = {row["old_id"]: row["new_id"] for row in self.tables["redirects"]}
        while name in moved:
            name = moved.pop(name)
        return name

    def touching(self, figures: list[str]) -> list[Row]:
        """The findings that touch figures."""
        ids = {r["discrepancy_id"] for r in self.tables["discrepancy_figures"] if r["figure_id"] in figures}
        return [row for name, row in self.findings.items() if name in ids]

    def name(self, o: Observation) -> str:
        """What an observation states, with its number."""
        bound = {"lower": "at least ", "upper": "at most ", "approx": "about "}.get(o.qualifier, "")
        return f"{self.words.figure(o)}: {bound}{self.words.printed(o)}"

    def grade(self, observation: str) -> str:
        """The label of a grade; empty where nothing is proven."""
        row = self.corroboration.get(observation)
        return self.grades[row["grade"]]["label_en"] if row else ""

    def range(self, o: Observation, row: Row) -> str:
        """The ends of an interval as a row gives them, in the unit of an observation."""
        low, high = (None if not row[end] else Fraction(row[end]) * o.scale for end in ("lower", "upper"))
        return self.words.range(o, low, high)

    def bound(self, row: Row) -> str:
        """What is proven of a level that nobody printed."""
        mult = int(row["unit_mult"])
        unit = MULTIPLES.get(mult, f"10^{mult} ") + self.label("units", row["unit_measure"])
        return f"between {Decimal(row['lower']):,} and {Decimal(row['upper']):,} ({unit})"

    def label(self, table: str, code: str) -> str:
        """The English label of a code, which stands in the first column of its table."""
        return self.row(table, code)["label_en"]

    def row(self, table: str, code: str) -> Row:
        """The row of a code list; the code stands in the first column."""
        return next(row for row in self.tables[table] if next(iter(row.values())) == code)

    def print_of(self, figure: Row) -> str:
        """The numeral with its words as they stand in the document."""
        line = (figure["document_id"], figure["line"])
        starts = {int(f["column"]) for f in self.figures.values() if (f["document_id"], f["line"]) == line}
        return printed_words(figure, starts)

    def hint(self, name: str) -> str:
        """Ids that resemble one that nothing has, as the end of a message."""
        place = name.rpartition(":")[0]
        line = [f for f in self.figures if f.rpartition(":")[0] == place]
        if line:
            return f"; the figures of that line: {', '.join(line)}"
        known = [*self.figures, *self.series, *self.observations, *self.quantities, *self.findings, *self.verdicts]
        return near(name, known)

    def _by(self, table: str, key: str) -> dict[str, Row]:
        return {row[key]: row for row in self.tables[table]}

    def _links(self, key: str, value: str) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for row in self.tables["figure_observations"]:
            found[row[key]].append(row[value])
        return found
