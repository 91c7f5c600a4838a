"""SHA256SUMS, so that whoever downloads an artefact can tell that it is whole: ``sha256sum -c SHA256SUMS``."""

from __future__ import annotations

import hashlib
from pathlib import Path

NAME = "SHA256SUMS"


def write(folder: Path) -> None:
    """Write one line for every file of ``folder``, by name."""
    files = sorted(file for file in folder.iterdir() if file.is_file() and file.name != NAME)
    lines = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in files]
    (folder / NAME).write_bytes("".join(lines).encode())


def names(folder: Path) -> list[str]:
    """Files that the sums of ``folder`` list; none if it has no sums."""
    file = folder / NAME
    lines = file.read_text("utf-8", errors="replace").splitlines() if file.is_file() else []
    return [name for _, gap, name in (line.partition("  ") for line in lines) if gap]


def problems(folder: Path) -> list[str]:
    """Files that are not what their sum says, that are missing, or that no line lists."""
    listed = {}
    for line in (folder / NAME).read_text("utf-8").splitlines():
        digest, name = line.split("  ", 1)
        listed[name] = digest
    found = {file.name for file in folder.iterdir()} - {NAME}
    wrong = [f"{name}: is not listed in {NAME}" for name in sorted(found - set(listed))]
    for name, digest in listed.items():
        if name not in found:
            wrong.append(f"{name}: is missing")
        elif hashlib.sha256((folder / name).read_bytes()).hexdigest() != digest:
            wrong.append(f"{name}: differs from its sum in {NAME}")
    return wrong
