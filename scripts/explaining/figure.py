"""One figure: where it is printed, what it says, what all others say of it, and what is found wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from checks.model.observation import Observation
from checks.model.relation import HARD, Verdict

from .known import Known, Row
from .lines import Screen, fitting

MOST_PLACES, MOST_BOUNDS = 2, 4
"""Places of print and proven levels shown of one observation."""


class FigurePage:
    """``room`` is the number of lines for relations; None if all are to be listed."""

    def __init__(self, known: Known, screen: Screen, room: int | None) -> None:
        self.known = known
        self.screen = screen
        self.room = room

    def lines(self, name: str, place: bool = True) -> Iterator[str]:
        """Everything about one observation; without ``place``, all but where it is printed."""
        o = self.known.observations[name]
        figures = [self.known.figures[f] for f in self.known.stating[name]]
        yield from self.screen.hanging("", self.known.name(o))
        for figure in figures[:MOST_PLACES] if place else ():
            yield from self._place(figure)
        if place and len(figures) > MOST_PLACES:
            yield from self.screen.labelled("", f"… and {len(figures) - MOST_PLACES} more places")
        yield from self.screen.labelled("agency", self._source(o))
        yield from self.screen.labelled("observation", name)
        for cell in self.known.tables["topic_cells"]:
            if cell["observation_id"] == name:
                text = f"{cell['table']}, row {cell['row_key']}, column {cell['column_name']}"
                yield from self.screen.labelled("table", text)
        yield from self.screen.labelled("says", self._interval(name))
        yield from self._corroboration(name)
        for finding in self.known.touching([f["figure_id"] for f in figures]):
            text = f"{finding['discrepancy_id']} ({finding['standing']}): {finding['explanation']}"
            yield from self.screen.labelled("finding", text)
        for sentence in self._unlisted(name):
            yield from self.screen.labelled("contradiction", f"{sentence} It is on no list of findings yet.")
        for text in self._to_agree(name):
            yield from self.screen.labelled("to agree", text)
        yield from self._relations(name)
        yield from self._bounds(o.series_id)

    def _place(self, figure: Row) -> Iterator[str]:
        known = self.known
        section, document = known.sections.get(figure["section_id"]), known.documents[figure["document_id"]]
        yield from self.screen.labelled("printed", f"{known.print_of(figure)}  at {figure['figure_id']}")
        languages = ("en", "zh") if self.screen.chinese else ("en",)
        titles = [[document[f"title_{x}"], *([section[f"path_{x}"]] if section else [])] for x in languages]
        for title in titles:
            yield from self.screen.labelled("", ", ".join(dict.fromkeys(title)))
        if figure["note"]:
            yield from self.screen.labelled("note", figure["note"])

    def _source(self, o: Observation) -> str:
        agency = self.known.label("agencies", self.known.series[o.series_id].source_agency)
        return agency + ("" if o.obs_status == "A" else f"; {self.known.label('obs_statuses', o.obs_status).lower()}")

    def _interval(self, name: str) -> str:
        o = self.known.observations[name]
        if o.qualifier == "exact" and o.half_unit == 0:
            return "exactly this number"
        low, high = (end if isinstance(end, Fraction) else None for end in (o.interval.low, o.interval.high))
        if low is None and high is None:
            return "no hard limit: the words make it approximate"
        return f"the true number is {self.known.words.range(o, low, high)}"

    def _corroboration(self, name: str) -> Iterator[str]:
        row = self.known.corroboration.get(name)
        if row is None:
            yield from self.screen.labelled("corroboration", "nothing is proven yet; run python -m scripts.prove")
            return
        grade = self.known.grades[row["grade"]]
        yield from self.screen.labelled("corroboration", f"{grade['label_en']}. {grade['definition']}")
        if row["lower"] or row["upper"]:
            left = self.known.range(self.known.observations[name], row)
            who = "The others, without all that is disputed," if row["set_aside"] == "true" else "All other figures"
            yield from self.screen.labelled("", f"{who} leave {left}")

    def _unlisted(self, name: str) -> Iterator[str]:
        """Sentences of the contradictions in which an observation stands and which no finding explains."""
        tables = self.known.tables
        listed = {row["contradiction_id"] for row in tables["discrepancy_contradictions"]}
        own = {row["contradiction_id"] for row in tables["contradiction_items"] if row["item_id"] == name} - listed
        yield from (row["sentence"] for row in tables["contradictions"] if row["contradiction_id"] in own)

    def _to_agree(self, name: str) -> Iterator[str]:
        """Each interval in which everything else would agree, once."""
        found: dict[str, bool] = {}
        items = self.known.tables["contradiction_items"]
        for row in items:
            if row["item_id"] == name and (row["lower"] or row["upper"]):
                release = (row["contradiction_id"], row["release"])
                alone = sum((r["contradiction_id"], r["release"]) == release for r in items) == 1
                found[self.known.range(self.known.observations[name], row)] = alone
        for text, alone in found.items():
            yield f"it would have to be {text}" + ("" if alone else ", and another figure other than printed too")

    def _relations(self, name: str) -> Iterator[str]:
        used = self.known.compared.get(name, [])
        yield from self.screen.labelled("relations", summary(used))
        blocks = [list(self.screen.item(mark(v), v.sentence)) for v in used]
        shown = blocks if self.room is None else fitting(blocks, self.room)
        yield from (line for block in shown for line in block)
        if len(blocks) > len(shown):
            yield from self.screen.item("     ", f"… and {len(blocks) - len(shown)} more (--all)")

    def _bounds(self, series: str) -> Iterator[str]:
        rows = [row for row in self.known.bounds.values() if row["series_id"] == series]
        shown = rows if self.room is None else rows[:MOST_BOUNDS]
        for label, row in zip(["proven", *[""] * len(shown)], shown, strict=False):
            text = f"{row['time_period']}, not printed: {self.known.bound(row)}"
            yield from self.screen.labelled(label, text)
        if len(rows) > len(shown):
            yield from self.screen.labelled("", f"… and {len(rows) - len(shown)} more (--all)")


def summary(verdicts: list[Verdict]) -> str:
    """How many relations fail, hold, and hold whatever a digit is."""
    if not verdicts:
        return "none: no other figure is compared with it"
    failing = sum(v.violated for v in verdicts)
    idle = sum(not v.violated and not v.compared for v in verdicts)
    holding = len(verdicts) - failing - idle
    parts = [
        f"{failing} fail{'s' * (failing == 1)}" if failing else "",
        f"{holding} hold{'s' * (holding == 1)}" if holding else "",
        f"{idle} (in brackets) would hold with any other digit too" if idle else "",
        "the tightest first" if holding + idle > 1 else "",
    ]
    return "; ".join(filter(None, parts))


def mark(v: Verdict) -> str:
    """A word of five letters for a verdict."""
    return f"{'FAIL' if v.verdict == HARD else 'soft' if v.violated else 'ok' if v.compared else '(ok)':5}"
