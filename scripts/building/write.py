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
    """Write files below ``root``; each is complete before it takes its place. Returns the names that changed.

    Raises InputError where a file cannot be written. Whatever stops it, all files are then what they were.
    """
    blocked = [name for name in sorted(files) if (root / name).is_dir()]
    if blocked:
        raise InputError(*(Problem(name, 0, "", "is a folder where a file belongs; remove it") for name in blocked))
    changed = differing(root, files)
    staged: list[tuple[Path, Path]] = []
    before: dict[Path, bytes | None] = {}
    target = root
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
            before[target] = target.read_bytes() if target.is_file() else None
            temporary_path.replace(target)
    except BaseException as error:
        for place, content in before.items():
            _put_back(place, content)
        if isinstance(error, OSError):
            message = f"cannot be written ({error.strerror}); close it elsewhere or free its folder, and run again"
            raise InputError(Problem(target.relative_to(root).as_posix(), 0, "", message)) from None
        raise
    finally:
        for temporary_path, _ in staged:
            temporary_path.unlink(missing_ok=True)
    return changed


def _put_back(path: Path, data: bytes | None) -> None:
    if data is None:
        path.unlink(missing_ok=True)
    elif not _has(path, data):
        path.write_bytes(data)


def differing(root: Path, files: Mapping[str, bytes]) -> list[str]:
    """The names of files below ``root`` that are missing or have other bytes, in order.

    Raises InputError where a link would lead elsewhere.
    """
    return [name for name, data in sorted(files.items()) if not _has(within(root, name), data)]


def _has(path: Path, data: bytes) -> bool:
    return path.is_file() and path.read_bytes() == data
