"""Contradictions in words that need no mathematics: what is printed, and what would agree with the rest."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from checks.joint.contradictions import Contradiction, Ends
from checks.joint.system import Statement, System
from checks.joint.words import Words
from checks.model.relation import SOFT

Known = Mapping[frozenset[str], str]
"""Sentences of relations that fail, by the items that they need."""


def sentence(component: System, c: Contradiction, words: Words, known: Known) -> str:
    """One sentence on what does not agree, with the arithmetic where one relation shows it, and one on what would."""
    items = frozenset(c.items)
    shown = sorted((k for k in known if items <= k), key=lambda k: (len(k), sorted(k)))
    opening = f"{known[shown[0]]}." if shown else _listed(component, c, words)
    return opening + _remedy(component, c, words)


def _listed(component: System, c: Contradiction, words: Words) -> str:
    figures = {i: component.statements[i].observation for i in c.items if i in component.statements}
    named = [f"{words.figure(o)}: {words.printed(o)}" for o in figures.values()]
    named += dict.fromkeys(f'the words "{words.words(i)}"' for i in c.items if i not in figures)
    if c.touches:
        opening = "These agree only if a half is rounded down"
    elif c.verdict == SOFT:
        opening = "Any of these may be true, but not all together, unless some were computed from rounded numbers"
    else:
        opening = "Any of these may be true, but not all together"
    return f"{opening}: {'; '.join(named)}."


def _remedy(component: System, c: Contradiction, words: Words) -> str:
    """Where the figures of each release would have to lie; sets are alternatives, what is in one belongs together."""
    ways = []
    for release in c.releases:
        figures = [
            (component.statements[i], c.allowed[release, i]) for i in release if any(c.allowed.get((release, i), ()))
        ]
        parts = [
            f"{words.figure(s.observation)} were {words.range(s.observation, *numbers(s, ends))}" for s, ends in figures
        ]
        if parts:
            ways.append(" and ".join(parts))
    return f" Everything else would agree if {'; or if '.join(ways)}." if ways else ""


def numbers(s: Statement, ends: Ends) -> tuple[Fraction | None, Fraction | None]:
    """The interval of the number that a figure states, in its base unit."""
    low, high = (None if end is None else end.bound.value * s.factor for end in ends)
    return low, high
