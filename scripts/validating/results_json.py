"""Machine-readable results of a validation, in the manner of a validation report: subject, rules, outcomes."""

from __future__ import annotations

import json

from checks.verdicts.confrontation import Confrontation

from .result import StageResult


def results_json(results: list[StageResult], confrontation: Confrontation, version: str, exit_status: int) -> bytes:
    """UTF-8 JSON: exit status, stages with counts and problems, counts per family, every violated relation."""
    document = {
        "package": "china-services-trade",
        "version": version,
        "exit_status": exit_status,
        "stages": [
            {
                "name": r.name,
                "title": r.title,
                "status": r.status,
                "examined": r.examined,
                "unit": r.unit,
                "problems": r.problems,
                "warnings": r.warnings,
                "notes": r.notes,
                "skipped": r.skipped,
            }
            for r in results
        ],
        "families": confrontation.counts(),
        "violated": [
            {
                "relation_id": v.relation_id,
                "severity": v.relation.severity,
                "verdict": v.verdict,
                "sentence": v.sentence,
            }
            for v in confrontation.violated
        ],
    }
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()
