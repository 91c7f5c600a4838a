"""Keeps what is opened below one folder, whatever name a descriptor or a table gives for it."""

from __future__ import annotations

from pathlib import Path


def inside(folder: Path, name: object) -> Path:
    """The path of a file below a folder; the file need not exist.

    Args:
        folder: The only folder that may be read.
        name: Relative path with forward slashes, as a stranger gave it.

    Raises:
        ValueError: The name is something else (absolute, a drive, an address, with ``..``), or a link on the way leads
            out of the folder. The message begins with a verb.
    """
    if not isinstance(name, str) or not _plain(name):
        raise ValueError(f"leaves the folder; give a relative path below it, not {name!r}")
    file = folder / name
    try:
        home, target = folder.resolve(), file.resolve()
    except (OSError, RuntimeError):  # links in a circle
        raise ValueError(f"leaves the folder; {name!r} is a link in a circle") from None
    if not target.is_relative_to(home):
        raise ValueError(f"leaves the folder; {name!r} is or passes a link, put the file itself there")
    return file


def _plain(name: str) -> bool:
    """Backslashes, colons and control characters never stand in a name that means the same on every system."""
    parts = name.split("/")
    return name.isprintable() and not set(name) & set("\\:") and not {"", ".", ".."} & set(parts)
