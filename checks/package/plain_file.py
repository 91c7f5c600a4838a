"""The one way in which a file of a package is read: a plain file of moderate size, no link, no device."""

from __future__ import annotations

import stat
from pathlib import Path

from china_services_trade._locate import FILE_BYTES

from ..problems import InputError, Problem


def plain_bytes(path: Path, name: str) -> bytes:
    """The content of a file that messages call ``name``. Raises InputError where it is anything else, or too large."""
    require_plain(path, name)
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(Problem(name, 0, "", f"cannot be read ({error.strerror}); check its permissions")) from None


def require_plain(path: Path, name: str) -> None:
    """Raises InputError where ``plain_bytes`` would, without reading the file."""
    try:
        kind = path.lstat()
        if stat.S_ISDIR(kind.st_mode):
            raise InputError(Problem(name, 0, "", "cannot be read, it is a folder; restore the file"))
        if not stat.S_ISREG(kind.st_mode):
            raise InputError(Problem(name, 0, "", "is a link or device; put the file itself there"))
        if kind.st_size > FILE_BYTES:
            raise InputError(Problem(name, 0, "", f"has more than {FILE_BYTES:,} bytes; this is no table"))
    except FileNotFoundError:
        raise InputError(Problem(name, 0, "", "file is missing; restore it or take it off the list")) from None
    except OSError as error:
        raise InputError(Problem(name, 0, "", f"cannot be read ({error.strerror}); check its permissions")) from None
