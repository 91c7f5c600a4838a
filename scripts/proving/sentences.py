"""Contradictions in words that need no mathematics: what is printed, and what would agree with the rest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from checks.joint.contradictions import Contradiction, Ends
from checks.joint.system import Statement, System
from checks.joint.words import Words
from checks.model.observation import Observation
from checks.model.relation import SOFT

from .account import QUALIFIERS, Account
from .arithmetic import arithmetic
from .names import Names, numbered
from .terms import Terms

Known = Mapping[frozenset[str], str]
"""Sentences of relations that fail, by the items that they need."""


def sentence(component: System, c: Contradiction, words: Words, known: Known) -> str:
    """What does not agree: by one relation, else step by step, else as a list; and what would agree."""
    released = _observations(component, c.released)
    shown = sorted((k for k in known if k.issuperset(c.items)), key=lambda k: (len(k), sorted(k)))
    if shown:
        names = _names(words, [*_observations(component, shown[0]), *released])
        return f"{known[shown[0]]}.{_remedy(component, c, words, names.by_label, placed=True)}"
    figures = [*_observations(component, c.items), *released]
    a = arithmetic(component, c)
    if a is None:
        names = _names(words, figures)
        return _listed(component, c, words, names) + _remedy(component, c, words, names.by_area)
    terms = Terms(component, a, words)
    names = _names(words, figures, terms.series)
    return Account(component, c, terms, words, names.by_area).text() + _remedy(component, c, words, names.by_area)


def _observations(component: System, items: Iterable[str]) -> list[Observation]:
    return [component.statements[i].observation for i in sorted(items) if i in component.statements]


def _names(words: Words, figures: Iterable[Observation], first: Sequence[str] = ()) -> Names:
    """Names of all series that figures speak of; those that come ``first`` begin with the one named in full."""
    series = [*first, *(s for o in figures for s in (o.series_id, o.reference_series))]
    return Names({s: words.series[s].label_en for s in series if s in words.series}, first[0] if first else "")


def _listed(component: System, c: Contradiction, words: Words, names: Names) -> str:
    """All items side by side; what their names have in common, and the line of all, stand before them."""
    figures = {i: component.statements[i].observation for i in c.items if i in component.statements}
    places = {i: words.lines(o) for i, o in figures.items()}
    one = set(places.values()).pop() if len(set(places.values())) == 1 else ()
    called = names.by_area if len(set(names.left.values())) > 1 else names.left
    named = []
    for o in figures.values():
        place = "" if one else _placed(words, o)
        named.append(
            f"{words.figure(o, called).strip(' ,')}{place}: {QUALIFIERS.get(o.qualifier, '')}{words.printed(o)}"
        )
    named += dict.fromkeys(f'the words "{words.words(i)}"' for i in c.items if i not in figures)
    if c.touches:
        opening = "These agree only if a half is rounded down"
    elif c.verdict == SOFT:
        opening = "Any of these may be true, but not all together, unless some were computed from rounded numbers"
    else:
        opening = "Any of these may be true, but not all together"
    heads = [opening, names.common + (f" ({numbered(one)})" if one else "")]
    return f"{': '.join(head.strip() for head in heads if head)}: {'; '.join(named)}."


def _remedy(component: System, c: Contradiction, words: Words, names: Mapping[str, str], placed: bool = False) -> str:
    """Where the figures of each release would have to lie; sets are alternatives, what is in one belongs together.

    What all sets have in common is said before them; ``placed`` adds the line of each figure.
    """
    ways = []
    for release in c.releases:
        figures = [
            (component.statements[i], c.allowed[release, i]) for i in release if any(c.allowed.get((release, i), ()))
        ]
        ways.append([_would_be(s, ends, words, names, placed) for s, ends in figures])
    ways = [way for way in ways if way]
    if not ways:
        return ""
    always = [part for part in ways[0] if all(part in way for way in ways)] if len(ways) > 1 else []
    rests = [" and ".join(part for part in way if part not in always) for way in ways]
    if always and all(rests):
        return f" Everything else would agree if {' and '.join(always)}, and besides either {'; or '.join(rests)}."
    return f" Everything else would agree if {'; or if '.join(' and '.join(way) for way in ways)}."


def _would_be(s: Statement, ends: Ends, words: Words, names: Mapping[str, str], placed: bool) -> str:
    o = s.observation
    place = _placed(words, o) if placed else ""
    return f"{words.figure(o, names)}{place} were {words.range(o, *numbers(s, ends))}"


def _placed(words: Words, o: Observation) -> str:
    lines = numbered(words.lines(o))
    return f" ({lines})" if lines else ""


def numbers(s: Statement, ends: Ends) -> tuple[Fraction | None, Fraction | None]:
    """The interval of the number that a figure states, in its base unit."""
    low, high = (None if end is None else end.bound.value * s.factor for end in ends)
    return low, high
