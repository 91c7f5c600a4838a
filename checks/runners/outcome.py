"""What every runner returns, so that their results can be compared relation by relation."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Outcome:
    """``violated`` are relation ids not on the list of discrepancies, ``sentences`` what each of them says.

    ``problems`` is everything else that is wrong, a line each.
    ``examined`` counts what was looked at; an outcome that examined nothing has not passed.
    """

    runner: str
    examined: int
    violated: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        return self.examined > 0 and not self.violated and not self.problems
