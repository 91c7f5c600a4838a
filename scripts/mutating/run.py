"""All trials, spread over processes; what comes out does not depend on how many there are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from random import Random
from typing import Any

from checks.package.contents import read_package

from ..building.seeds import read_seeds
from .joint import Aside, proven_aside, set_aside
from .mutants import Figure, Mutant
from .trial import Bench, Outcome


@dataclass(frozen=True)
class Plan:
    """What to corrupt: a seeded sample of the mutants, or all; of one document, of some figures, or of all.

    ``proven``: what contradicts itself already is taken from the committed proofs, which takes no minutes.
    """

    root: Path
    documents: Path | None = None
    seed: int = 0
    sample: int | None = None
    document_id: str = ""
    figure_ids: frozenset[str] = frozenset()
    proven: bool = False


@dataclass(frozen=True)
class Score:
    """The outcomes in the order of the ledgers, what was left out, and what was said of clean figures."""

    plan: Plan
    outcomes: list[Outcome]
    left_out: Counter[tuple[str, str]]
    figures: int
    alarms: list[str]


@dataclass(frozen=True)
class _Task:
    """The chosen mutants of one neighbourhood, each with its number, and the figures to put back unchanged."""

    mutants: list[tuple[int, Mutant]]
    figures: list[Figure]


def score(plan: Plan, jobs: int = 1) -> Score:
    """Make every trial of the plan. Raises InputError for seeds or documents that cannot be used."""
    bench = bench_of(plan)
    bench.mutator.left_out.clear()
    figures = [f for f in bench.mutator.figures if plan.document_id in ("", f.document_id)]
    figures = [f for f in figures if not plan.figure_ids or f.figure_id in plan.figure_ids]
    every = [mutant for figure in figures for mutant in bench.mutator.mutants(figure)]
    amount = len(every) if plan.sample is None else min(plan.sample, len(every))
    chosen = sorted(Random(f"{plan.seed}").sample(range(len(every)), amount))
    place_of = {f.figure_id: bench.place(f) for f in figures}
    tasks: dict[int, _Task] = defaultdict(lambda: _Task([], []))
    for number in chosen:
        tasks[place_of[every[number].figure_id]].mutants.append((number, every[number]))
    touched = {every[number].figure_id for number in chosen}
    for figure in figures:
        if figure.figure_id in touched:
            tasks[place_of[figure.figure_id]].figures.append(figure)
    places = sorted(tasks, key=lambda p: (-len(tasks[p].mutants), p))
    package = read_package(plan.root)
    with _mapper(jobs) as each:
        if plan.proven:
            items = package.tables["contradiction_items"]
            aside = {place: proven_aside(bench.map.neighbourhoods[place], items) for place in places}
        else:
            aside = dict(zip(places, each(partial(_aside, plan), places), strict=True))
        done = list(each(partial(_trials, plan, aside), [tasks[p] for p in places]))
    outcomes = dict(pair for outcomes, _ in done for pair in outcomes)
    alarms = sorted(alarm for _, alarms in done for alarm in alarms)
    alarms += bench.standing(package.listed, places)
    return Score(plan, [outcomes[n] for n in chosen], bench.mutator.left_out.copy(), len(figures), alarms)


def bench_of(plan: Plan) -> Bench:
    """What the trials of a plan need, made once in a process."""
    return _bench(plan.root, plan.documents, plan.seed)


@lru_cache(maxsize=1)
def _bench(root: Path, documents: Path | None, seed: int) -> Bench:
    return Bench(read_seeds(root), documents, seed)


def _aside(plan: Plan, place: int) -> Aside:
    return set_aside(bench_of(plan).map.neighbourhoods[place])


def _trials(plan: Plan, aside: Mapping[int, Aside], task: _Task) -> tuple[list[tuple[int, Outcome]], list[str]]:
    bench = bench_of(plan)
    bench.joint.settle(aside)
    outcomes = [(number, bench.trial(mutant)) for number, mutant in task.mutants]
    return outcomes, [alarm for figure in task.figures for alarm in bench.alarms(figure)]


@contextmanager
def _mapper(jobs: int) -> Iterator[Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]]:
    """``map``, over processes where there are several jobs."""
    if jobs == 1:
        yield map
    else:
        with ProcessPoolExecutor(jobs) as pool:
            yield pool.map
