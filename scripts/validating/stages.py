"""The stages of a validation in their order, and how they are run."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from .file_stages import files, frictionless, metadata, portable, rebuilt
from .result import StageResult
from .rule_stages import (
    certificates,
    documents,
    findings,
    great_expectations,
    joint,
    pandera,
    printed,
    relations,
    topics,
)
from .subject import Subject
from .titles import TITLES

Stage = Callable[[Subject], StageResult]

STAGES: tuple[Stage, ...] = (
    *(rebuilt, files, metadata, portable, frictionless),
    *(printed, topics, relations, findings, joint, certificates, pandera, great_expectations, documents),
)
RULES = (printed, topics, relations, findings, joint, certificates, pandera, great_expectations)
"""Stages that follow links between tables."""


def run(subject: Subject) -> Iterator[StageResult]:
    """Run every stage; each result comes as soon as it is there. Raises InputError where input cannot be used."""
    for stage in STAGES:
        started = time.perf_counter()
        if stage in RULES and subject.broken:
            result = StageResult(
                stage.__name__, TITLES[stage.__name__], skipped="keys or links between tables are broken"
            )
        else:
            result = stage(subject)
        result.seconds = time.perf_counter() - started
        yield result
