"""The result of a benchmark as Markdown: what was measured, on what kind of machine, and whether the aims are met."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Sequence

from .joint import Proving
from .own import Jointly, Known, Relationwise
from .tournament import Comparison, Score, installed

VERSIONS = ("numpy", "pandas", "polars", "highspy", "pandera", "great-expectations", "pointblank", "dpm-xl")
INTRODUCTION = """\
# Benchmarks

Written by `python -m scripts.benchmark --write`: medians of several runs, one after the other, in one process. Times
depend on the machine and on what else it does, so read the ratios. To have all tools at hand, install
`locks/benchmark.txt` in an environment of its own.

A wrong digit that leaves a sum within rounding cannot be seen by whoever looks at this sum alone, so nobody finds all
that are planted. Where figures differ by exactly as much as rounding allows, a tolerance on floats decides by chance;
exact arithmetic says that only halves rounded down would explain it. dpm-xl computes with closed intervals of decimals,
which is exact on sums as well; it lets such rows pass."""


def report(
    own: tuple[Relationwise, Jointly],
    proofs: Proving | None,
    generated: Sequence[Known],
    comparisons: Sequence[Comparison],
    quick: bool,
) -> str:
    """All tables, with the aims at the end; ``proofs`` None: not run."""
    parts = [
        INTRODUCTION,
        _machine(quick),
        "## The package and generated packages",
        _own(own, generated),
        *(part for c in comparisons for part in (f"## {c.title}", _about(c), _comparison(c))),
        *([] if proofs is None else ["## All proofs of the package", _proving(proofs)]),
        "## Aims",
        _aims(own, proofs, generated, comparisons),
    ]
    return "\n\n".join(parts) + "\n"


def _machine(quick: bool) -> str:
    versions = ", ".join(f"{name} {installed(name) or '(not installed)'}" for name in VERSIONS)
    sizes = " Small sizes, one run: the numbers only show that everything works." if quick else ""
    return f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}; {versions}.{sizes}"


def _own(own: tuple[Relationwise, Jointly], generated: Sequence[Known]) -> str:
    rows = [("the package", *_times(*own), "", "", "")]
    for k in generated:
        found = f"{k.found_by_relations:,} and {k.found_jointly:,} of {k.planted:,}"
        false = f"{k.false_by_relations:,} and {k.false_jointly:,} of {k.groups - k.planted:,}"
        rows.append((f"{k.groups:,} groups", *_times(k.relationwise, k.jointly), found, false, _each(k)))
    head = (
        *("", "figures", "relations", "derived and decided", "decided", "relations a second", "joint proof"),
        *("wrong groups found, relations and jointly", "clean groups accused", "each figure, both"),
    )
    return _table(head, rows)


def _times(r: Relationwise, j: Jointly) -> tuple[str, ...]:
    speed = f"{r.relations / r.seconds:,.0f}"
    return (f"{r.figures:,}", f"{r.relations:,}", _time(r.seconds), _time(r.deciding), speed, _time(j.seconds))


def _each(k: Known) -> str:
    return f"{(k.relationwise.seconds + k.jointly.seconds) / k.relationwise.figures * 1e6:,.0f} µs"


def _proving(p: Proving) -> str:
    return (
        f"Everything, in as many processes as cores, took {_time(p.seconds)}. Seconds of all processes added up: "
        f"{_time(p.contradictions)} for contradictions, the smallest sets of figures that may be at fault, and what "
        f"all others leave for each of them; {_time(p.rest)} for corroboration, bounds, witnesses and certificates."
    )


def _about(c: Comparison) -> str:
    return (
        f"{c.sums:,} sums, {c.planted:,} of them wrong; {c.provable:,} are further apart than rounding explains. "
        "Set-up turns the text of the figures, or whole numbers where the idiom says so, into what the tool reads, and "
        "makes the rule; this package reads text within the check. The ratio is that of the check to the second line, "
        "where this package too finds its numbers ready."
    )


def _comparison(c: Comparison) -> str:
    head = (
        "tool",
        "idiom",
        "set-up",
        "check",
        "both",
        "ratio of the check",
        "sums a second",
        "errors found",
        "false alarms",
    )
    return _table(head, [_line(score, c) for score in c.scores])


def _line(score: Score, c: Comparison) -> tuple[str, ...]:
    who = score.contestant
    if score.reason:
        return who.name, who.idiom, score.reason, "", "", "", "", "", ""
    ratio = f"{score.seconds / c.scores[1].seconds:.2f}"
    speed = f"{c.sums / score.seconds:,.0f}"
    found = f"{score.found:,} of {c.planted:,}"
    false = f"{score.false_alarms:,} of {c.sums - c.planted:,}"
    times = (_time(s) for s in (score.setup, score.seconds, score.setup + score.seconds))
    return who.name, who.idiom, *times, ratio, speed, found, false


def _aims(
    own: tuple[Relationwise, Jointly],
    proofs: Proving | None,
    generated: Sequence[Known],
    comparisons: Sequence[Comparison],
) -> str:
    relations, joint = own
    slowest = max(s.seconds for s in comparisons[-1].scores if not s.contestant.distribution)
    rows = [
        _aim("the package's relations, derived and decided, under 0.1 s", relations.seconds, 0.1),
        _aim("whether the package's figures can all be true, under 5 s", joint.seconds, 5),
        _aim(
            "its bounds and corroboration, with witnesses and certificates, under 60 s",
            proofs.rest if proofs else None,
            60,
        ),
        _aim(f"{comparisons[-1].sums:,} relations under 2 s", slowest, 2),
    ]
    if len(generated) > 1:
        first, last = (k.relationwise.seconds + k.jointly.seconds for k in (generated[0], generated[-1]))
        more = generated[-1].relationwise.figures / generated[0].relationwise.figures
        rows.append((f"cost close to linear: {more:.0f} times the figures", f"{last / first:.0f} times the time", ""))
    return _table(("aim", "measured", "met"), rows)


def _aim(text: str, seconds: float | None, most: float) -> tuple[str, str, str]:
    if seconds is None:
        return text, "not run", ""
    return text, _time(seconds), "yes" if seconds < most else "no"


def _time(seconds: float) -> str:
    return f"{seconds * 1000:,.0f} ms" if seconds < 1 else f"{seconds:,.1f} s"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
