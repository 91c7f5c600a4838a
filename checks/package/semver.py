"""Version numbers X.Y.Z, and what a major, minor or patch step makes of one."""

from __future__ import annotations

import re

Number = tuple[int, int, int]

NONE, PATCH, MINOR, MAJOR = LEVELS = ("none", "patch", "minor", "major")
_PART = "(0|[1-9][0-9]{0,5})"
_NUMBER = re.compile(rf"{_PART}\.{_PART}\.{_PART}")


def parse(text: str) -> Number | None:
    """The three parts of a version; None for anything else, pre-releases too."""
    match = _NUMBER.fullmatch(text)
    return (int(match[1]), int(match[2]), int(match[3])) if match else None


def stepped(number: Number, level: str) -> Number:
    """The smallest version that is a step of this level after ``number``."""
    major, minor, patch = number
    return {
        NONE: number,
        PATCH: (major, minor, patch + 1),
        MINOR: (major, minor + 1, 0),
        MAJOR: (major + 1, 0, 0),
    }[level]


def text(number: Number) -> str:
    """For example 1.2.3."""
    return ".".join(map(str, number))
