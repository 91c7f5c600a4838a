"""Characters that nobody sees: they hide what a text says, turn it round, or steer the terminal that shows it."""

from __future__ import annotations

import re

_CONTROLS = r"\x00-\x1f\x7f-\x9f"
_UNSEEN = (
    r"\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    r"\ud800-\udfff\U000e0000-\U000e007f"
)
"""Soft hyphens, spaces of no width, marks and overrides of direction, line separators, surrogates, tags."""

HIDDEN = re.compile(f"[{_CONTROLS}{_UNSEEN}]")
"""What no cell and no text of a descriptor may hold; named by ranges, because Python's own lists grow with Unicode."""


def unseen(text: str) -> str:
    """The first character of a text that is not printed, as U+202E; empty where there is none."""
    found = HIDDEN.search(text)
    return f"U+{ord(found[0]):04X}" if found else ""


def visible(text: str) -> str:
    """Text of strangers on one line, with everything in it that is not printed spelled out."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def plain(text: str) -> str:
    """Visible, and with nothing that ends a code span of Markdown."""
    return visible(text).replace("`", "'")
