"""Figures and edits in words: what a reader sees in a sentence about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from ..families.common import display_of, since, when
from ..model.observation import Observation, Series
from ..model.reference import Reference


class Words:
    """Names of figures and words, from the ``series`` and the ``reference`` of a package.

    ``lines`` are those on which each observation is printed, by its id.
    """

    def __init__(
        self,
        series: Mapping[str, Series],
        reference: Reference,
        lines: Mapping[str, Iterable[int]] | None = None,
    ) -> None:
        self.series = series
        self.reference = reference
        self._lines = lines or {}
        self._claims = {c.claim_id: c.summary for c in reference.claims}

    def figure(self, o: Observation, names: Mapping[str, str] | None = None) -> str:
        """What a figure states: series, period and kind; ``names`` are other names than the labels of series."""
        name, other = (self.named(s, names) if s in self.series else "" for s in (o.series_id, o.reference_series))
        return (
            name
            + when(o.time_period)
            + {
                "level": "",
                "growth_rate": f", growth since {since(o.reference_period)}",
                "average_growth_rate": f", average growth since {since(o.reference_period)}",
                "share": f", share in {other}",
                "ratio_part": f", part of a ratio within {other}",
                "change": f", change since {since(o.reference_period)}",
                "change_in_share": f", change of its share in {other} since {since(o.reference_period)}",
                "change_in_growth_rate": f", change of its growth rate since {since(o.reference_period)}",
                "growth_gap": f", growth lead over {other}",
                "share_of_growth": f", share in the growth of {other}",
                "contribution_to_growth": f", contribution to the growth of {other}",
                "multiple": f", multiple of {other}" if o.reference_series != o.series_id else ", multiple",
                "intensity": f", per unit of {other}",
            }.get(o.transformation, f", {o.transformation.replace('_', ' ')}")
        )

    def named(self, series_id: str, names: Mapping[str, str] | None = None) -> str:
        """A series by its label, unless it has another name."""
        return (names or {}).get(series_id, self.series[series_id].label_en)

    def lines(self, o: Observation) -> tuple[int, ...]:
        """The lines on which an observation is printed; none where they are not known."""
        return tuple(sorted(set(self._lines.get(o.observation_id, ()))))

    def printed(self, o: Observation) -> str:
        """The number as printed, with its unit."""
        unit = display_of(o, self.reference).unit
        return _with_unit(o.printed, unit)

    def words(self, edit_id: str) -> str:
        """What the document says in words: the summary of a claim, or the name of a declared identity."""
        family, name, *rest = edit_id.split(":")
        if family == "claim":
            return self._claims.get(name, name)
        return "the identity " + rest[-1].replace("_", " ")

    def range(self, o: Observation, low: Fraction | None, high: Fraction | None) -> str:
        """An interval of the number that a figure states, in its unit, with more digits than are printed."""
        display = display_of(o, self.reference)
        low_text, high_text = ("" if end is None else display.show(end, extra=3) for end in (low, high))
        if low_text and high_text:
            return _with_unit(f"between {low_text} and {high_text}", display.unit)
        if low_text:
            return _with_unit(f"at least {low_text}", display.unit)
        return _with_unit(f"at most {high_text}", display.unit) if high_text else "anything"


def _with_unit(number: str, unit: str) -> str:
    return f"{number} %" if unit == "%" else f"{number} ({unit})" if unit else number
