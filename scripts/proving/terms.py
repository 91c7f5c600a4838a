"""The measures of an arithmetic in words and digits: what each is called, and how its numbers are shown."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from checks.families.common import display_of, since, when
from checks.joint.system import Edit, Ratio, System
from checks.joint.words import Words
from checks.model.observation import RELATIVE_UNITS
from checks.model.relation import Display

from .arithmetic import Arithmetic, named
from .workings import Step

PERCENT = Display(Fraction(1, 100), 1, "%")
INDEX = Display(Fraction(1), 1, "")
"""For levels beside another that is taken as 100."""
EXTRA = 2
"""Digits of a computed number beyond those that are printed."""


class Terms:
    """Names and numbers of the measures of one arithmetic. Amounts are shown in the largest unit that is printed."""

    def __init__(self, component: System, a: Arithmetic, words: Words) -> None:
        self._component, self.arithmetic, self._words = component, a, words
        self._stating = {s.measure: s.observation for _, s in sorted(component.statements.items(), reverse=True)}
        self._named = named(component)
        figures = [component.statements[o].observation for o in a.ends]
        by_size = sorted(figures, key=lambda o: (o.unit_mult, o.decimals))
        self._displays = {o.unit_measure: display_of(o, words.reference) for o in by_size}

    @property
    def series(self) -> list[str]:
        """All series that the arithmetic names, the one that it is about first."""
        a = self.arithmetic
        measures = [a.step.measure, *a.roots, *(s.measure for s in a.workings.way(a.roots))]
        return [s for m in measures for s in self._series(m)]

    def name(self, measure: str, names: Mapping[str, str] | None = None) -> str:
        """What a measure is: a level of a series, what a figure states, or a rate, share or change of two levels."""
        if measure in self._stating and measure not in self._component.quantities:
            return self._words.figure(self._stating[measure], names)
        (series, period, _), *others = self._levels(measure)
        name = self._words.named(series, names) + when(period)
        for other, base, _ in others:
            kind = "growth" if isinstance(self._named[measure], Ratio) else "change"
            whole = f"share in {self._words.named(other, names)}"
            name += f", {kind} since {since(base)}" if other == series else f", {whole}"
        return name

    def _series(self, measure: str) -> list[str]:
        """The series that the name of a measure names, its own first."""
        if measure in self._stating and measure not in self._component.quantities:
            o = self._stating[measure]
            return [s for s in (o.series_id, o.reference_series) if s in self._words.series]
        return [series for series, _, _ in self._levels(measure)]

    def _levels(self, measure: str) -> list[tuple[str, str, str]]:
        """Series, period and basis of a level, or of the two that a rate, a share or a change is made of."""
        connection = self._named[measure]
        levels = [measure] if connection is None else connection.measures[1:]
        return [self._component.quantities[m] for m in levels]

    def display(self, measure: str) -> Display:
        """The unit in which a measure is shown."""
        connection = self._named[measure]
        if isinstance(connection, Edit):
            return self.display(connection.measures[1])
        if measure in self._component.quantities:
            unit = self._words.series[self._component.quantities[measure][0]].unit_measure
            if self.arithmetic.level:
                return INDEX
            return self._displays.get(unit) or Display(
                decimals=0, unit=self._words.reference.unit_labels.get(unit, unit)
            )
        o = self._stating.get(measure)
        if o is None or o.unit_measure in RELATIVE_UNITS or self._component.statements[o.observation_id].factor != 1:
            return PERCENT
        return self._displays.get(o.unit_measure) or display_of(o, self._words.reference)

    def formula(self, step: Step) -> str:
        """A step with the numbers of its operands: as printed, or as they were computed before."""
        text = step.form.format(*(self.number(m) for m in step.operands))
        return text.replace("+ -", "- ").replace("- -", "+ ")

    def number(self, measure: str) -> str:
        """The number of a measure as printed, or with some digits more where it is computed."""
        display, source = self.display(measure), self.arithmetic.sources.get(measure)
        if source is None:
            text = display.show(self.arithmetic.workings.numbers[measure].printed, EXTRA)
        else:
            o = self._component.statements[source].observation
            text = o.printed if display is PERCENT or o.scale == display.scale else display.show(o.number, 6)
        return text + ("%" if display is PERCENT else "")
