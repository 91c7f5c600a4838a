"""Names of series beside each other: what all have in common is said once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence


class Names:
    """Short names of series out of their labels, such as "China: Services trade (Travel), exports".

    ``common`` is what all labels share and short names leave out, ``left`` what then is left, which may be nothing.
    Beside a ``home``, one of the series that is named in full, its area goes without saying. Where short names would be
    ambiguous labels stay as they are.
    """

    def __init__(self, labels: Mapping[str, str], home: str = "") -> None:
        self._labels = labels
        self._areas = {name: label.rpartition(": ")[0] for name, label in labels.items()}
        parts = {name: _parts(label.rpartition(": ")[2]) for name, label in labels.items()}
        first = next(iter(labels), "")
        one_area = len(set(self._areas.values())) == 1
        shared = [part for part in parts.get(first, []) if all(part in own for own in parts.values())]
        area = self._areas[first] if one_area else ""
        self.common = ": ".join(text for text in (area, ", ".join(shared)) if text)
        self.left = {}
        for name, own in parts.items():
            rest = [part for part in own if part not in shared]
            known = one_area or (rest and home and self._areas[name] == self._areas[home])
            self.left[name] = ", ".join(rest if known else filter(None, (self._areas[name], *rest)))
        if len(set(labels.values())) == 1:
            self.common = labels[first]
        elif len(set(self.left.values())) < len(set(labels.values())):
            self.left, self.common = dict(labels), ""

    @property
    def by_area(self) -> dict[str, str]:
        """Names beside one that is given in full: a series of which nothing is left is known by its area."""
        if len(set(self._labels.values())) == 1:
            return dict(self._labels)
        return {name: left or self._areas[name] or self._labels[name] for name, left in self.left.items()}

    @property
    def by_label(self) -> dict[str, str]:
        """Names that need nothing else: a series of which nothing is left keeps its label."""
        return {name: left or self._labels[name] for name, left in self.left.items()}


def _parts(label: str) -> list[str]:
    """What a label without its area says of the series, cut at brackets and commas."""
    return [part for part in re.split(r" \(|\)?, |\)$", label) if part]


def numbered(lines: Sequence[int]) -> str:
    """For example "lines 93 and 154"; empty without lines."""
    *first, last = map(str, lines) if lines else [""]
    return f"lines {', '.join(first)} and {last}" if first else f"line {last}" if last else ""
