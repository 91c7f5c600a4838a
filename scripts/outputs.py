"""Writes the files that somebody names on a command line: never through a link, and whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from checks.problems import InputError, Problem


class Unwritable(InputError):
    """A file that cannot be written; whatever was computed for it still holds."""


def write_files(files: Mapping[Path, bytes]) -> None:
    """Write files, and the folders above them. Raises Unwritable, before anything is written, where one is a link."""
    for path in files:
        require_no_link(path)
    for path, content in files.items():
        try:
            _write(path, content)
        except OSError as error:
            message = f"cannot be written ({error.strerror}); name a file in a folder that you may write to"
            raise Unwritable(Problem(str(path), 0, "", message)) from None


def require_no_link(path: Path) -> None:
    """Raises Unwritable where the path is a link, or passes one below the current folder.

    Above it links are the system's own, such as the folder of temporary files.
    """
    here = Path.cwd()
    place = Path(os.path.abspath(path))
    passed = [place, *(above for above in place.parents if above.is_relative_to(here) and above != here)]
    try:
        link = next((each for each in passed if each.is_symlink()), None)
    except OSError as error:
        raise Unwritable(Problem(str(path), 0, "", f"cannot be written ({error.strerror}); name another")) from None
    if link is not None:
        message = "is or passes a link, and nothing is written through links; name the file or folder itself"
        raise Unwritable(Problem(str(path), 0, "", message))
    if place.exists() and not (place.is_file() or place.is_dir()):
        raise Unwritable(Problem(str(path), 0, "", "is a device or pipe; name a plain file"))


def _write(path: Path, content: bytes) -> None:
    """In a file beside it that takes its place, so that a link made meanwhile is replaced and not followed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _umask() -> int:
    """Permissions that new files do not get; can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
