"""Contradictions of a component: which figures cannot all be true, and which few would set the rest right.

Figures come first, each of the document's words after them and by itself, so that a number is never doubted because of
an adjective.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations
from random import Random

from ..model.relation import HARD, SOFT
from .clerk import widened
from .engine import Engine
from .rows import SIDES
from .solver import Proof
from .steps import Step, informed
from .system import WORDED, System

ORDERS = 6
"""Orders in which items are left out of a contradiction; the smallest that is left is taken."""
MOST_RELEASED = 2
"""The largest set of figures that is tried as the one thing wrong; beyond it the whole core is set aside."""

Items = tuple[str, ...]
Ends = tuple[Step | None, Step | None]


@dataclass(frozen=True)
class Contradiction:
    """``items`` are figures (observation ids) and words (edit ids) none of which can be missed in the proof.

    Each of ``releases`` is a smallest set whose release lets everything else hold together, with what all other
    contradictions release set aside; ``allowed`` is what the rest then leaves for each of its figures.
    ``verdict`` is soft where halves rounded down, or a computation from rounded numbers, would explain it.
    """

    items: Items
    proof: Proof
    verdict: str
    steps: Mapping[str, Step]
    releases: tuple[Items, ...] = ()
    allowed: Mapping[tuple[Items, str], Ends] = field(default_factory=dict)
    allowed_steps: Mapping[Items, Mapping[str, Step]] = field(default_factory=dict)

    @property
    def contradiction_id(self) -> str:
        """Named after the first item that would have to be released."""
        return f"joint:{self.released[0]}"

    @property
    def released(self) -> Items:
        """What is set aside before anything is said of the other figures."""
        return tuple(sorted({item for release in self.releases for item in release}))

    @property
    def touches(self) -> bool:
        """Whether only the rounding of a half is in question, and not the sign of a level that figures divide by."""
        excluding = any(row.strict for row, _ in self.proof.multipliers)
        return self.proof.value == 0 and self.verdict == SOFT and not excluding


@dataclass(frozen=True)
class Core:
    """A proof that some items cannot all be true, with the steps that it uses."""

    proof: Proof
    steps: Mapping[str, Step]
    half_up: bool
    sources: frozenset[str]

    @property
    def items(self) -> Items:
        return tuple(sorted(self.proof.rests))


def contradictions(
    system: System, failing: Iterable[Collection[str]] = (), passages: Iterable[Collection[str]] = ()
) -> tuple[list[Contradiction], Engine]:
    """All contradictions of a component, and an engine in which what they release is set aside: the rest holds.

    ``failing`` are the items of relations that are known to fail, ``passages`` those that are printed together; they
    are tried first, since what is printed together is understood together. In the engine all claims are set aside too,
    so that nothing proven with it rests on a reading of words.
    """
    words = sorted(k for k, e in system.edits.items() if e.family in WORDED)
    tried = [(tuple(sorted(h)), True) for h in failing] + [(tuple(sorted(h)), False) for h in passages]
    found: list[Contradiction] = []
    barren: set[Items] = set()
    while True:
        engine = Engine(system)
        engine.release({*words, *(item for c in found for item in c.released)})
        fresh = [_judged(system, core) for core in _disjoint(engine, system, tried, barren)]
        if not fresh:
            break
        found += [replace(c, releases=_releases(engine, c)) for c in fresh]
    found = [_confirmed(system, words, c, found) for c in found]
    engine = Engine(system)
    engine.release({*words, *(item for c in found for item in c.released)})
    engine.tighten()
    return found + list(_of_words(engine, system, words, [h for h, _ in tried])), engine


def _disjoint(
    engine: Engine, system: System, hints: Iterable[tuple[Items, bool]], barren: set[Items]
) -> Iterator[Core]:
    """Contradictions that share no item; they come back released. ``barren`` collects hints that led to nothing."""
    for hint, known_to_fail in hints:
        near = engine.in_use(hint)
        while len(near) > 1:
            with engine.only(near):
                proof = engine.contradiction()
            core = None if proof is None else core_of(system, _fewer(engine, proof, False).rests)
            if core is None and known_to_fail and near == set(hint) and hint not in barren:
                core = core_of(system, near)
            if core is None:
                barren.add(hint)
                break
            yield _taken(engine, core)
            near = engine.in_use(hint)
    for tightened, half_up in ((False, False), (True, False), (True, True)):
        if tightened and not half_up:
            engine.tighten()  # only now: from a contradiction everything would follow
        while (proof := engine.contradiction(half_up)) is not None:
            core = core_of(system, _fewer(engine, proof, half_up).rests)
            yield _taken(engine, core or _as_core(engine, proof, half_up))


def _fewer(engine: Engine, proof: Proof, half_up: bool) -> Proof:
    """A contradiction of fewer items, as far as the steps at hand show one: the smallest that several orders give."""
    found = []
    for seed in range(ORDERS):
        order, smaller = sorted(proof.rests), proof
        Random(seed).shuffle(order)
        for item in order:
            if item in smaller.rests:
                with engine.only(smaller.rests - {item}):
                    smaller = engine.contradiction(half_up) or smaller
        found.append(smaller)
    return min(found, key=lambda p: (len(p.rests), sorted(p.rests)))


def _taken(engine: Engine, core: Core) -> Core:
    engine.release(core.items)
    return core


def core_of(system: System, items: Collection[str]) -> Core | None:
    """An irreducible contradiction among these items; None if they can all be true.

    First with the edits and ratios of the first proof, which is quick, then with all that speak of its figures.
    """
    core = _proven(system.restricted(items).pruned())
    if core is None:
        return None
    core = _shrunk(_limited(system, core.sources), core)
    return _shrunk(system, core)


def _shrunk(system: System, core: Core) -> Core:
    """The core without the items that can be left out, long ids first: what is said of parts of parts."""
    for item in sorted(core.items, key=lambda i: (-len(i), i)):
        if item in core.items:
            core = _proven(system.restricted(set(core.items) - {item}).pruned()) or core
    return core


def _limited(system: System, sources: Collection[str]) -> System:
    """The system with the edits and ratios that a proof uses, and no others."""
    edits = {n.removeprefix("edit:").rpartition(":")[0] for n in sources if n.startswith("edit:")}
    ratios = {"|".join(n.partition(":")[2].split("|")[:2]) for n in sources if n.startswith(("product:", "ratio:"))}
    return system.restricted_to(edits, ratios)


def _proven(system: System) -> Core | None:
    """Whether the figures of a system cannot all be true, and why."""
    engine = Engine(system)
    for tightened, half_up in ((False, False), (True, False), (True, True)):
        if tightened and not half_up:
            engine.tighten()
        proof = engine.contradiction(half_up)
        if proof is not None:
            return _as_core(engine, proof, half_up)
    return None


def _as_core(engine: Engine, proof: Proof, half_up: bool = False) -> Core:
    return Core(proof, dict(engine.steps), half_up, frozenset(engine.sources(proof)))


def _judged(system: System, core: Core) -> Contradiction:
    """Soft if the same edits and ratios hold for figures that were computed from rounded numbers."""
    verdict = HARD
    if core.half_up:
        verdict = SOFT if any(row.half_up for row, _ in core.proof.multipliers) else HARD
    else:
        again = Engine(widened(_limited(system, core.sources), core.items))
        again.tighten()
        verdict = HARD if again.contradiction() is not None else SOFT
    return Contradiction(core.items, core.proof, verdict, core.steps)


def _releases(engine: Engine, found: Contradiction) -> tuple[Items, ...]:
    """Small sets of items without which the rest seems to hold; all items of ``found`` are released in the engine.

    Every further contradiction among what is left adds its items to those that may be at fault.
    """
    suspects = set(found.items)
    with engine.restored(found.items):
        for size in range(1, MOST_RELEASED + 1):
            hit = []
            tried: set[Items] = set()
            while fresh := sorted(set(combinations(sorted(suspects if size == 1 else found.items), size)) - tried):
                for candidate in fresh:
                    tried.add(candidate)
                    with engine.without(candidate):
                        proof = engine.contradiction() or engine.contradiction(half_up=True)
                    if proof is None:
                        hit.append(candidate)
                    elif size == 1:
                        suspects |= proof.rests
            if hit:
                return tuple(sorted(hit))
    return (found.items,)


def _confirmed(system: System, words: Items | list[str], c: Contradiction, found: list[Contradiction]) -> Contradiction:
    """The contradiction with only those releases that do let the rest hold, and what it leaves for their figures."""
    others = {item for other in found if other is not c for item in other.released} - set(c.items)
    kept, allowed, steps = [], {}, {}
    for release in c.releases:
        engine = Engine(system.without(words).pruned().without({*others, *release}))
        engine.tighten()
        if engine.contradiction() is None and engine.contradiction(half_up=True) is None:
            kept.append(release)
            for item in release:
                measure = system.statements[item].measure
                low, high = (informed(engine.system, engine.best(measure, side)) for side in SIDES)
                allowed[release, item] = low, high
            steps[release] = engine.steps
    return replace(c, releases=tuple(kept) or (c.released,), allowed=allowed, allowed_steps=steps)


def _of_words(engine: Engine, system: System, words: list[str], hints: Iterable[Items]) -> Iterator[Contradiction]:
    """Words that do not agree with the figures, each tried alone; then words that do not agree with each other."""
    wrong = []
    for word in words:
        with engine.restored([word]):
            proof = engine.contradiction()
        if proof is not None:
            wrong.append(word)
            near = [h for h in hints if word in h]
            core = next(filter(None, (core_of(system, h) for h in near)), None) or core_of(system, proof.rests)
            yield replace(_judged(system, core or _as_core(engine, proof)), releases=((word,),))
    rest = [w for w in words if w not in wrong]
    with engine.restored(rest):
        proof = engine.contradiction()
        if proof is not None:
            core = core_of(system, proof.rests) or _as_core(engine, proof)
            spoken = tuple(i for i in core.items if i in words)
            yield replace(_judged(system, core), releases=(spoken,))
