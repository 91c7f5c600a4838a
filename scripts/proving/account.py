"""The arithmetic of a contradiction in words: what does not agree, how it follows, and where each figure stands."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import groupby

from checks.families.common import display_of
from checks.joint.contradictions import Contradiction
from checks.joint.system import WORDED, System
from checks.joint.words import Words
from checks.model.observation import Observation
from checks.model.relation import SOFT, VERBS, Display

from .decimals import towards
from .names import numbered
from .terms import EXTRA, INDEX, PERCENT, Terms

QUALIFIERS = {"lower": "more than ", "upper": "less than "}


class Account:
    """One arithmetic of a contradiction, told with short ``names`` of series beside the one that it is about."""

    def __init__(
        self, component: System, c: Contradiction, terms: Terms, words: Words, names: Mapping[str, str]
    ) -> None:
        self._component, self._c, self._words, self._names = component, c, words, names
        self._terms, self._a, a = terms, terms.arithmetic, terms.arithmetic
        self._figures = {o: component.statements[o].observation for o in a.ends}
        figure = self._figures.get(a.figure)
        self._display = self._terms.display(a.step.measure) if figure is None else display_of(figure, words.reference)
        self._factor = Fraction(1) if figure is None else component.statements[a.figure].factor

    def text(self) -> str:
        """Sentences, each with its full stop."""
        parts = self._opening(), self._steps(), self._rounding(), self._printed(), self._excuse()
        return " ".join(part for part in parts if part)

    def _opening(self) -> str:
        """What is stated and what it should be."""
        a, terms, step = self._a, self._terms, self._a.step
        said = f"With {terms.name(a.level)} taken as 100, " if a.level else ""
        if a.edit is not None and a.edit.family in WORDED:
            said += f"{self._words.words(a.edit.edit_id)}: "
        if a.figure:
            o = self._figures[a.figure]
            said += f"{self._words.figure(o)}: printed {QUALIFIERS.get(o.qualifier, '')}{o.printed}"
        elif step.measure in a.sources:
            said += f"{terms.name(step.measure)}: printed {terms.number(step.measure)}"
        else:
            reached = a.workings.steps.get(step.measure)
            said += f"{terms.name(step.measure)}: {terms.number(step.measure)}"
            said += f" = {terms.formula(reached)}" if reached else ""
        value = self._display.show(a.computed.printed * self._factor, EXTRA)
        formula = terms.name(step.operands[0], self._names) if step.form == "{0}" else terms.formula(step)
        if self._factor != 1:
            formula = f"{self._factor} x ({formula})"
        unit = f" ({self._display.unit})" if self._display.unit else ""
        return f"{said}, {VERBS[a.mode]} {value} = {formula}{unit}."

    def _steps(self) -> str:
        """How the numbers follow that are computed of others; that of the stated one stands in the opening."""
        a, terms = self._a, self._terms
        shown = [s for s in a.workings.way(a.roots) if a.figure or s.measure != a.step.measure]
        told = [f"{terms.name(s.measure, self._names)}: {terms.number(s.measure)} = {terms.formula(s)}" for s in shown]
        units = [terms.display(s.measure).unit for s in shown]
        others = set(units) - {self._display.unit, PERCENT.unit, INDEX.unit}
        if len(others) > 1:
            told = [f"{text} ({unit})" if unit in others else text for text, unit in zip(told, units, strict=True)]
        unit = f", in {others.pop()}" if len(others) == 1 else ""
        return f"Step by step{unit}: {'; '.join(told)}." if told else ""

    def _rounding(self) -> str:
        """How near to each other the two numbers can be."""
        a, scale = self._a, self._display.scale / self._factor
        stated, computed = a.stated.nearest / scale, a.computed.nearest / scale
        if stated == computed:
            number = self._display.show(a.stated.nearest * self._factor, 2 * EXTRA)
            why = "where a half is rounded down" if self._c.touches else "where they are equal"
            return f"Rounding brings the two together at {number} only, {why}."
        *near, places = towards(stated, computed, self._display.decimals + 1)
        first, second = (Display(decimals=places).show(number) for number in near)
        return f"Rounding brings the two no nearer than {first} and {second}."

    def _printed(self) -> str:
        """Each figure with its line and its number at the nearest; then what else the contradiction needs."""
        used = [self._a.sources[m] for m in self._a.workings.given(self._a.roots) if m != self._a.level]
        order = [self._figures[o] for o in dict.fromkeys([*used, *self._figures])]
        texts = []
        for lines, group in groupby(sorted(order, key=self._words.lines), key=self._words.lines):
            texts.append(": ".join(filter(None, (numbered(lines), ", ".join(self._with_end(o) for o in group)))))
        for item in self._c.items:
            if item in self._component.statements and item not in self._figures:
                o = self._component.statements[item].observation
                place = numbered(self._words.lines(o))
                texts.append(
                    ": ".join(filter(None, (place, self._words.figure(o, self._names), self._words.printed(o))))
                )
            elif item in self._component.edits and item != (self._a.edit and self._a.edit.edit_id):
                texts.append(f'the words "{self._words.words(item)}"')
        brackets = "in brackets the end of its rounding at which the two are nearest"
        return f"Each figure as printed, {brackets}: {'; '.join(texts)}."

    def _with_end(self, o: Observation) -> str:
        """A figure as printed and, where that differs, as it is at the nearest."""
        end = self._a.ends[o.observation_id] * self._component.statements[o.observation_id].factor
        own = display_of(o, self._words.reference)
        sign = "%" if own.unit == PERCENT.unit else ""
        printed = f"{QUALIFIERS.get(o.qualifier, '')}{o.printed}{sign}"
        if (
            o.transformation == "level"
            and own.unit != self._terms.display(self._component.statements[o.observation_id].measure).unit
        ):
            printed += f" {own.unit}"
        return printed if end == o.number else f"{printed} ({own.show(end, 1)}{sign})"

    def _excuse(self) -> str:
        """What would explain a contradiction that is soft: computing from numbers that had been rounded."""
        if self._c.verdict != SOFT or self._a.stated.nearest == self._a.computed.nearest:
            return ""
        step = self._a.step
        if self._a.figure and step.form == "{0} - {1}":
            o, scale = self._figures[self._a.figure], self._display.scale
            terms = [round(self._a.workings.numbers[m].printed / scale, o.decimals) for m in step.operands]
            if terms[0] - terms[1] == o.value:
                first, second = (Display(decimals=o.decimals).show(term) for term in terms)
                return f"It is what rounded numbers give: {first} - {second} = {o.printed}."
        return "Computing from rounded numbers would explain it."
