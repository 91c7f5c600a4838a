"""What several stages say in the same words."""

from __future__ import annotations

from .subject import Subject


def empty_tables(subject: Subject) -> list[str]:
    """A note that names the tables of which only the header could be checked."""
    names = [name for name, rows in subject.package.tables.items() if not rows]
    return [f"no rows to check in {', '.join(names)}"] if names else []


def named(violated: tuple[str, ...]) -> list[str]:
    return [f"relation {name} is violated and not listed" for name in violated]
