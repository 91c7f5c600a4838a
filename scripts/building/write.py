"""Writes build products: the same bytes for the same tables, all files or none."""

from __future__ import annotations

import csv
import io
import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from checks.package.within import within
from checks.problems import InputError, Problem

from .seeds import Rows


def csv_bytes(rows: Rows, columns: Sequence[str]) -> bytes:
    """Rows as UTF-8 CSV with LF line ends and only these columns."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue().encode()


def write_all(root: Path, files: Mapping[str, bytes]) -> list[str]:
    """Write files below ``root``; each is complete before it takes its place. Returns the names that changed."""
    blocked = [name for name in sorted(files) if (root / name).is_dir()]
    if blocked:
        raise InputError(*(Problem(name, 0, "", "is a folder where a file belongs; remove it") for name in blocked))
    for name in sorted(files):
        within(root, name)
    changed = [name for name, data in sorted(files.items()) if not _has(root / name, data)]
    staged = []
    try:
        for name in changed:
            target = root / name
            target.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
            staged.append((Path(temporary), target))
            with os.fdopen(handle, "wb") as file:
                file.write(files[name])
            os.chmod(temporary, 0o644)
        for temporary_path, target in staged:
            temporary_path.replace(target)
    finally:
        for temporary_path, _ in staged:
            temporary_path.unlink(missing_ok=True)
    return changed


def _has(path: Path, data: bytes) -> bool:
    return path.is_file() and path.read_bytes() == data
