"""Runs a reader in its environment and compares what it says."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .compare import Comparison, compare
from .environments import ROOT, Environment
from .golden import Table
from .ways import Way

READERS = "scripts.loading.readers"
TIMEOUT = 300
"""Seconds in which a reader must have read everything."""


class ReaderFailed(Exception):
    """A reader that did not come to its end; the message is its last line."""


@dataclass(frozen=True)
class Outcome:
    """What came of one way."""

    way: Way
    comparison: Comparison
    seconds: float


def load(way: Way, package: Path, golden: Mapping[str, Table]) -> Outcome:
    """Load the package folder in this way and hold it against the golden tables. Raises ReaderFailed."""
    started = time.perf_counter()
    comparison = compare(golden, start(way.environment, way.script, str(package), way.idiom))
    if not comparison.versions:
        raise ReaderFailed(f"{way.script} does not say its version")
    return Outcome(way, comparison, time.perf_counter() - started)


def start(environment: Environment, script: str, package: str, *arguments: str) -> list[str]:
    """The lines that a script of ``readers`` writes; names of files come without the package folder."""
    variables = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    if script.endswith(".js"):
        command = ["node", str(ROOT / Path(*READERS.split(".")) / "npm" / script)]
        variables["NODE_PATH"] = str(environment.modules)
    else:
        command = [str(environment.python), "-m", f"{READERS}.{script}"]
    try:
        done = subprocess.run(
            [*command, package, *arguments],
            cwd=ROOT,
            env=variables,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=TIMEOUT,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ReaderFailed(f"{script} could not be run: {error}") from None
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.strip()] or [f"exit status {done.returncode}"]
        raise ReaderFailed(f"{script} failed: {said[-1]}")
    return [line.replace(f"{package}{os.sep}", "") for line in done.stdout.split("\n") if line]
