"""Reads CHANGELOG.md and asks whether the entry of a version says what its data do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from checks.package.semver import Number, parse, text
from checks.problems import InputError, Problem

from ..building.changes import REVISED
from ..building.history import HISTORIES
from .compare import NO_UNIT, Difference
from .rows import FILLED

FILE = "CHANGELOG.md"
PAST, NEW, NAMES = "Past values changed", "New values", "Names removed or renamed"
OPEN = "not yet released"
HEADING = re.compile(r"## (\S+) \((not yet released|[0-9]{4}-[0-9]{2}-[0-9]{2})\)")
NOTHING = "- None."


@dataclass
class Entry:
    """The entry of a version; ``released`` is a date or "not yet released", ``parts`` the text below each heading."""

    number: Number
    released: str
    line: int
    parts: dict[str, str] = field(default_factory=dict)

    def says(self, heading: str) -> str:
        """What stands below a heading, if it is more than that there is nothing."""
        said = self.parts.get(heading, "").strip()
        return "" if said == NOTHING else said


def read_changelog(root: Path) -> list[Entry]:
    """The entries, newest first. Raises InputError for headings that cannot be understood."""
    try:
        lines = (root / FILE).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(Problem(FILE, 0, "", f"cannot be read ({error}); restore it")) from None
    entries: list[Entry] = []
    part = ""
    for line, content in enumerate(lines, start=1):
        if content.startswith("## "):
            match = HEADING.fullmatch(content.rstrip())
            number = parse(match[1]) if match else None
            if match is None or number is None:
                message = f"{content!r} should be '## 1.2.3 ({OPEN})' or '## 1.2.3 (2031-12-31)'; correct it"
                raise InputError(Problem(FILE, line, "", message))
            entries.append(Entry(number, match[2], line))
            part = ""
        elif content.startswith("### ") and entries:
            part = content[4:].strip()
            entries[-1].parts[part] = ""
        elif entries and part:
            entries[-1].parts[part] += content + "\n"
    return entries


def entry_problems(
    entries: list[Entry], number: Number, baseline: Number | None, difference: Difference | None, final: bool
) -> Iterator[Problem]:
    """What is wrong with the changelog for a version.

    Args:
        number: The version at hand.
        baseline: The last released version, None before the first.
        difference: What differs from it.
        final: The version is about to be released, so its entry must bear the date.
    """
    if not entries or entries[0].number != number:
        message = f"lacks the entry of {text(number)} at its top; add '## {text(number)} ({OPEN})'"
        yield Problem(FILE, entries[0].line if entries else 0, "", message)
        return
    yield from _order_problems(entries, number, baseline, final)
    entry = entries[0]
    for heading in (PAST, NEW):
        if not entry.parts.get(heading, "").strip():
            message = f"has nothing below '### {heading}'; write what it is, or '{NOTHING}'"
            yield Problem(FILE, entry.line, text(number), message)
            return
    if number != baseline:  # the entry of a release tells what differed from the one before
        yield from _content_problems(entry, difference)


def _order_problems(entries: list[Entry], number: Number, baseline: Number | None, final: bool) -> Iterator[Problem]:
    dated = entries[0].released != OPEN
    if dated != (final or number == baseline):
        wanted = f"({OPEN})" if dated else "the day of the release"
        told = "releases/manifest.json knows no such release" if dated else "it is released or about to be"
        yield Problem(FILE, entries[0].line, text(number), f"should bear {wanted}, because {told}")
    for newer, older in pairwise(entries):
        if newer.number <= older.number or older.released == OPEN:
            message = f"should be a released version before {text(newer.number)}; correct it"
            yield Problem(FILE, older.line, text(older.number), message)
    below = next((entry for entry in entries if entry.number != number), None)
    if number != baseline and (below.number if below else None) != baseline:
        last = text(below.number) if below else "nothing"
        stored = text(baseline) if baseline else "nothing"
        message = f"has {last} as the last release, releases/manifest.json {stored}; restore the one that is wrong"
        yield Problem(FILE, below.line if below else 0, "", message)


def _content_problems(entry: Entry, difference: Difference | None) -> Iterator[Problem]:
    tables = [table for table in difference.tables if table.stable] if difference else []
    revised = any(table.of(REVISED) for table in tables)
    if revised and not entry.says(PAST):
        yield Problem(FILE, entry.line, PAST, "says that no past value changed, but some did; name them")
    if entry.says(PAST) and not revised:
        message = f"tells of changed values, but none differs from the last release; write '{NOTHING}' there"
        yield Problem(FILE, entry.line, PAST, message)
    if difference is None:
        return
    filled = any(table.of(FILLED) or table.added for table in tables if table.name not in HISTORIES)
    if (filled or any(not change.old for change in difference.names)) and not entry.says(NEW):
        yield Problem(FILE, entry.line, NEW, "says that nothing is new, but something is; name it")
    for name, what in _to_name(difference):
        if f"`{name}`" not in entry.says(NAMES):
            yield Problem(FILE, entry.line, NAMES, f"does not name `{name}`, {what}; add it")
    if any(table.withdrawn or table.renamed for table in tables) and not entry.says(NAMES):
        yield Problem(FILE, entry.line, NAMES, "does not tell of the rows that are withdrawn or renamed; add them")


def _to_name(difference: Difference) -> Iterator[tuple[str, str]]:
    """The names that the changelog must tell of, and what became of each."""
    gone = "which is removed or renamed"
    for renamed in difference.renamed:
        yield renamed.old, gone
    for change in difference.names:
        if change.old and change.kind in ("resource", "field", "code", "package"):
            yield change.old, gone
        elif change.old and (change.kind, change.old) != ("unit", NO_UNIT):
            yield change.place.rpartition(".")[2], f"whose {change.kind} was {change.old} and is {change.new}"
