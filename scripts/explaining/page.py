"""Finds out what an id names, and says everything about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checks.package.contents import Package

from .figure import FigurePage, mark
from .known import Known, Row
from .lines import Screen, fitting

RELATIONS, NAMES = 18, 28
"""Lines for relations, and for a list of names; the rest is counted."""


class Page:
    """What the tables of a package say about one id; with ``everything`` no list is cut."""

    def __init__(self, package: Package, screen: Screen, everything: bool = False) -> None:
        self.known = Known(package)
        self.screen = screen
        self.everything = everything

    def explain(self, name: str) -> Iterator[str]:
        """Lines about whatever has this id, or begins with it; none if nothing does.

        Raises what computing ends in where the tables of the package do not fit together.
        """
        known, name = self.known, self.known.now(name.strip())
        if name in known.figures:
            if not known.stated[name]:
                raise LookupError(f"{name} states no observation")
            yield from self._observations(known.stated[name])
        elif name in known.observations:
            yield from self._observations([name])
        elif name in known.series:
            yield from self._series(name)
        elif name in known.findings:
            yield from self._finding(known.findings[name])
        elif name in known.quantities:
            yield from self._quantity(known.quantities[name])
        elif name in known.verdicts:
            yield from self._relation(name)
        elif name:
            yield from self._several(name)

    def _several(self, name: str) -> Iterator[str]:
        """The figures of a line or of a number as printed, or the series of the beginning of an id or of words."""
        known = self.known
        line = [f for f in known.figures if f.startswith(f"{name}:")]
        same = [f for f, row in known.figures.items() if row["printed"] == name]
        begun = [s for s in sorted(known.series) if s.startswith(name)]
        meant = [s for s in sorted(known.series) if self._speaks_of(s, name.lower().split())]
        if len(line or same) == 1:
            yield from self.explain((line or same)[0])
        elif not (line or same) and len(begun or meant) == 1:
            yield from self._series((begun or meant)[0])
        elif line:
            yield from self._listed(f"{len(line)} figures are printed here; name one of them:", map(self._figure, line))
        elif same:
            yield from self._listed(f"{len(same)} figures are printed so; name one of them:", map(self._figure, same))
        elif begun:
            yield from self._listed(f"{len(begun)} series begin with this; name one of them:", map(self._label, begun))
        elif meant:
            head = f"{len(meant)} series have these words in their names; name one of them:"
            yield from self._listed(head, map(self._label, meant))

    def problem(self, name: str) -> str:
        """One line about an id that names nothing."""
        for row in self.known.tables["excluded_numerals"]:
            if row["numeral_id"] == name:
                return f"{name}: is a numeral but no figure ({row['role'].replace('_', ' ')}){self.known.hint(name)}"
        return f"{name}: names no figure, observation, series, quantity, relation or finding{self.known.hint(name)}"

    def _observations(self, names: list[str]) -> Iterator[str]:
        """One page; where a figure states several things, shorter ones, one for each."""
        room = None if self.everything else RELATIONS // len(names)
        for name in names:
            yield from FigurePage(self.known, self.screen, room).lines(name, place=name == names[0])

    def _series(self, name: str) -> Iterator[str]:
        known, series, labelled = self.known, self.known.series[name], self.screen.labelled
        yield from self.screen.hanging("", f"{series.label_en}{f' ({series.label_zh})' * self.screen.chinese}")
        yield from labelled("series", name)
        indicator = next(i for i in known.tables["indicators"] if i["indicator"] == series.indicator)
        unit = known.label("units", series.unit_measure)
        facts = [indicator["definition"], series.stock_flow, series.price_basis, unit]
        yield from labelled("measures", "; ".join(fact for fact in facts if fact not in ("_Z", "_U")))
        yield from labelled("agency", known.label("agencies", series.source_agency))
        own = sorted(
            (o for o in known.observations.values() if o.series_id == name),
            key=lambda o: (o.time_period, o.transformation != "level", o.observation_id),
        )
        yield from labelled("figures", f"{len(own)}, each with how far others confirm it" if own else "none")
        rows = ((known.stating[o.observation_id][0], self._graded(o.observation_id)) for o in own)
        yield from self._items(rows)
        for row in known.bounds.values():
            if row["series_id"] == name:
                yield from labelled("proven", f"{row['time_period']}, not printed: {known.bound(row)}")
        for finding in known.touching([f for o in own for f in known.stating[o.observation_id]]):
            yield from labelled("finding", f"{finding['discrepancy_id']} ({finding['standing']})")

    def _finding(self, finding: Row) -> Iterator[str]:
        name = finding["discrepancy_id"]
        yield from self.screen.hanging("", f"{name} ({finding['standing']}): {finding['explanation']}")
        yield from self.screen.labelled("arithmetic", finding["arithmetic"])
        links = self.known.tables["discrepancy_figures"]
        figures = [row["figure_id"] for row in links if row["discrepancy_id"] == name]
        yield from self.screen.labelled("figures", f"{len(figures)}" if figures else "none")
        yield from self._items(map(self._figure, figures))

    def _quantity(self, row: Row) -> Iterator[str]:
        known, name = self.known, row["quantity_id"]
        columns = ("series_id", "time_period", "period_basis", "document_id")
        about = [
            o
            for o in known.observations.values()
            if (o.series_id, o.time_period, o.period_basis, o.document_id) == tuple(row[c] for c in columns)
        ]
        levels = [o.observation_id for o in about if o.transformation == "level"]
        if levels:
            yield from self._observations(levels)
            return
        head = f"{known.series[row['series_id']].label_en} {row['time_period']}: not printed"
        yield from self.screen.hanging("", head)
        yield from self.screen.labelled("quantity", name)
        links = [r["observation_id"] for r in known.tables["bound_observations"] if r["quantity_id"] == name]
        if name in known.bounds:
            yield from self.screen.labelled("proven", known.bound(known.bounds[name]))
        else:
            yield from self.screen.labelled("proven", "nothing that narrows it down to a fifth of its size")
            links = [o.observation_id for o in about]
        yield from self.screen.labelled("rests on" if name in known.bounds else "speak of it", f"{len(links)} figures")
        yield from self._items((known.stating[o][0], known.name(known.observations[o])) for o in links)

    def _relation(self, name: str) -> Iterator[str]:
        v = self.known.verdicts[name]
        yield from self.screen.hanging(f"{mark(v).strip()} ", v.sentence)
        yield from self.screen.labelled("relation", name)
        yield from self.screen.labelled("rests on", f"{len(v.relation.observations)} figures")
        own = dict.fromkeys(v.relation.observations)
        yield from self._items((self.known.stating[o][0], self._graded(o)) for o in own)

    def _graded(self, observation: str) -> str:
        grade = self.known.grade(observation)
        return self.known.name(self.known.observations[observation]) + (f". {grade}" if grade else "")

    def _figure(self, name: str) -> tuple[str, str]:
        return name, "; ".join(self.known.name(self.known.observations[o]) for o in self.known.stated[name])

    def _label(self, series: str) -> tuple[str, str]:
        return series, self.known.series[series].label_en

    def _speaks_of(self, series: str, words: list[str]) -> bool:
        """Whether a name has all these words, or Chinese ones within it."""
        label = f"{self.known.series[series].label_en} {self.known.series[series].label_zh}".lower()
        return all(word in label if not word.isascii() else f" {word}" in f" {label}" for word in words)

    def _listed(self, head: str, rows: Iterable[tuple[str, str]]) -> Iterator[str]:
        yield head
        yield from self._items(rows)

    def _items(self, rows: Iterable[tuple[str, str]]) -> Iterator[str]:
        """Ids with what they are; of many the first."""
        blocks = [list(self.screen.item(f"{name} ", text)) for name, text in rows]
        shown = blocks if self.everything else fitting(blocks, NAMES)
        yield from (line for block in shown for line in block)
        if len(blocks) > len(shown):
            yield from self.screen.item("…", f"and {len(blocks) - len(shown)} more (--all)")
