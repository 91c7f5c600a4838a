"""Wheel and source distribution, built from the files that git tracks and from nothing that happens to lie about."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from checks.package.within import within
from checks.problems import InputError, Problem

from .contents import Release


def write(release: Release, folder: Path) -> None:
    """Write both into ``folder``, the wheel from the source distribution.

    Raises InputError where that fails, or where a tracked file is a link out of the checkout.
    """
    with tempfile.TemporaryDirectory() as place:
        staged = Path(place) / "checkout"
        for name in tracked(release.root):
            (staged / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(within(release.root, name), staged / name)
        command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(staged)]
        epoch = {"SOURCE_DATE_EPOCH": str(int(release.created.timestamp()))}
        done = subprocess.run(command, env={**os.environ, **epoch}, cwd=place, capture_output=True, text=True)
    if done.returncode:
        last = (done.stdout + done.stderr).strip().splitlines()[-1]
        raise InputError(
            Problem("pyproject.toml", 0, "", f"no wheel can be built ({last}); correct the build settings")
        )


def tracked(root: Path) -> list[str]:
    """Files of a checkout that git tracks and that are there. Raises InputError where ``root`` is no checkout."""
    done = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        raise InputError(Problem(root.name, 0, "", "is no git checkout; make releases from a clone"))
    return [name for name in done.stdout.split("\0") if name and (root / name).is_file()]


def uncommitted(root: Path) -> int:
    """How many files differ from the last commit."""
    status = ["git", "status", "--porcelain"]
    return len(subprocess.run(status, cwd=root, capture_output=True, text=True, encoding="utf-8").stdout.splitlines())
