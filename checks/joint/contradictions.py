"""Contradictions of a component: which figures cannot all be true, and which few would set the rest right."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations
from random import Random

from ..model.relation import HARD, SOFT
from .clerk import widened
from .engine import Engine, Step, informed
from .rows import SIDES
from .solver import Proof
from .system import WORDED, System

ORDERS = 8
MOST_RELEASED = 3
"""The largest set of figures that is tried as the one thing wrong; all contradictions known so far need one or two."""


@dataclass(frozen=True)
class Contradiction:
    """``items`` are figures (observation ids) and words (edit ids) none of which can be missed in the proof.

    ``releases`` are the smallest sets whose release makes everything else hold together, with all other
    contradictions of the component released. ``verdict`` is soft where halves rounded down, or a computation from
    rounded numbers, would explain it. ``allowed`` is, for each figure of a release, what everything else leaves for it
    when that release alone is set aside.
    """

    items: tuple[str, ...]
    proof: Proof
    verdict: str
    steps: Mapping[str, Step]
    releases: tuple[tuple[str, ...], ...] = ()
    allowed: Mapping[str, tuple[Step | None, Step | None]] = field(default_factory=dict)

    @property
    def touches(self) -> bool:
        """Whether nothing but the ends that half-up rounding leaves out stands against it."""
        return self.proof.value == 0 and not any(row.strict for row, _ in self.proof.multipliers)

    @property
    def released(self) -> tuple[str, ...]:
        """What is set aside before anything is said of the other figures: words if words alone will do."""
        worded = [r for r in self.releases if all(item.startswith(WORDED) for item in r)]
        return tuple(sorted({item for release in worded or self.releases or [self.items] for item in release}))


def contradictions(system: System) -> list[Contradiction]:
    """All contradictions of a component; when what they release is set aside, the rest holds together."""
    found: list[Contradiction] = []
    while True:
        released = {item for c in found for item in c.released}
        engine = Engine(system.without(released).pruned())
        fresh = _disjoint(engine, system)
        if not fresh:
            return [_with_intervals(system, c, released.difference(c.released)) for c in found]
        found += [replace(c, releases=releases(engine, c)) for c in fresh]


def _with_intervals(system: System, c: Contradiction, others: Collection[str]) -> Contradiction:
    """The contradiction with the interval that the rest leaves for each figure that may be at fault."""
    allowed = {}
    for release in c.releases:
        figures = [item for item in release if item in system.statements]
        if figures:
            engine = Engine(system.without(others).pruned().without(release))  # pruned with it: its edits are needed
            engine.tighten()
            for item in figures:
                ends = (informed(engine, engine.best(system.statements[item].measure, side)) for side in SIDES)
                low, high = ends
                allowed[item] = low, high
    return replace(c, allowed=allowed)


def _disjoint(engine: Engine, system: System) -> list[Contradiction]:
    """Contradictions that share no item; they come back released."""
    found = []
    for tightened, half_up in ((False, False), (True, False), (True, True)):
        if tightened and not half_up:
            engine.tighten()  # only now: from a contradiction everything would follow
        while (proof := engine.contradiction(half_up)) is not None:
            prover, core, proof = _smallest(engine, system, proof, half_up)
            verdict = _verdict(prover, system, core, half_up, proof)
            found.append(Contradiction(core, proof, verdict, dict(prover.steps)))
            engine.release(core)
    return found


def _verdict(engine: Engine, system: System, core: Collection[str], half_up: bool, proof: Proof) -> str:
    """Soft if the same edits and ratios hold for figures that were computed from rounded numbers."""
    if half_up:
        return HARD if any(row.strict for row, _ in proof.multipliers) else SOFT
    names = engine.sources(proof)
    edits = {n.removeprefix("edit:").rpartition(":")[0] for n in names if n.startswith("edit:")}
    ratios = {r for r in system.ratios if any(n.startswith((f"product:{r}|", f"ratio:{r}")) for n in names)}
    if proof.value == 0:  # it needs that the levels that figures divide by are not zero
        ratios |= {name for name, r in system.ratios.items() if f"sign:{r.denominator}" in names}
    again = Engine(widened(system.restricted_to(edits, ratios), core))
    again.tighten()
    return HARD if again.contradiction() is not None else SOFT


def _smallest(engine: Engine, system: System, proof: Proof, half_up: bool) -> tuple[Engine, tuple[str, ...], Proof]:
    """An irreducible core also when what is left of it is looked at by itself, with the engine that proves it.

    Bounds that rested on an item may follow from the others too; only a fresh engine finds them.
    """
    core, proof = irreducible(engine, proof, half_up)
    waiting = list(core)
    while waiting:
        alone = Engine(system.restricted(set(core) - {waiting.pop()}).pruned())
        smaller = alone.contradiction(half_up)
        if smaller is None:
            alone.tighten()
            smaller = alone.contradiction(half_up)
        if smaller is not None:
            engine = alone
            core, proof = irreducible(engine, smaller, half_up)
            waiting = list(core)
    return engine, core, proof


def irreducible(engine: Engine, proof: Proof, half_up: bool) -> tuple[tuple[str, ...], Proof]:
    """A part of the items of a contradiction that is one by itself and of which no item can be left out.

    Which one is found depends on the order in which items are tried; the smallest of several is kept.
    """
    found = []
    for seed in range(ORDERS):
        order = sorted(proof.rests)
        Random(seed).shuffle(order)
        found.append(_shrunk(engine, proof, order, half_up))
    smallest = min(found, key=lambda p: (len(p.rests), sorted(p.rests)))
    return tuple(sorted(smallest.rests)), smallest


def _shrunk(engine: Engine, proof: Proof, order: list[str], half_up: bool) -> Proof:
    for item in order:
        if item in proof.rests:
            with engine.only(proof.rests - {item}):
                proof = engine.contradiction(half_up) or proof
    return proof


def releases(engine: Engine, found: Contradiction) -> tuple[tuple[str, ...], ...]:
    """The smallest sets of items without which the rest holds; all items of ``found`` are released in the engine.

    Every further contradiction among what is left adds its items to those that may be at fault.
    """
    suspects = set(found.items)
    with engine.restored(found.items):
        for size in range(1, MOST_RELEASED + 1):
            hit = []
            tried: set[tuple[str, ...]] = set()
            while fresh := sorted(set(combinations(sorted(suspects), size)) - tried):
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
    return ()
