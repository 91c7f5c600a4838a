"""The validation report: one HTML file that looks like the pages, everything escaped, nothing loaded from outside."""

from __future__ import annotations

from collections import defaultdict

from checks.model.relation import Verdict
from checks.verdicts.confrontation import Confrontation

from ..publishing.render import ASSETS, fill
from .result import StageResult


def report_html(
    results: list[StageResult], confrontation: Confrontation, discrepancies: list[dict[str, str]], version: str
) -> bytes:
    """The whole report as UTF-8 HTML."""
    failed = [r for r in results if r.status == "failed"]
    families: dict[str, list[Verdict]] = defaultdict(list)
    for v in confrontation.verdicts:
        families[v.relation.family].append(v)
    return fill(
        "report.html",
        version=version,
        style=(ASSETS / "site.css").read_text("utf-8"),
        failed=failed,
        headline=f"{len(failed)} of {len(results)} stages failed" if failed else "Everything that was run holds",
        results=results,
        warnings=[warning for r in results for warning in r.warnings],
        discrepancies=discrepancies,
        counts=confrontation.counts(),
        families=families,
    )
