"""Runs the contestants on the same sums, several times, and counts what each of them finds and wrongly accuses."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from statistics import median
from time import perf_counter

from .contestants import CONTESTANTS, Contestant
from .sums import Sums, generate_sums


@dataclass(frozen=True)
class Score:
    """One line of a comparison: medians in seconds, and counts of rows; ``reason`` says why it was not run."""

    contestant: Contestant
    setup: float = 0.0
    seconds: float = 0.0
    found: int = 0
    false_alarms: int = 0
    reason: str = ""


@dataclass(frozen=True)
class Comparison:
    """All contestants on one set of sums, of which ``planted`` are wrong and ``provable`` wrong beyond rounding."""

    title: str
    sums: int
    planted: int
    provable: int
    scores: tuple[Score, ...]


def compare(
    title: str,
    frames: Sequence[Sums],
    repeats: int,
    progress: Callable[[str], None],
    contestants: Sequence[Contestant] = CONTESTANTS,
) -> Comparison:
    """Every contestant on all frames, ``repeats`` times, set up anew each time.

    A contestant that is not installed gets a line with the reason. Everything else that it raises is raised here.
    """
    for frame in frames:
        _ = frame.text  # printing the figures is nobody's work
    scores = []
    for contestant in contestants:
        progress(f"{title}: {contestant.name}, {contestant.idiom}")
        scores.append(_score(contestant, frames, repeats))
    planted = sum(int(frame.planted.sum()) for frame in frames)
    provable = sum(int(frame.provable.sum()) for frame in frames)
    return Comparison(title, sum(len(frame.units) for frame in frames), planted, provable, tuple(scores))


def installed(distribution: str) -> str | None:
    """The version of a distribution, None where it is not installed."""
    try:
        return version(distribution)
    except PackageNotFoundError:
        return None


def _score(contestant: Contestant, frames: Sequence[Sums], repeats: int) -> Score:
    if contestant.distribution and installed(contestant.distribution) is None:
        return Score(contestant, reason=f"not run: {contestant.distribution} is not installed")
    contestant.prepare(generate_sums(50, seed=0, errors=0.5))()  # imports and first-call work
    setups, runs, found, false_alarms = [], [], 0, 0
    for _ in range(repeats):
        gc.collect()
        start = perf_counter()
        checks = [contestant.prepare(frame) for frame in frames]
        ready = perf_counter()
        flagged = [check() for check in checks]
        runs.append(perf_counter() - ready)
        setups.append(ready - start)
        found = sum(int((flags & frame.planted).sum()) for flags, frame in zip(flagged, frames, strict=True))
        false_alarms = sum(int((flags & ~frame.planted).sum()) for flags, frame in zip(flagged, frames, strict=True))
    return Score(contestant, median(setups), median(runs), found, false_alarms)
