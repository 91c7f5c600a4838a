"""Everything about one figure on one screen: ``python -m scripts.explain ID``.

ID is a figure (document:line:column), an observation, a quantity, or document:line for all figures of a line.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from checks.joint.words import Words
from checks.package.contents import Package, read_package
from checks.problems import InputError, Problem, near

from .building.seeds import ROOT
from .command import unusable

SHOWN = 12
"""Relations shown; the rest is counted."""


def main(arguments: list[str] | None = None) -> int:
    """Explain; exit status 0 good, 2 where the id names nothing or the package cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m scripts.explain", description=__doc__)
    parser.add_argument("id", help="figure, observation, quantity, or document:line")
    parser.add_argument("--package", type=Path, default=ROOT, help="package folder (default: this checkout)")
    parser.add_argument("--all", action="store_true", help=f"show all relations, not only the first {SHOWN}")
    options = parser.parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # consoles that cannot show Chinese
    try:
        package = read_package(options.package)
    except InputError as error:
        return unusable(error)
    page = Page(package, None if options.all else SHOWN)
    lines = list(page.explain(options.id))
    if not lines:
        message = f"names no figure, observation or quantity{page.hint(options.id)}"
        return unusable(InputError(Problem(options.id, 0, "", message)))
    try:
        print("\n".join(lines), flush=True)
    except BrokenPipeError:  # the reader of a pipe has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


class Page:
    """What the tables of a package say about one id, as lines of text."""

    def __init__(self, package: Package, shown: int | None) -> None:
        self.tables = package.tables
        self.shown = shown
        self.words = Words(package.series, package.reference)
        self.observations = {o.observation_id: o for o in package.observations}
        self.verdicts = {v.relation_id: v for v in package.confrontation.verdicts}

    def explain(self, name: str) -> Iterator[str]:
        """Lines about a figure, an observation or a quantity; none if the id names nothing."""
        figures = [f for f in self.tables["figures"] if f["figure_id"] == name]
        if not figures:
            figures = [f for f in self.tables["figures"] if f["figure_id"].startswith(f"{name}:")]
        if len(figures) > 1:
            yield from self._line(figures)
        elif figures:
            yield from self._figure(figures[0])
        elif name in self.observations:
            yield from self._observation(name, self._printed_at(name))
        else:
            yield from self._quantity(name)

    def hint(self, name: str) -> str:
        """Ids that resemble a wrong one."""
        known = [row["figure_id"] for row in self.tables["figures"]]
        return near(name, sorted([*known, *self.observations, *(q["quantity_id"] for q in self.tables["quantities"])]))

    def _line(self, figures: list[dict[str, str]]) -> Iterator[str]:
        yield f"{len(figures)} figures on this line; name one of them:"
        for f in figures:
            o = self.observations[f["observation_id"]]
            yield f"  {f['figure_id']}  {self.words.figure(o)}: {self.words.printed(o)}"

    def _figure(self, figure: dict[str, str]) -> Iterator[str]:
        links = [r for r in self.tables["figure_observations"] if r["figure_id"] == figure["figure_id"]]
        for link in links:
            yield from self._observation(link["observation_id"], self._printed_at(link["observation_id"]))

    def _printed_at(self, observation: str) -> list[dict[str, str]]:
        ids = {r["figure_id"] for r in self.tables["figure_observations"] if r["observation_id"] == observation}
        return [f for f in self.tables["figures"] if f["figure_id"] in ids]

    def _observation(self, name: str, figures: list[dict[str, str]]) -> Iterator[str]:
        o = self.observations[name]
        yield f"{self.words.figure(o)}: {self.words.printed(o)}"
        yield f"  observation    {name}"
        sections = {s["section_id"]: s for s in self.tables["sections"]}
        for f in figures:
            parts = (f["qualifier_printed"], f["sign_printed"], f["printed"], f["unit_printed"])
            path = sections[f["section_id"]]["path_zh"] if f["section_id"] in sections else ""
            yield f"  printed        {''.join(parts)}  at {f['figure_id']}  {path}"
        yield f"  says           {self._interval(name)}"
        yield from self._corroboration(name)
        yield from self._relations(name)
        yield from self._findings(name, figures)

    def _interval(self, name: str) -> str:
        o = self.observations[name]
        if o.qualifier == "exact" and o.half_unit == 0:
            return "exactly this number: a count"
        ends = (None if end in (float("-inf"), float("inf")) else end for end in (o.interval.low, o.interval.high))
        low, high = ends
        if low is None and high is None:
            return "no hard limit: the words make it approximate"
        return f"the true number is {self.words.range(o, low, high)}"  # type: ignore[arg-type]

    def _corroboration(self, name: str) -> Iterator[str]:
        row = next((r for r in self.tables["corroboration"] if r["observation_id"] == name), None)
        if row is None:
            yield "  corroboration  nothing is proven yet; run python -m scripts.prove"
            return
        grade = next(g["label_en"] for g in self.tables["grades"] if g["grade"] == row["grade"])
        o = self.observations[name]
        low, high = (None if not row[end] else Fraction(row[end]) * o.scale for end in ("lower", "upper"))
        left = (
            f"; all other figures leave {self.words.range(o, low, high)}" if low is not None or high is not None else ""
        )
        aside = "; set aside because of a contradiction" if row["set_aside"] == "true" else ""
        yield f"  corroboration  {grade}{left}{aside}"

    def _relations(self, name: str) -> Iterator[str]:
        used = [v for v in self.verdicts.values() if name in v.relation.observations and v.verdict != "undetermined"]
        used.sort(key=lambda v: (not v.violated, not v.compared, v.slack is None, v.slack or 0, v.relation_id))
        yield f"  relations      {len(used)}" + ("" if used else ": no other figure is compared with it")
        shown = used if self.shown is None else used[: self.shown]
        for v in shown:
            mark = "FAIL" if v.verdict == "violated_hard" else "soft" if v.violated else "ok" if v.compared else "(ok)"
            yield f"    {mark:5} {v.sentence}"
        if len(used) > len(shown):
            yield f"    … and {len(used) - len(shown)} more (--all)"

    def _findings(self, name: str, figures: list[dict[str, str]]) -> Iterator[str]:
        ids = {f["figure_id"] for f in figures}
        touched = {r["discrepancy_id"] for r in self.tables["discrepancy_figures"] if r["figure_id"] in ids}
        for d in self.tables["discrepancies"]:
            if d["discrepancy_id"] in touched:
                yield f"  finding        {d['discrepancy_id']} ({d['standing']}): {d['explanation']}"
        for item in self.tables["contradiction_items"]:
            if item["item_id"] == name and (item["lower"] or item["upper"]):
                o = self.observations[name]
                low, high = (None if not item[end] else Fraction(item[end]) * o.scale for end in ("lower", "upper"))
                yield f"  to agree       it would have to be {self.words.range(o, low, high)}"

    def _quantity(self, name: str) -> Iterator[str]:
        row = next((r for r in self.tables["bounds"] if r["quantity_id"] == name), None)
        if row is None:
            for o in self.observations.values():
                if o.transformation == "level" and o.observation_id.startswith(f"{name.rpartition(':')[0]}:level"):
                    yield from self._observation(o.observation_id, self._printed_at(o.observation_id))
            return
        series = self.words.series[row["series_id"]]
        unit = next(u["label_en"] for u in self.tables["units"] if u["unit_measure"] == row["unit_measure"])
        ends = f"{row['lower'] or 'no lower end'} to {row['upper'] or 'no upper end'}"
        yield f"{series.label_en} {row['time_period']}: not printed"
        yield f"  proven         {ends}, in 10^{row['unit_mult']} {unit}"
        for link in self.tables["bound_observations"]:
            if link["quantity_id"] == name:
                o = self.observations[link["observation_id"]]
                yield f"  rests on       {self.words.figure(o)}: {self.words.printed(o)}"


if __name__ == "__main__":
    raise SystemExit(main())
