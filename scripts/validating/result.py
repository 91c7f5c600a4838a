"""What one stage of the validation found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Status = Literal["passed", "failed", "not run"]


@dataclass
class StageResult:
    """``examined`` counts what was looked at, in ``unit``; a stage that examined nothing has not passed.

    ``warnings`` are listed and fail nothing.
    """

    name: str
    title: str
    examined: int = 0
    unit: str = ""
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    seconds: float = 0.0
    skipped: str = ""
    warnings: list[str] = field(default_factory=list)

    @property
    def status(self) -> Status:
        if self.skipped:
            return "not run"
        return "passed" if self.examined and not self.problems else "failed"
