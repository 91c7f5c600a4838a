"""The loader's rule on paths, with a refusal that commands can show."""

from __future__ import annotations

from pathlib import Path

from china_services_trade._inside import inside

from ..problems import InputError, Problem


def within(folder: Path, name: str, said_in: Problem | None = None) -> Path:
    """The path of a file below ``folder``.

    Raises InputError if it would lie elsewhere; ``said_in`` is where the name was read, if not from the code.
    """
    try:
        return inside(folder, name)
    except ValueError as error:
        place = said_in or Problem(name, 0, "", "")
        raise InputError(Problem(place.file, place.row, place.column, str(error))) from None
